public import KioskDevices

/// How a card wants a PIN or PUK: its password attributes (ISO/IEC 7816-15, 8.9.2), or PIV's fixed ones.
public struct PINFormat: Sendable, Hashable {
    /// How digits become bytes.
    public enum Encoding: Sendable, Hashable {
        /// Two digits a byte, the rest of the last byte is the lower half of the padding.
        case bcd
        /// Digits only, one byte each.
        case digits
        /// Any characters, UTF-8.
        case text
        /// One digit in the lower half of each byte, the upper half 1111.
        case halfNibbleBCD
    }

    /// P2 of VERIFY, CHANGE REFERENCE DATA and RESET RETRY COUNTER.
    public var reference: UInt8
    /// How digits become bytes.
    public var encoding: Encoding
    /// The fewest characters.
    public var minimum: Int
    /// The most characters.
    public var maximum: Int
    /// Bytes that each value fills; 0 when it goes as long as it is.
    public var storedLength: Int
    /// What fills the rest; nil when nothing does.
    public var padding: UInt8?

    /// Makes a format; lengths beyond what fits a command with two values are cut to that.
    public init(
        reference: UInt8, encoding: Encoding = .digits, minimum: Int, maximum: Int, storedLength: Int, padding: UInt8?
    ) {
        self.reference = reference
        self.encoding = encoding
        self.maximum = min(max(maximum, 1), Self.longest)
        self.minimum = min(max(minimum, 1), self.maximum)
        self.storedLength = min(max(storedLength, 0), Self.longest)
        self.padding = padding
    }

    /// Two values and a command's header fit one ``SecretBytes``.
    static let longest = 28

    /// SP 800-73-4 part 2, 2.4.3: six to eight digits, filled up with FF.
    public static func piv(_ reference: PINReference) -> PINFormat {
        PINFormat(reference: reference.rawValue, minimum: 6, maximum: 8, storedLength: 8, padding: 0xFF)
    }

    /// The bytes for the card.
    ///
    /// - Throws: ``CardError/pinEmpty`` or ``CardError/pinLength``, before the card sees anything.
    public func encode(_ typed: borrowing SecretBytes) throws(CardError) -> SecretBytes {
        guard typed.count > 0 else { throw .pinEmpty }
        let isRight = typed.withBytes { bytes in
            let characters = bytes.count { $0 & 0xC0 != 0x80 }
            let areDigits = bytes.allSatisfy { (0x30...0x39).contains($0) }
            return (minimum...maximum).contains(characters) && (encoding == .text || areDigits)
        }
        guard isRight else { throw .pinLength }
        var encoded = SecretBytes()
        typed.withBytes { write($0, to: &encoded) }
        guard storedLength == 0 || encoded.count <= storedLength, encoded.count <= Self.longest else {
            throw .pinLength
        }
        if let padding { while encoded.count < storedLength { _ = encoded.append(padding) } }
        return encoded
    }

    private func write(_ bytes: UnsafeRawBufferPointer, to encoded: inout SecretBytes) {
        switch encoding {
        case .digits, .text: for byte in bytes { _ = encoded.append(byte) }
        case .halfNibbleBCD: for byte in bytes { _ = encoded.append(0xF0 | byte & 0x0F) }
        case .bcd:
            for start in stride(from: 0, to: bytes.count, by: 2) {
                let low = start + 1 < bytes.count ? bytes[start + 1] & 0x0F : (padding ?? 0xFF) & 0x0F
                _ = encoded.append((bytes[start] & 0x0F) << 4 | low)
            }
        }
    }
}

/// One of the three commands with a PIN, without the PIN: for the drivers and for readers that fill in the digits.
public struct PINCommand: Sendable, Hashable {
    /// What is done.
    public enum Step: UInt8, Sendable, Hashable {
        /// VERIFY.
        case verify = 0x20
        /// CHANGE REFERENCE DATA: the old value, then the new one.
        case change = 0x24
        /// RESET RETRY COUNTER: the PUK, then the new PIN.
        case unblock = 0x2C

        var name: String {
            switch self {
            case .verify: "VERIFY"
            case .change: "CHANGE REFERENCE DATA"
            case .unblock: "RESET RETRY COUNTER"
            }
        }
    }

    /// What is done; its value is INS.
    public var step: Step
    /// P2: the value that is checked or, by ``Step/unblock``, replaced.
    public var reference: UInt8

    /// Makes a command.
    public init(_ step: Step, reference: UInt8) {
        self.step = step
        self.reference = reference
    }

    /// CLA, INS, P1, P2.
    public var header: [UInt8] { [0x00, step.rawValue, 0x00, reference] }

    /// Sends the command, once, with values that are encoded already.
    func send(
        _ first: borrowing SecretBytes, _ second: borrowing SecretBytes, on channel: any CardChannel
    ) throws(CardError) -> PINResult {
        var command = SecretBytes()
        for byte in header { _ = command.append(byte) }
        _ = command.append(UInt8(first.count + second.count))
        command.append(first)
        command.append(second)
        let answer = try command.withBytes { (bytes) throws(CardError) in try channel.transmit(bytes.bytes) }
        return try PINResult(ResponseAPDU(answer).status, step: step.name)
    }
}

extension SecretBytes {
    mutating func append(_ other: borrowing SecretBytes) {
        other.withBytes { bytes in for byte in bytes { _ = append(byte) } }
    }
}
