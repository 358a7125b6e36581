import FoundationEssentials
import HTTPTypes
import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore
import StaffAccess

/// Signing in with the staff PIN, and the staff's page on a terminal.
struct StaffRoutes {
    let site: HallSite
    let gate: StaffGate
    let pages: ScreenPages
    /// Proves that a form comes from our own page; new with every start.
    let token: ScreenToken

    func add(to router: Router<ScreenContext>) {
        router.post("staff/sign-in") { request, context in try await signIn(request, context) }
        router.post("staff/sign-out") { request, context in
            let form = try await StaffForm.read(request, context, token)
            await gate.lock.close(request.staffSession)
            var answer = Response.seeOther("\(form.next.rawValue)?lang=\(form.language.rawValue)")
            answer.headers[.setCookie] = "staff=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"
            return answer
        }
        guard let staff = site.staff else { return }
        router.get("staff") { request, _ in
            guard await gate.lock.isOpen(request.staffSession) else {
                return await asked(.staff, request.pageLanguage)
            }
            return Response.page(await page(staff, request.pageLanguage, said: nil))
        }
        router.post("staff/paper") { request, context in
            try await work(request, context, staff) { _ in
                let status = await staff.paperChanged()
                await gate.record("staff.paper-changed", ["code": status.code?.rawValue ?? "ok"])
                return status.code.map { .problem($0) } ?? .done(StaffTexts.paperDone)
            }
        }
        router.post("staff/test") { request, context in
            try await work(request, context, staff) { language in
                let result = await staff.printTest(language)
                await gate.record("staff.test-slip", ["result": "\(result)"])
                switch result {
                case .printed: return .done(StaffTexts.testDone)
                case .unconfirmed: return .problem(.slipUnconfirmed)
                case .failed(let code): return .problem(code)
                }
            }
        }
    }

    /// The page that asks for the PIN.
    func asked(_ next: StaffPlace, _ language: Language, _ result: StaffLock.Entry? = nil) async -> Response {
        let wait = await gate.lock.wait()
        let page = StaffSignIn(
            next: next, language: language, token: token, pad: wait == nil ? gate.newPad() : nil, wait: wait,
            result: result)
        return Response.page(pages.staffSignIn(page, site))
    }

    private func signIn(_ request: Request, _ context: ScreenContext) async throws -> Response {
        let form = try await StaffForm.read(request, context, token)
        let positions = (form.positions ?? "").split(separator: ",").prefix(20).map { Int($0) ?? -1 }
        let result: StaffLock.Entry
        do throws(Failure) {
            result = try await gate.enter(pad: form.pad ?? "", positions: positions)
        } catch {
            // An empty entry or a used pad: a new pad is drawn.
            return await asked(form.next, form.language)
        }
        guard case .signedIn(let session) = result else { return await asked(form.next, form.language, result) }
        var answer = Response.seeOther("\(form.next.rawValue)?lang=\(form.language.rawValue)")
        answer.headers[.setCookie] = "staff=\(session); Path=/; HttpOnly; SameSite=Strict"
        return answer
    }

    private func work(
        _ request: Request, _ context: ScreenContext, _ staff: any StaffDesk,
        _ body: (Language) async -> StaffSaid
    ) async throws -> Response {
        let form = try await StaffForm.read(request, context, token)
        guard await gate.lock.isOpen(request.staffSession) else { return await asked(.staff, form.language) }
        return Response.page(await page(staff, form.language, said: await body(form.language)))
    }

    private func page(_ staff: any StaffDesk, _ language: Language, said: StaffSaid?) async -> String {
        pages.staffPage(
            StaffPage(language: language, token: token, devices: await staff.devices(), said: said), site)
    }
}

/// Where the staff go after signing in.
enum StaffPlace: String, Decodable {
    case manager = "/manager"
    case staff = "/staff"
}

/// The fields of the forms of manager and staff that are the same everywhere.
struct StaffForm: Decodable {
    var token: String
    var language: Language
    var next: StaffPlace
    var pad: String?
    var positions: String?

    /// - Throws: `screen.session-expired` for a form of another page.
    static func read(_ request: Request, _ context: ScreenContext, _ token: ScreenToken) async throws -> StaffForm {
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        guard let form = try? URLEncodedFormDecoder().decode(StaffForm.self, from: String(buffer: body)) else {
            throw Failure(.requestInvalid, "form")
        }
        guard form.token == token.text else { throw Failure(.sessionExpired) }
        return form
    }
}

/// What came of a press on the staff's page.
enum StaffSaid {
    case done(Localised)
    case problem(FailureCode)
}

extension Request {
    /// The session in the cookie.
    var staffSession: String? {
        headers[.cookie]?.split(separator: ";").lazy
            .map { $0.drop { $0 == " " } }
            .first { $0.hasPrefix("staff=") }.map { String($0.dropFirst("staff=".count)) }
    }
}

extension Response {
    /// After a form: the page that it leads to (RFC 9110, 15.4.4).
    static func seeOther(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address])
    }
}
