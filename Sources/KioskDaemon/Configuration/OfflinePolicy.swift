import KioskDomain

/// What people may begin here while the portal does not answer (`portal.offline`). What has begun goes on by its own rules.
enum OfflinePolicy: String, Sendable, CaseIterable {
    /// Remote identification asks the portal at its first step and ends there (B1); everything else goes on.
    case allButIdentification = "all-but-identification"
    /// The queue goes on; nothing of EDS, cards and applications is begun.
    case ticketsOnly = "tickets-only"
    /// No service is begun.
    case nothing

    /// Services that are not begun then.
    var withheld: Set<Service> {
        switch self {
        case .allButIdentification: []
        case .ticketsOnly: [.edsByFace, .myCard, .myApplication, .cardExchange, .account]
        case .nothing: Set(Service.allCases)
        }
    }

    /// Brings how the line is to the screens.
    func apply(_ line: DeviceFinding, to runner: SessionRunner) async {
        for service in withheld { await runner.withhold(service, line.code, for: .line) }
    }

    /// How the line to the portal was found.
    enum DeviceFinding: Sendable {
        case answers
        case fails(FailureCode)

        var code: FailureCode? {
            switch self {
            case .answers: nil
            case .fails(let code): code
            }
        }
    }
}
