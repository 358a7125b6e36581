public import KioskDomain

/// The state of one part. `unknown` is a state of its own: never equal to `ok`, never equal to `fault` (DESIGN 5.5).
public enum Health: String, Sendable, Hashable, CaseIterable, Codable {
    case ok
    case warning = "warn"
    case fault = "fail"
    case unknown
}

/// What one device or service reports about itself: to the screens, to `kioskctl` and to the log.
public struct DeviceStatus: Sendable, Hashable, Codable {
    /// Stable name of the role, such as `reader.citizen`, `camera.face`, `printer.slip`, `portal`.
    public var id: String
    /// What the device calls itself (reader name, camera name, printer ID); empty when there is none.
    public var name: String
    /// How it is.
    public var health: Health
    /// Set whenever `health` is `warning` or `fault`.
    public var code: FailureCode?
    /// One line for a technician, without personal data.
    public var finding: String
    /// True when the part names itself virtual on the wire (RULES R1).
    public var isVirtual: Bool

    /// Every field as given.
    public init(
        id: String, name: String, health: Health, code: FailureCode? = nil, finding: String, isVirtual: Bool = false
    ) {
        self.id = id
        self.name = name
        self.health = health
        self.code = code
        self.finding = finding
        self.isVirtual = isVirtual
    }
}

/// An error that carries a stable code. `detail` is for a technician and never holds personal data, PINs or card data.
public protocol CodedError: Error {
    var code: FailureCode { get }
    var detail: String { get }
}

/// The plain coded error, for places that need no type of their own.
public struct Failure: CodedError, Hashable, CustomStringConvertible {
    /// The stable code.
    public var code: FailureCode
    /// For a technician, without personal data.
    public var detail: String

    /// Every field as given.
    public init(_ code: FailureCode, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }

    /// What another part says, for a part that tells all of them alike.
    public init(_ error: some CodedError) { self.init(error.code, error.detail) }

    /// For logs; nothing personal.
    public var description: String { detail.isEmpty ? code.rawValue : "\(code.rawValue): \(detail)" }
}
