import FoundationEssentials
import HTTPTypes
import Hummingbird
import KioskDomain
import KioskTexts
import KioskTime
import Mustache
import PortalContract

/// What the page was asked for.
struct FleetWish: Sendable {
    var language = Language.kazakh
    var state: KioskState?
    var centre: String?
    var after = ""
    var hours: Int64 = 24

    init(_ request: Request) {
        let query = request.uri.queryParameters
        language = TicketPage.language(of: request)
        state = query["state"].flatMap { KioskState(rawValue: String($0)) }
        centre = query["centre"].map { String($0) }.flatMap { CentreCode.isValid($0) ? $0 : nil }
        after = query["after"].map { String($0.prefix(64)) } ?? ""
        hours = query["hours"].flatMap { Int64($0) }.flatMap { Self.spans.contains($0) ? $0 : nil } ?? 24
    }

    static let spans: [Int64] = [24, 168, 720]

    /// The page's address with something else.
    func address(_ change: (inout FleetWish) -> Void) -> String {
        var wish = self
        change(&wish)
        var parts = ["l=\(wish.language.rawValue)"]
        if let state = wish.state { parts.append("state=\(state.rawValue)") }
        if let centre = wish.centre { parts.append("centre=\(centre)") }
        let plain = wish.after.utf8.allSatisfy { "0123456789abcdefghijklmnopqrstuvwxyz-".utf8.contains($0) }
        if !wish.after.isEmpty, plain { parts.append("after=\(wish.after)") }
        if wish.hours != 24 { parts.append("hours=\(wish.hours)") }
        return "/fleet?" + parts.joined(separator: "&")
    }
}

/// The page of the portal's team: how all kiosks stand, alarms, plots, map.
struct FleetPage: Sendable {
    let fleet: FleetService
    let sampler: FleetSampler
    let alarms: AlarmsService
    let register: CentreRegister
    private let template: MustacheTemplate

    init(fleet: FleetService, sampler: FleetSampler, alarms: AlarmsService, register: CentreRegister) throws {
        self.fleet = fleet
        self.sampler = sampler
        self.alarms = alarms
        self.register = register
        template = try MustacheTemplate(string: String(decoding: PackageResources.fleet_mustache, as: UTF8.self))
    }

    /// - Parameter mayLift: the one who looks is an admin.
    func show(_ wish: FleetWish, mayLift: Bool) async throws -> Response {
        let summary = try await fleet.summary()
        let kiosks = try await fleet.kiosks(after: wish.after, state: wish.state, centre: wish.centre).kiosks
        let open = try await alarms.list(after: ("", ""), all: false).alarms
        let samples = try await sampler.samples(hours: wish.hours).samples
        let view = FleetView(wish: wish, register: register, now: fleet.clock.now().milliseconds)
        var values = view.words
        values["mayLift"] = mayLift
        values.merge(view.overview(summary)) { $1 }
        values.merge(view.table(kiosks, summary)) { $1 }
        values["alarmList"] = open.map { view.alarm($0, mayLift: mayLift) }
        values.merge(view.plots(samples)) { $1 }
        values.merge(view.map(summary)) { $1 }
        return Response.page(
            template.render(values),
            policy: "style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'",
            referrer: "same-origin", wish.language)
    }
}
