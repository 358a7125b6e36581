/// Why an EDS is obtained, where the kiosk knows it. The raw value is the word on the wire.
public enum ObtainingReason: String, Codable, Sendable, Hashable, CaseIterable {
    /// The PIN of the former one is forgotten, and its medium has no PUK that helps (E9).
    case forgottenPIN = "forgotten-pin"
}
