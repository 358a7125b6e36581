import FoundationEssentials
import HTTPTypes
import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore
import StaffAccess

/// Whoever opens a page of manager or staff stands before this door: the PIN, the wait after wrong ones, or the word that
/// no PIN is configured.
struct StaffDoor {
    let site: HallSite
    let pages: ScreenPages
    /// Proves that a form comes from our own page; new with every start.
    let token: ScreenToken
    /// Name of the manager whose card opened the desk of this machine (R4); nil while there is none.
    var manager: @Sendable () async -> String? = { nil }

    /// Nil when somebody has signed in; else the page that asks for the PIN.
    ///
    /// - Parameter isUse: false for what a page asks by itself: it does not keep the session open.
    func shut(_ request: Request, _ place: StaffPlace, isUse: Bool = true) async -> Response? {
        await isOpen(request, isUse: isUse) ? nil : await asked(place, request.pageLanguage)
    }

    func isOpen(_ request: Request, isUse: Bool = true) async -> Bool {
        guard let gate = site.gate else { return false }
        if await gate.lock.isOpen(request.staffSession, isUse: isUse) { return true }
        return await manager() != nil
    }

    /// A line of the audit trail, with the manager's name where a card opened the door. Who came by the PIN may be somebody
    /// else, whoever's card is in.
    func record(_ kind: String, _ details: [String: String] = [:], by request: Request) async {
        guard let gate = site.gate else { return }
        var details = details
        let hasPIN = await gate.lock.isOpen(request.staffSession, isUse: false)
        if !hasPIN, let name = await manager() { details["operator"] = name }
        await gate.record(kind, details)
    }

    /// The page that asks for the PIN.
    func asked(_ next: StaffPlace, _ language: Language, _ result: StaffLock.Entry? = nil) async -> Response {
        let wait = await site.gate?.lock.wait()
        let page = StaffSignIn(
            next: next, language: language, token: token, pad: wait == nil ? site.gate?.newPad() : nil, wait: wait,
            result: result)
        return Response.page(pages.staffSignIn(page, site))
    }

    func enter(_ form: StaffForm) async -> Response {
        guard let gate = site.gate else { return await asked(form.next, form.language) }
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

    func leave(_ request: Request, _ form: StaffForm) async -> Response {
        await site.gate?.lock.close(request.staffSession)
        var answer = Response.seeOther("\(form.next.rawValue)?lang=\(form.language.rawValue)")
        answer.headers[.setCookie] = "staff=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"
        return answer
    }
}

/// Where the staff go after signing in.
enum StaffPlace: String, Decodable, CaseIterable {
    case manager = "/manager"
    case hours = "/manager/hours"
    case windows = "/manager/windows"
    case report = "/manager/report"
    case staff = "/staff"
}

/// The fields of the forms of manager and staff that are the same everywhere.
struct StaffForm: Decodable {
    var token: String
    var language: Language
    var next: StaffPlace
    var pad: String?
    var positions: String?
    var slip: String?
    var decision: SlipDecision?

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
