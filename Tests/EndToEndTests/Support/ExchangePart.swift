import FoundationEssentials
import KioskTestSupport

/// The officer's part of the desk's page.
struct ExchangePart: Sendable {
    var text: String
    var status: Int
    var stage: String? { Desk.value(after: "data-stage=\"", in: text) }
    /// The code of what was refused.
    var refused: String? { Desk.value(after: "data-refused=\"", in: text) }
    /// Where the last application stands now, and what became of its fee.
    var settled: String? { Desk.value(after: "data-settled=\"", in: text) }
    var fee: String? { Desk.value(after: "data-fee=\"", in: text) }
    /// How many wait; nil while the queue is not known.
    var waiting: Int? { Desk.value(after: "data-waiting=\"", in: text).flatMap { Int($0) } }
    /// Addresses of the pictures by what they are.
    var pictures: [String: String] {
        var found: [String: String] = [:]
        for part in text.split(separator: "<img").dropFirst() {
            let (part, address) = (String(part), Desk.value(after: "src=\"", in: String(part)))
            if let kind = Desk.value(after: "data-picture=\"", in: part) { found[kind] = address }
        }
        return found
    }
}

extension Desk {
    /// The page with an officer signed in; the card, with an EDS of Demo Person 5, is made and registered when it is not yet.
    static func officer(_ stage: Stage) async throws -> Desk {
        try await stage.registerOfficer()
        try await stage.order("operator", "insert")
        let desk = try await page(stage)
        let seat = try await desk.until("the pad, or an open desk") { $0.pad != nil || $0.isOpen }
        if !seat.isOpen {
            try await desk.enter(Operator.pin, on: seat)
            try await desk.until("an open desk", \.isOpen)
        }
        return desk
    }

    func exchange() async throws -> ExchangePart {
        let answer = try await LocalHTTP.shared.send(
            "GET", "/operator/exchange?lang=en", port: port, headers: ["X-Screen-Token": token])
        return ExchangePart(text: answer.text, status: answer.status)
    }

    @discardableResult
    func exchange(
        _ what: String, within limit: Duration = .seconds(30), _ fits: @escaping @Sendable (ExchangePart) -> Bool
    ) async throws -> ExchangePart {
        try await eventually("the officer's part: \(what)", within: limit) {
            let part = try await self.exchange()
            return fits(part) ? part : nil
        }
    }

    @discardableResult
    func exchangeAct(_ action: String, _ fields: [String: String] = [:]) async throws -> LocalHTTP.Answer {
        let body = try JSONEncoder().encode(fields.merging(["action": action]) { first, _ in first })
        return try await LocalHTTP.shared.send(
            "POST", "/operator/exchange", port: port,
            headers: ["Content-Type": "application/json", "X-Screen-Token": token], body: Array(body))
    }

    /// Touches the pad of the certification.
    func certify(with pin: String) async throws {
        let part = try await exchange("the pad") { $0.stage == "pin" }
        guard let pad = OperatorSeat(part.text).pad else { throw Problem("no pad: \(part.text)") }
        let body = #"{"action":"pin","pad":"\#(pad.id)","positions":\#(pad.positions(of: pin))}"#
        _ = try await LocalHTTP.shared.send(
            "POST", "/operator/exchange", port: port,
            headers: ["Content-Type": "application/json", "X-Screen-Token": token], body: Array(body.utf8))
    }

    /// Opens an application, and waits until it is on the page.
    func openExchange(_ slip: String) async throws -> ExchangePart {
        try await exchangeAct("open", ["text": slip])
        return try await exchange("\(slip) is open") { $0.stage == "open" || $0.refused != nil }
    }
}

extension Stage {
    static let officerMemory = "officer-card.json"
    static let officerName = "Officer 1"

    /// The card of an officer of the migration service in the operator's reader, known to kioskd.
    func registerOfficer(duties: [String] = ["officer"]) async throws {
        guard try await !kioskctl("operators", "--json").contains(Self.officerName) else { return }
        if child("operator")?.isRunning == true {
            try await takeOperatorCard()
            _ = try await child("operator")?.stop()
        }
        let arguments = [
            "card", "--operator", "--slot", "1", "--state", folder.file(Self.officerMemory), "--pin", Operator.pin,
            "--puk", Operator.puk, "--holder", Self.officerName, "--iin", "820910400054", "--eds",
            "https://127.0.0.1:\(portalPort)", "--eds-ca", folder.file("portal/tls-ca.pem"), "--control",
            folder.file("run/operator.sock"),
        ]
        try await run("operator", "kiosk-sim", arguments, ready: "card ready")
        let words = ["operators", "add", Self.officerName] + duties.flatMap { ["--duty", $0] }
        try await eventually("the officer's card is registered") {
            let output = try await Tool.run(
                try Programs.path("kioskctl"), words + ["--socket", self.folder.file("run/control.sock")])
            return output.succeeded ? () : nil
        }
    }

    /// Of a machine at which officers sit.
    var officerCode: String { folder.file("officer-code") }

    /// Makes the one-time code with all three roles, once.
    func makeOfficerCode() async throws {
        guard !FileManager.default.fileExists(atPath: officerCode) else { return }
        let made = try await Tool.run(
            try Programs.path("kiosk-portal"),
            ["code", "--role", "kiosk", "--role", "desk", "--role", "officer", "--state", folder.file("portal")])
        guard made.succeeded else { throw Problem("kiosk-portal code: \(made.standardError)") }
        _ = try folder.write("officer-code", made.standardOutput.filter { !$0.isWhitespace }.utf8)
    }
}
