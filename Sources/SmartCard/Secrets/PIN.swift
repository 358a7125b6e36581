public import KioskDevices

/// A PIN or PUK of a PIV card: 6 to 8 ASCII digits, filled up with FF to 8 bytes (SP 800-73-4 part 2, 2.4.3).
///
/// It cannot be copied or printed; the one call that sends it consumes it (DESIGN 5.6).
public struct PIN: ~Copyable, Sendable {
    let bytes: SecretBytes

    /// Takes digits typed by a person.
    ///
    /// - Throws: ``CardError/pinEmpty`` or ``CardError/pinLength``, before any card sees it.
    public init(_ digits: consuming SecretBytes) throws(CardError) {
        bytes = try PINFormat.piv(.pin).encode(digits)
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
            bytes.withBytes { $0.elementsEqual(factory + Array(repeating: 0xFF, count: max(0, 8 - factory.count))) }
        }
    }

    // RULES E8, and the one that PIV cards leave the factory with.
    private static let factoryPINs = ["12345678", "1234567890", "123456"].map { Array($0.utf8) }
}

/// What the card says to a PIN or PUK. "Wrong" is an answer, not an error.
public enum PINResult: Sendable, Hashable {
    /// Right.
    case accepted
    /// Wrong; how many tries are left, nil when the card does not say.
    case wrong(remaining: Int?)
    /// No tries are left.
    case blocked

    /// Reads the answer to VERIFY, CHANGE REFERENCE DATA or RESET RETRY COUNTER (ISO/IEC 7816-4, 11.5.6 to 11.5.10).
    /// Only 63xx and 6983 speak of the PIN.
    ///
    /// - Throws: ``CardError/refused(_:step:)`` for every other status: nothing was tried then.
    public init(_ status: StatusWord, step: String) throws(CardError) {
        switch status {
        case .success: self = .accepted
        case .authenticationBlocked: self = .blocked
        case StatusWord(0x6300): self = .wrong(remaining: nil)
        default:
            guard let tries = status.remainingTries else { throw .refused(status, step: step) }
            self = tries == 0 ? .blocked : .wrong(remaining: tries)
        }
    }
}

/// How many tries are left, asked without trying (empty VERIFY, ISO/IEC 7816-4, 11.5.6). Never guessed.
public enum PINCounter: Sendable, Hashable {
    /// So many, at least one.
    case remaining(Int)
    /// None.
    case blocked
    /// The card does not say.
    case unknown

    /// Reads the answer to a VERIFY without data.
    init(_ status: StatusWord) {
        switch (status, status.remainingTries) {
        case (.authenticationBlocked, _), (_, 0): self = .blocked
        case (_, let tries?): self = .remaining(tries)
        default: self = .unknown
        }
    }
}
