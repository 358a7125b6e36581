import AsyncHTTPClient
import KioskDevices
import KioskDomain
import KioskScreens

/// An operator who uses the desk's page as a browser does: for the demonstration, tests and measurements.
public struct ScriptedOperator: Sendable {
    private let options: OperatorOptions
    private let link: OperatorLink
    private let card: CardHand
    private let camera: CardHand
    private let phone: PhoneLink

    /// Prepares the work; nothing happens before ``run(_:)``.
    public init(_ options: OperatorOptions = OperatorOptions()) {
        self.options = options
        link = OperatorLink(client: .shared, base: options.screens)
        card = CardHand(socket: options.cardSocket)
        camera = CardHand(socket: options.phoneSocket)
        phone = PhoneLink(
            portal: PortalLink(base: options.portal, authority: options.portalAuthority), iin: options.owner.iin)
    }

    /// Signs in, does what the flow says, and leaves with the card. Never throws: what went wrong is in the report.
    public func run(_ flow: OperatorFlow) async -> OperatorReport {
        var report = OperatorReport(outcome: .failed)
        do {
            switch flow {
            case .documents: try await look(&report)
            }
        } catch {
            report.code = error.code
        }
        try? await camera.order("empty")
        try? await leave()
        report.history = (try? await phone.history()) ?? []
        return report
    }

    private func look(_ report: inout OperatorReport) async throws(Failure) {
        var clock = WorkClock()
        let token = try await signIn()
        clock.did("sign-in", &report)
        let access = try await phone.open(options.kind)
        clock.did("open-access", &report)
        if options.phoneSocket == nil {
            try await link.post(
                "/operator/document", ["action": .text("code"), "text": .text(access.shortCode)], token: token)
        } else {
            try await camera.order("code \(access.qr)")
            try await link.post("/operator/document", ["action": .text("scan")], token: token)
        }
        let seen = try await part(token) { $0.value("data-seconds") != nil || $0.value("data-refused") != nil }
        clock.did("look", &report)
        guard let seconds = seen.value("data-seconds") else { return refuse(seen, &report) }
        report.outcome = .shown
        report.kind = seen.value("data-kind")
        report.secondsLeft = Int(seconds)
        if let number = options.caseNumber {
            try await use(number, token, &report)
            clock.did("use", &report)
        }
        try await link.post("/operator/document", ["action": .text("close")], token: token)
        _ = try await part(token) { $0.value("data-stage") == "closed" }
        clock.did("close", &report)
    }

    private func use(_ number: String, _ token: String, _ report: inout OperatorReport) async throws(Failure) {
        try await link.post("/operator/document", ["action": .text("use"), "text": .text(number)], token: token)
        let used = try await part(token) {
            $0.value("data-cases")?.isEmpty == false || $0.value("data-refused") != nil
        }
        guard let cases = used.value("data-cases"), !cases.isEmpty else { return refuse(used, &report) }
        report.outcome = .attached
        report.caseNumber = cases
    }

    private func refuse(_ part: OperatorPageText, _ report: inout OperatorReport) {
        report.outcome = .refused
        report.code = part.value("data-refused").flatMap { FailureCode(rawValue: $0) }
    }

    /// Waits for the lock: a card that comes back before the reader has missed it is to the reader the one that went.
    private func leave() async throws(Failure) {
        guard options.cardSocket != nil else { return }
        try await card.remove()
        _ = try await page { !isOpen($0) }
    }

    /// - Returns: the page's token.
    private func signIn() async throws(Failure) -> String {
        try await card.insert()
        let page = try await page { $0.value("data-pad")?.isEmpty == false || isOpen($0) }
        guard let token = page.value("data-token") else { throw Failure(.requestInvalid, "no token on the page") }
        guard !isOpen(page), let pad = page.value("data-pad") else { return token }
        let positions = options.person.pin.compactMap { digit in digit.wholeNumberValue.flatMap { page.pad[$0] } }
        try await link.post(
            "/operator/seat", ["action": .text("pin"), "pad": .text(pad), "positions": .numbers(positions)],
            token: token)
        // A wrong PIN is never tried again by a program (RULES E9).
        let next = try await self.page { isOpen($0) || $0.value("data-pad").map { $0 != pad && !$0.isEmpty } ?? false }
        guard isOpen(next) else { throw Failure(.pinWrong) }
        return token
    }

    private func isOpen(_ page: OperatorPageText) -> Bool { page.value("data-seat")?.hasPrefix("signed-in") == true }

    private func page(_ fits: (OperatorPageText) -> Bool) async throws(Failure) -> OperatorPageText {
        try await until(fits) { () async throws(Failure) in try await link.page() }
    }

    private func part(
        _ token: String, _ fits: (OperatorPageText) -> Bool
    ) async throws(Failure) -> OperatorPageText {
        try await until(fits) { () async throws(Failure) in try await link.document(token: token) }
    }

    private func until(
        _ fits: (OperatorPageText) -> Bool, _ fetch: () async throws(Failure) -> OperatorPageText
    ) async throws(Failure) -> OperatorPageText {
        let end = ContinuousClock.now + options.stepLimit
        while ContinuousClock.now < end {
            let page = try await fetch()
            if fits(page) { return page }
            try? await Task.sleep(for: .milliseconds(100))
        }
        throw Failure(.sessionTimedOut, "the operator's page")
    }
}

/// Notes how long each step took.
private struct WorkClock {
    private var since = ContinuousClock.now

    mutating func did(_ name: String, _ report: inout OperatorReport) {
        let seconds = since.duration(to: .now) / .seconds(1)
        report.steps.append(OperatorReport.Step(name: name, seconds: (seconds * 1000).rounded() / 1000))
        since = .now
    }
}
