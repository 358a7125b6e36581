import FoundationEssentials
import KioskTestSupport

/// The operator's page, used by its forms and its pad.
struct Desk {
    struct Answer {
        var text: String
        /// The count that the page shows.
        var failures: Int? { Desk.value(after: "data-failures=\"", in: text).flatMap { Int($0) } }
        /// The code of what went wrong.
        var code: String? {
            Desk.text(after: "<p class=\"code\">", in: text) ?? Desk.value(after: "\"code\":\"", in: text)
        }
    }

    let port: UInt16
    let token: String

    /// The page as it is, locked or open.
    static func page(_ stage: Stage) async throws -> Desk { try await page(port: stage.screens) }

    static func page(port: UInt16) async throws -> Desk {
        let page = try await LocalHTTP.shared.send("GET", "/operator?lang=en", port: port)
        guard let token = value(after: "data-token=\"", in: page.text) else {
            throw Problem("no token on the operator's page: \(page.status)")
        }
        return Desk(port: port, token: token)
    }

    /// The page with the operator signed in by card and PIN (RULES R4); the card is registered when it is not yet.
    static func open(_ stage: Stage) async throws -> Desk {
        try await stage.registerOperator()
        try await stage.order("operator", "insert")
        let desk = try await page(stage)
        let seat = try await desk.until("the pad, or an open desk") { $0.pad != nil || $0.isOpen }
        if !seat.isOpen {
            try await desk.enter(Operator.pin, on: seat)
            try await desk.until("an open desk", \.isOpen)
        }
        return desk
    }

    func check(_ person: Person) async throws -> Answer { try await post("check", person) }
    func accept(_ person: Person) async throws -> Answer { try await post("accept", person) }
    /// At window 1, as the page of the desk asks.
    func callNext() async throws -> Answer {
        let order = #"{"action":"call-next","window":1,"request":"0123456789abcdef"}"#
        let answer = try await LocalHTTP.shared.send(
            "POST", "/desk/act?lang=en", port: port,
            headers: ["Content-Type": "application/json", "X-Screen-Token": token], body: Array(order.utf8))
        return Answer(text: answer.text)
    }

    /// What the page shows now.
    func seat() async throws -> OperatorSeat {
        let page = try await LocalHTTP.shared.send("GET", "/operator?lang=en", port: port)
        return OperatorSeat(page.text)
    }

    /// The page once it `fits`.
    @discardableResult
    func until(
        _ what: String, within limit: Duration = .seconds(30), _ fits: @escaping @Sendable (OperatorSeat) -> Bool
    ) async throws -> OperatorSeat {
        try await eventually("the operator's page: \(what)", within: limit) {
            let seat = try await self.seat()
            return fits(seat) ? seat : nil
        }
    }

    /// Touches the pad that the page shows.
    @discardableResult
    func enter(_ pin: String, on seat: OperatorSeat) async throws -> LocalHTTP.Answer {
        guard let pad = seat.pad else { throw Problem("no pad: \(seat.key)") }
        return try await act("{\"action\":\"pin\",\"pad\":\"\(pad.id)\",\"positions\":\(pad.positions(of: pin))}")
    }

    /// Posts as the page does.
    @discardableResult
    func act(_ json: String, token: String? = nil) async throws -> LocalHTTP.Answer {
        try await LocalHTTP.shared.send(
            "POST", "/operator/seat", port: port,
            headers: ["Content-Type": "application/json", "X-Screen-Token": token ?? self.token],
            body: Array(json.utf8))
    }

    private func post(_ form: String, _ person: Person) async throws -> Answer {
        try await post(form, "window=1&iin=\(person.iin)")
    }

    /// Posts one of the page's forms with these fields.
    func post(_ form: String, _ fields: String) async throws -> Answer {
        let fields = "token=\(token)&language=en&\(fields)"
        let answer = try await LocalHTTP.shared.send(
            "POST", "/operator/\(form)", port: port,
            headers: ["Content-Type": "application/x-www-form-urlencoded"], body: Array(fields.utf8))
        return Answer(text: answer.text)
    }

    static func value(after mark: String, in text: String) -> String? {
        text.firstRange(of: mark).map { String(text[$0.upperBound...].prefix { $0 != "\"" }) }
    }

    static func text(after mark: String, in text: String) -> String? {
        text.firstRange(of: mark).map { String(text[$0.upperBound...].prefix { $0 != "<" }) }
    }
}
