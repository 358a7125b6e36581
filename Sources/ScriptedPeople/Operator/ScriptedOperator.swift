import AsyncHTTPClient
import KioskDevices
import KioskDomain
import KioskScreens

/// An operator who uses the desk's page as a browser does: for the demonstration, tests and measurements.
public struct ScriptedOperator: Sendable {
    private let options: OperatorOptions
    private let link: OperatorLink
    private let seat: DeskSeat
    private let camera: CardHand
    private let phone: PhoneLink

    /// Prepares the work; nothing happens before ``run(_:)``.
    public init(_ options: OperatorOptions = OperatorOptions()) {
        self.options = options
        link = OperatorLink(client: .shared, base: options.screens)
        seat = DeskSeat(
            link: link, cardSocket: options.cardSocket, otherCardSocket: options.otherCardSocket,
            pin: options.person.pin, stepLimit: options.stepLimit)
        camera = CardHand(socket: options.phoneSocket)
        phone = PhoneLink(
            portal: PortalLink(base: options.portal, authority: options.portalAuthority), iin: options.owner.iin)
    }

    /// Signs in, does what the flow says, and leaves with the card. Never throws: what went wrong is in the report.
    public func run(_ flow: OperatorFlow) async -> OperatorReport {
        var report = OperatorReport(outcome: .failed)
        do {
            var clock = WorkClock()
            let token = try await seat.signIn()
            clock.did("sign-in", &report)
            switch flow {
            case .documents: try await look(token, &clock, &report)
            case .attempts, .accept, .application, .reveal, .confirm, .refuse, .withdraw, .certificates, .revoke,
                .phone:
                try await DeskForms(options: options, link: link, token: token).fill(flow, &report)
                clock.did(flow.rawValue, &report)
            case .card, .changePIN, .unblock, .issue:
                try await DeskCardWork(options: options, link: link, seat: seat, token: token).run(
                    flow, &clock, &report)
            }
        } catch {
            report.code = error.code
        }
        try? await camera.order("empty")
        try? await seat.leave()
        if flow == .documents { report.history = (try? await phone.history()) ?? [] }
        return report
    }

    private func look(_ token: String, _ clock: inout WorkClock, _ report: inout OperatorReport) async throws(Failure) {
        let access = try await phone.open(options.kind)
        clock.did("open-access", &report)
        if options.phoneSocket == nil {
            try await link.post(
                "/operator/document", ["action": .text("code"), "text": .text(access.shortCode)], token: token)
        } else {
            try await camera.order("code \(access.qr)")
            try await link.post("/operator/document", ["action": .text("scan")], token: token)
        }
        let seen = try await seat.part("document", token) {
            $0.value("data-seconds") != nil || $0.value("data-refused") != nil
        }
        clock.did("look", &report)
        guard let seconds = seen.value("data-seconds") else { return report.refuse(seen.value("data-refused")) }
        report.outcome = .shown
        report.kind = seen.value("data-kind")
        report.secondsLeft = Int(seconds)
        if let number = options.caseNumber {
            try await use(number, token, &report)
            clock.did("use", &report)
        }
        try await link.post("/operator/document", ["action": .text("close")], token: token)
        _ = try await seat.part("document", token) { $0.value("data-stage") == "closed" }
        clock.did("close", &report)
    }

    private func use(_ number: String, _ token: String, _ report: inout OperatorReport) async throws(Failure) {
        try await link.post("/operator/document", ["action": .text("use"), "text": .text(number)], token: token)
        let used = try await seat.part("document", token) {
            $0.value("data-cases")?.isEmpty == false || $0.value("data-refused") != nil
        }
        guard let cases = used.value("data-cases"), !cases.isEmpty else {
            return report.refuse(used.value("data-refused"))
        }
        report.outcome = .attached
        report.caseNumber = cases
    }
}

/// Notes how long each step took.
struct WorkClock {
    private var since = ContinuousClock.now

    mutating func did(_ name: String, _ report: inout OperatorReport) {
        let seconds = since.duration(to: .now) / .seconds(1)
        report.steps.append(OperatorReport.Step(name: name, seconds: (seconds * 1000).rounded() / 1000))
        since = .now
    }
}
