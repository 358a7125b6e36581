public import TravelDocument

/// What opens a virtual document.
public struct DocumentSecrets: Sendable {
    /// The machine-readable zone's password.
    public var zone: DocumentPassword
    /// The card access number; none when nil.
    public var can: DocumentPassword?
    /// Whether BAC is offered beside PACE.
    public var hasBasicAccess: Bool

    /// Every field as given.
    public init(zone: DocumentPassword, can: DocumentPassword?, hasBasicAccess: Bool = true) {
        self.zone = zone
        self.can = can
        self.hasBasicAccess = hasBasicAccess
    }

    func password(_ reference: UInt8) -> DocumentPassword? {
        switch DocumentPassword.Reference(rawValue: reference) {
        case .mrz: zone
        case .can: can
        case .pin, .puk, nil: nil
        }
    }
}
