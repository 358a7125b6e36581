public import KioskDevices

/// A PIN or PUK of a PIV card: 6 to 8 ASCII digits, filled up with FF to 8 bytes (SP 800-73-4 part 2, 2.4.3).
///
/// It cannot be copied or printed; the one call that sends it consumes it (DESIGN 5.6).
public struct PIN: ~Copyable, Sendable {
    private let padded: SecretBytes

    /// Takes digits typed by a person.
    ///
    /// - Throws: ``CardError/pinEmpty`` or ``CardError/pinLength``, before any card sees it.
    public init(_ digits: consuming SecretBytes) throws(CardError) {
        let count = digits.count
        let allDigits = digits.withBytes { $0.allSatisfy { (0x30...0x39).contains($0) } }
        guard count > 0 else { throw .pinEmpty }
        guard (6...8).contains(count), allDigits else { throw .pinLength }
        var secret = digits
        for _ in count..<8 { _ = secret.append(0xFF) }
        padded = secret
    }

    /// Takes digits from a place that is no secret: a test or a demonstration.
    public init(digits: String) throws(CardError) {
        var secret = SecretBytes()
        for byte in digits.utf8 where !secret.append(byte) { throw .pinLength }
        try self.init(secret)
    }

    /// The same question about digits that were not made a PIN yet.
    public static func isFactory(_ digits: borrowing SecretBytes) -> Bool {
        digits.withBytes { bytes in factoryPINs.contains { bytes.elementsEqual($0) } }
    }

    /// True when a factory PIN was typed (RULES E8): the person is advised to change it, the software never tries one.
    public var isFactory: Bool {
        Self.factoryPINs.contains { factory in
            padded.withBytes { $0.elementsEqual(factory + Array(repeating: 0xFF, count: 8 - factory.count)) }
        }
    }

    // The longer ones of RULES E8 (1234567890) cannot be typed for a PIV card.
    private static let factoryPINs = ["12345678", "123456"].map { Array($0.utf8) }

    /// Adds the eight bytes to a command.
    borrowing func append(to command: inout SecretBytes) {
        padded.withBytes { bytes in
            for byte in bytes { _ = command.append(byte) }
        }
    }
}

/// What the card says to a PIN or PUK. "Wrong" is an answer, not an error.
public enum PINResult: Sendable, Hashable {
    /// Right.
    case accepted
    /// Wrong; how many tries are left, nil when the card does not say.
    case wrong(remaining: Int?)
    /// No tries are left.
    case blocked
}

/// How many tries are left, asked without trying (empty VERIFY, ISO/IEC 7816-4, 11.5.6). Never guessed.
public enum PINCounter: Sendable, Hashable {
    /// So many, at least one.
    case remaining(Int)
    /// None.
    case blocked
    /// The card does not say.
    case unknown
}
