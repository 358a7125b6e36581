public import HallQueue
public import KioskDomain

/// Body of `report`.
public struct ReportRequest: Sendable, Hashable, Codable {
    /// What the terminal knows.
    public var report: LeaseReport
    /// How its devices are.
    public var status: TerminalStatus

    /// Memberwise.
    public init(report: LeaseReport, status: TerminalStatus) {
        self.report = report
        self.status = status
    }
}

/// Body of `lease`.
public struct LeaseRequest: Sendable, Hashable, Codable {
    /// Day and lane of the numbers.
    public var line: NumberLine
    /// Who wants them: whoever asks.
    public var terminal: String
    /// As the hall told it.
    public var epoch: Int64

    /// Memberwise.
    public init(line: NumberLine, terminal: String, epoch: Int64) {
        self.line = line
        self.terminal = terminal
        self.epoch = epoch
    }
}

/// Body of `act`.
public struct ActRequest: Sendable, Hashable, Codable {
    /// What the operator asks for.
    public var action: DeskAction
    /// At which window.
    public var window: Int
    /// Names the request, so that it has its effect once.
    public var request: RequestID

    /// Memberwise.
    public init(action: DeskAction, window: Int, request: RequestID) {
        self.action = action
        self.window = window
        self.request = request
    }
}

/// Answer of `act`.
public struct ActAnswer: Sendable, Hashable, Codable {
    /// The number that the window serves then.
    public var number: TicketNumber?

    /// Memberwise.
    public init(number: TicketNumber?) { self.number = number }
}

/// Body of `plan`.
public struct PlanRequest: Sendable, Hashable, Codable {
    /// To be put into force.
    public var plan: HallPlan
    /// In place of this one only; nil: of any.
    public var former: HallPlan?

    /// Memberwise.
    public init(plan: HallPlan, former: HallPlan?) {
        self.plan = plan
        self.former = former
    }
}

/// Body of `leave-out`.
public struct LeaveOutRequest: Sendable, Hashable, Codable {
    /// Without which the hall goes on.
    public var terminal: String

    /// Memberwise.
    public init(terminal: String) { self.terminal = terminal }
}

/// Body of `reports`.
public struct ReportsRequest: Sendable, Hashable, Codable {
    /// Whose report is wanted; nil for the days alone.
    public var day: CivilDate?

    /// Memberwise.
    public init(day: CivilDate?) { self.day = day }
}

/// Answer of `reports`.
public struct ReportsAnswer: Sendable, Hashable, Codable {
    /// The days before today whose reports are kept, the newest first.
    public var days: [CivilDate]
    /// Nil for a day that is not kept.
    public var report: HallReport?

    /// Memberwise.
    public init(days: [CivilDate], report: HallReport?) {
        self.days = days
        self.report = report
    }
}

/// Body of `enrol` (with the code) and `renew` (without).
public struct CertificateWish: Sendable, Hashable, Codable {
    /// The one-time code.
    public var code: String?
    /// PKCS#10 (RFC 2986), PEM; only its key is taken, name and role are the hall's to give.
    public var request: String

    /// Memberwise.
    public init(code: String?, request: String) {
        self.code = code
        self.request = request
    }
}

/// Answer of `enrol` and `renew`.
public struct CertificateGrant: Sendable, Hashable, Codable {
    /// The name that the hall knows the machine by.
    public var name: String
    /// What it may do.
    public var role: HallRole
    /// PEM.
    public var certificate: String

    /// Memberwise.
    public init(name: String, role: HallRole, certificate: String) {
        self.name = name
        self.role = role
        self.certificate = certificate
    }
}
