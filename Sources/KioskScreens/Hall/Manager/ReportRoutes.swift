import HTTPTypes
import HallContract
import HallQueue
import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore

/// The daily report: on a page, as a picture and as CSV.
struct ReportRoutes {
    let site: HallSite
    let pages: ScreenPages
    let door: StaffDoor
    let desk: any HallReports

    func add(to router: Router<ScreenContext>) {
        router.get("manager/report") { request, _ in
            if let shut = await door.shut(request, .report) { return shut }
            return await page(request)
        }
        router.get("manager/report.svg") { request, _ in
            try await file(request, "image/svg+xml; charset=utf-8", "svg") { report, language in
                ReportPicture(report: report, language: language, centre: site.pscName[language]).svg
            }
        }
        router.get("manager/report.csv") { request, _ in
            try await file(request, "text/csv; charset=utf-8", "csv") { report, _ in report.csv }
        }
    }

    private var today: CivilDate { site.clock.wall(site.clock.now()).date }

    /// `day` of the address; today without one, nil for what is no date.
    private func day(_ request: Request) -> CivilDate? {
        guard let text = request.uri.queryParameters["day"] else { return today }
        return CivilDate(iso: String(text))
    }

    private func page(_ request: Request) async -> Response {
        let language = request.pageLanguage
        var page = ReportPage(language: language, token: door.token, day: day(request) ?? today, days: [today])
        do throws(Failure) {
            page.days += try await desk.reportDays().filter { $0 != today }
            page.report = day(request) == nil ? nil : try await desk.report(page.day)
        } catch {
            page.failure = error.code
        }
        return Response.page(pages.reportPage(page, site))
    }

    private func file(
        _ request: Request, _ type: String, _ ending: String, _ body: (HallReport, Language) -> String
    ) async throws -> Response {
        let language = request.pageLanguage
        guard await door.isOpen(request), let day = day(request), let report = try await desk.report(day) else {
            return Response.seeOther("/manager/report?lang=\(language.rawValue)")
        }
        // The picture is drawn on the page; only what is asked for as a file is one.
        let isFile = ending == "csv" || request.uri.queryParameters["file"] != nil
        var answer = Response(
            status: .ok, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body(report, language))))
        if isFile { answer.headers[.contentDisposition] = "attachment; filename=\"hall-\(day).\(ending)\"" }
        return answer
    }
}

/// Everything that the page of the report shows.
struct ReportPage {
    var language: Language
    var token: ScreenToken
    var day: CivilDate
    var days: [CivilDate]
    var report: HallReport?
    var failure: FailureCode?
}
