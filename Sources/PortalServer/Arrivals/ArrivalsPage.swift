import FoundationEssentials
import HTTPTypes
import Hummingbird
import KioskDomain
import KioskTexts
import Mustache
import PortalContract

/// What the page was asked for.
struct ArrivalsWish: Sendable {
    var language = Language.kazakh
    /// Nil is all of them.
    var kind: ArrivalKind?
    /// Of one kind only.
    var after = ArrivalCursor()

    init(_ request: Request) {
        let query = request.uri.queryParameters
        language = TicketPage.language(of: request)
        kind = query["kind"].flatMap { ArrivalKind(rawValue: String($0)) }
        if kind != nil { after = query["after"].flatMap { ArrivalCursor(String($0)) } ?? ArrivalCursor() }
    }

    /// The page's address with something else.
    func address(_ change: (inout ArrivalsWish) -> Void) -> String {
        var wish = self
        change(&wish)
        var address = "\(ArrivalsPage.path)?l=\(wish.language.rawValue)"
        if let kind = wish.kind { address += "&kind=\(kind.rawValue)" }
        if wish.kind != nil, wish.after != ArrivalCursor() { address += "&after=\(wish.after.text)" }
        return address
    }
}

/// The page of the portal's own operator: what arrived, newest first; read only and without a script. It names nobody: an IIN
/// is masked, and names, phones, codes, pictures and what people typed are not read at all (``ArrivalTable``).
struct ArrivalsPage: Sendable {
    static let path = "/arrivals"
    static let stylePath = "/arrivals/page.css"

    let arrivals: ArrivalsService
    let register: CentreRegister
    let demonstration: Bool
    private let template: MustacheTemplate

    init(arrivals: ArrivalsService, register: CentreRegister, demonstration: Bool) throws {
        self.arrivals = arrivals
        self.register = register
        self.demonstration = demonstration
        template = try MustacheTemplate(
            string: String(decoding: PackageResources.arrivals_mustache, as: UTF8.self))
    }

    /// - Parameter home: the page of this port that leads here.
    func show(_ wish: ArrivalsWish, home: (address: String, name: Localised)) async throws -> Response {
        let sight = try await arrivals.sight(of: wish.kind.map { [$0] } ?? ArrivalKind.allCases, after: wish.after)
        let view = ArrivalsView(wish: wish, register: register, now: arrivals.clock.now().milliseconds)
        var values = view.words
        values["demonstration"] = demonstration
        values["homeAddress"] = home.address
        values["homeName"] = home.name[wish.language]
        values["tiles"] = view.tiles(sight.counts)
        values["sections"] = sight.lists.map(view.section)
        return Response.page(
            template.render(values), policy: "style-src 'self'; form-action 'none'", wish.language)
    }
}
