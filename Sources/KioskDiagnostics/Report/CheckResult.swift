public import KioskDevices

/// What one check found: a value, so that console, JSON and screens say the same.
public struct CheckResult: Sendable, Hashable, Codable {
    /// Stable name, such as `reader.citizen` or `disk.journal`.
    public let id: String
    /// `unknown` when it could not be found out; never mixed up with `ok` or `fail`.
    public let state: Health
    /// One line, redacted.
    public let finding: String
    /// What to do about it, one line, redacted; empty when nothing has to be done.
    public let remedy: String
    /// The part names itself virtual (RULES R1).
    public let isVirtual: Bool

    /// Personal numbers in `finding` and `remedy` are masked here, so that no output can forget it.
    public init(id: String, state: Health, finding: String, remedy: String = "", isVirtual: Bool = false) {
        self.id = id
        self.state = state
        self.finding = Redaction.mask(Self.oneLine(finding))
        self.remedy = state == .ok ? "" : Redaction.mask(Self.oneLine(remedy))
        self.isVirtual = isVirtual
    }

    private enum CodingKeys: String, CodingKey {
        case id, state, finding, remedy
        case isVirtual = "virtual"
    }

    /// Control characters of a device's own text must not steer the technician's terminal.
    private static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
