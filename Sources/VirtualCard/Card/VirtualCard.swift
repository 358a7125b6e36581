import SmartCard

/// A virtual card of any kind: what a reader and the faults on the way to it need.
public protocol VirtualCard {
    /// The answer to reset; it names the card virtual (RULES R1).
    var atr: [UInt8] { get }
    /// Tries left for PIN and PUK, for the control socket; nil for a card without.
    var tries: (pin: Int, puk: Int)? { get }
    /// Forgets what a card forgets without power.
    mutating func reset()
    /// Answers one command APDU with data and status.
    mutating func answer(_ bytes: [UInt8]) -> [UInt8]
}

/// The kinds of virtual cards that a reader can hold.
public enum VirtualCardKind: String, Sendable, Hashable, CaseIterable {
    /// PIV (SP 800-73-4), short APDUs.
    case piv
    /// The same with extended lengths, and an ATR that says so.
    case pivExtended = "piv-extended"
    /// PKCS#15 (ISO/IEC 7816-15) with two keys and their certificates.
    case pkcs15
    /// An identity document (ICAO 9303), made anew at each start.
    case emrtd
    /// A card without any application, for programs that put PKCS#15 on it.
    case blank
}

/// A command that the card refuses with a status.
struct Refusal: Error {
    var status: StatusWord
    init(_ status: StatusWord) { self.status = status }
}
