import HallContract
import HTTPTypes
import Hummingbird
import KioskDevices
import KioskDomain
import KioskTexts
import NIOCore

/// The manager's pages, on the machine that keeps the hall or on one of the manager's own: how the terminals are, and the parts of the plan.
struct ManagerRoutes {
    let site: HallSite
    let pages: ScreenPages
    let options: ScreenOptions
    let door: StaffDoor

    func add(to router: Router<ScreenContext>) {
        router.get("manager") { request, _ in
            if let shut = await door.shut(request, .manager) { return shut }
            let done = request.uri.queryParameters["left"] == nil ? nil : ManagerTexts.leftOut
            return Response.page(pages.managerPage(request.pageLanguage, door.token, site, done: done))
        }
        router.get("manager/events") { request, _ in events(request) }
        router.get("manager/leave-out") { request, _ in
            if let shut = await door.shut(request, .manager) { return shut }
            guard let name = missed(request.uri.queryParameters["terminal"].map { String($0) }) else {
                return Response.seeOther("/manager?lang=\(request.pageLanguage.rawValue)")
            }
            return Response.page(pages.leaveOutPage(name, request.pageLanguage, door.token, site, failure: nil))
        }
        router.post("manager/leave-out") { request, _ in try await leaveOut(request) }
        PlanRoutes<HoursForm>(site: site, pages: pages, door: door, place: .hours).add(to: router)
        PlanRoutes<WindowsForm>(site: site, pages: pages, door: door, place: .windows).add(to: router)
    }

    /// What changes on the page; it ends with a word to the page when nobody is signed in any more.
    private func events(_ request: Request) -> Response {
        let language = request.pageLanguage
        return Response.eventStream(request) { writer in
            var shown: [String: String] = [:]
            for await _ in Heartbeat.stream(of: site.hall.views(), every: options.heartbeat) {
                guard await door.isOpen(request, isUse: false) else {
                    return try await writer.write(ByteBuffer(string: ServerSentEvent.text("over", [String: String]())))
                }
                let regions = pages.managerRegions(site, language)
                let news = regions == shown ? "" : ServerSentEvent.text("manager", ["regions": regions])
                shown = regions
                try await writer.write(ByteBuffer(string: news + HallBeat(site).text))
            }
        }
    }

    private func leaveOut(_ request: Request) async throws -> Response {
        let form = try await FormFields.read(request, door.token)
        let language = form.language
        guard await door.isOpen(request) else { return await door.asked(.manager, language) }
        guard let name = missed(form["terminal"]) else {
            return Response.seeOther("/manager?lang=\(language.rawValue)")
        }
        do throws(Failure) {
            try await site.hall.leaveOut(name)
        } catch {
            let page = pages.leaveOutPage(name, language, door.token, site, failure: error.code)
            return Response.page(page, status: .conflict)
        }
        await door.record("manager.left-out", ["terminal": name], by: request)
        return Response.seeOther("/manager?lang=\(language.rawValue)&left=1")
    }

    /// A terminal that the hall waits for now; any other name is nobody's.
    private func missed(_ name: String?) -> String? {
        site.hall.view?.terminals.first { $0.name == name && $0.isMissed }?.name
    }
}

extension FormFields {
    /// Of the page that the form stands on.
    var language: Language { Language(rawValue: self["language"]) ?? .russian }
}
