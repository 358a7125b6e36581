public import KioskDomain

/// What the portal pushes: the data of the rules, and keys of kioskd's configuration. A machine runs on one set as a whole;
/// what a set does not name is as this program was built, or as the machine's own file says.
public struct ConfigurationSet: Sendable {
    /// In the member `format`; another one is not read.
    public static let format = "psc-kiosk-configuration-1"

    /// For whom it is.
    public var scope: ConfigurationScope
    /// Greater than that of every set for this scope before it; at least 1.
    public var version: Int64
    /// The first day, of the centre's own zone, on which it may be taken on.
    public var validFrom: CivilDate
    /// What it is for, for people.
    public var note: String
    /// All tables.
    public var rules: RuleBook
    /// Those keys that it gives.
    public var values: [PushedKey: PushedValue]
}

/// Why a set is not taken.
public struct SetProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// One of the codes `configuration.…`.
    public var code: FailureCode
    /// For a technician and the portal's team; never with a text of the set.
    public var reason: String

    /// Every field as given; a long reason is cut.
    public init(_ code: FailureCode, _ reason: String) {
        self.code = code
        self.reason = String(reason.prefix(Self.longest))
    }

    /// Letters of a reason.
    public static let longest = 500

    /// Both on one line.
    public var description: String { "\(code.rawValue): \(reason)" }
}
