/// What a machine of the centre is for; the organizational unit of its certificate's subject.
public enum HallRole: String, Sendable, Hashable, CaseIterable, Codable {
    /// Gives slips.
    case terminal
    /// Calls numbers at a window, and may give slips.
    case desk
    /// Shows called numbers.
    case board
    /// Sets the plan, reads the reports.
    case manager
}

/// The calls of one machine to the hall: where, and who may.
public enum HallCall: String, Sendable, Hashable, CaseIterable {
    case report
    case lease
    case join
    case act
    case views
    case boards
    case plan
    case leaveOut = "leave-out"
    case reports
    /// A new certificate for the one that the machine shows.
    case renew

    /// The path at the hall.
    public var path: String { "/v1/\(rawValue)" }

    /// Who may. A terminal and a desk speak in their own name only.
    public var roles: Set<HallRole> {
        switch self {
        case .report, .lease, .join: [.terminal, .desk]
        case .act: [.desk]
        case .views: [.desk, .manager]
        case .boards, .renew: Set(HallRole.allCases)
        case .plan, .leaveOut, .reports: [.manager]
        }
    }

    /// The path for machines without a certificate yet, on a port of its own.
    public static let enrolPath = "/v1/enrol"
    /// The hall's authority, for who knows its fingerprint.
    public static let authorityPath = "/v1/authority"
}

/// A machine's name as it stands in certificates: 1 to 64 letters, digits, `-`, `.` and `_` of ASCII.
public enum MachineName {
    /// Whether a name may be given to a machine.
    public static func isPossible(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
