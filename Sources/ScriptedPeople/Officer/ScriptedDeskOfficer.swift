import AsyncHTTPClient
import KioskDevices
import KioskDomain

/// An officer of the migration service at the desk's page, with the officer's own card (I4–I6).
public struct ScriptedDeskOfficer: Sendable {
    /// Whose card it is and where everything is.
    public struct Options: Sendable {
        /// The desk's screens, such as `http://127.0.0.1:8080`.
        public var screens: String
        /// Control socket of the officer's virtual card; nil leaves the card to somebody else.
        public var cardSocket: String?
        /// Of another virtual card that may be in the reader, such as the operator's.
        public var otherCardSocket: String?
        /// PIN of the officer's card.
        public var pin: String
        /// Longest time for one step.
        public var stepLimit: Duration

        /// Every field as given.
        public init(
            screens: String, cardSocket: String?, otherCardSocket: String? = nil,
            pin: String = DemonstrationOperator.officer.pin,
            stepLimit: Duration = .seconds(30)
        ) {
            self.screens = screens
            self.cardSocket = cardSocket
            self.otherCardSocket = otherCardSocket
            self.pin = pin
            self.stepLimit = stepLimit
        }
    }

    private let link: OperatorLink
    private let seat: DeskSeat

    /// Prepares a deed; nothing happens before ``run(_:)``.
    public init(_ options: Options) {
        link = OperatorLink(client: .shared, base: options.screens)
        seat = DeskSeat(
            link: link, cardSocket: options.cardSocket, otherCardSocket: options.otherCardSocket, pin: options.pin,
            stepLimit: options.stepLimit)
    }

    /// Signs in, does the deed, leaves with the card. Never throws: what went wrong is in the report.
    public func run(_ deed: OfficerDeed) async -> OfficerReport {
        var report: OfficerReport
        do {
            report = try await work(deed, try await seat.signIn())
        } catch {
            report = OfficerReport(.failed, code: error.code)
        }
        try? await seat.leave()
        return report
    }

    private func work(_ deed: OfficerDeed, _ token: String) async throws(Failure) -> OfficerReport {
        switch deed {
        case .queue: return try await queue(token)
        case .open(let slip): return Self.opened(try await open(slip, token), slip)
        case .certify(let slip): return try await certify(slip, token)
        case .annul(let slip, let reason):
            let page = try await open(slip, token)
            guard page.value("data-stage") == "open" else { return Self.report(page) }
            try await act(["action": .text("annul"), "text": .text(reason.rawValue)], token)
            return try await settled(token)
        case .arrive(let slip, let number, let expires):
            try await act(
                [
                    "action": .text("arrived"), "slip": .text(slip), "number": .text(number), "expires": .text(expires),
                ], token)
            return try await settled(token)
        case .collect(let slip, let iin):
            try await act(["action": .text("collected"), "slip": .text(slip), "iin": .text(iin)], token)
            return try await settled(token)
        }
    }

    private func act(_ order: [String: OperatorLink.Wire], _ token: String) async throws(Failure) {
        try await link.post("/operator/exchange", order, token: token)
    }

    private func part(_ token: String, _ fits: (String) -> Bool) async throws(Failure) -> OperatorPageText {
        try await seat.part("exchange", token) { $0.value("data-stage").map(fits) == true }
    }

    private func queue(_ token: String) async throws(Failure) -> OfficerReport {
        let page = try await seat.part("exchange", token) { $0.value("data-waiting") != nil }
        var report = OfficerReport(.done)
        report.waiting = page.value("data-waiting").flatMap { Int($0) }
        report.queue = page.values("tr data-slip")
        return report
    }

    private func open(_ slip: String, _ token: String) async throws(Failure) -> OperatorPageText {
        try await act(["action": .text("open"), "text": .text(slip)], token)
        return try await part(token) { $0 != "opening" }
    }

    /// The counter comes before the pad; a last try is left to a person (RULES E9).
    private func certify(_ slip: String, _ token: String) async throws(Failure) -> OfficerReport {
        let page = try await open(slip, token)
        guard page.value("data-stage") == "open" else { return Self.report(page) }
        try await act(["action": .text("certify")], token)
        var asked = try await part(token) { $0 != "reading" }
        if asked.asksForYes {
            try await act(["action": .text("confirm-last-try")], token)
            asked = try await part(token) { $0 != "last-try" }
        }
        guard asked.value("data-stage") == "pin", let pad = asked.value("data-pad") else {
            let report = Self.report(asked)
            return report.code == nil ? OfficerReport(.refused, code: .pinWrong) : report
        }
        try await act(
            ["action": .text("pin"), "pad": .text(pad), "positions": .numbers(seat.positions(on: asked))], token)
        return try await settled(token)
    }

    /// The end of what was begun; an application that went back to the page was refused.
    private func settled(_ token: String) async throws(Failure) -> OfficerReport {
        Self.report(
            try await part(token) { ["settled", "closed", "open", "unanswered", "pin", "last-try"].contains($0) })
    }

    private static func opened(_ page: OperatorPageText, _ slip: String) -> OfficerReport {
        guard page.value("data-stage") == "open" else { return report(page) }
        var report = OfficerReport(.done)
        report.slip = slip
        for (check, passed) in zip(page.values("data-check"), page.values("data-passed")) {
            report.checks[check] = passed == "true"
        }
        return report
    }

    private static func report(_ page: OperatorPageText) -> OfficerReport {
        guard let settled = page.value("data-settled") else {
            let code = page.value("data-refused").flatMap { FailureCode(rawValue: $0) }
            return OfficerReport(.refused, code: code)
        }
        var report = OfficerReport(.done)
        report.slip = page.value("data-settled-slip")
        report.stage = CardExchangeCase.Stage(rawValue: settled)
        report.fee = page.value("data-fee").flatMap { CardExchangeCase.Fee(rawValue: $0) }
        return report
    }
}
