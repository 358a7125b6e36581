public import SmartCard

/// What a reader offers beside APDUs (PC/SC part 10, 2.2): the control code of each feature.
struct PINPadFeatures: Sendable, Hashable {
    /// CM_IOCTL_GET_FEATURE_REQUEST.
    static let request: UInt32 = 0x4200_0000 + 3400

    private let codes: [UInt8: UInt32]

    /// Reads the TLV list: tag, length 4, code big-endian. A list that is no such list is one without features: a probe
    /// never is a fault.
    init(_ bytes: [UInt8]) {
        var codes: [UInt8: UInt32] = [:]
        for start in stride(from: 0, to: bytes.count - bytes.count % 6, by: 6) where bytes[start + 1] == 4 {
            codes[bytes[start]] = bytes[(start + 2)..<(start + 6)].reduce(0) { $0 << 8 | UInt32($1) }
        }
        self.codes = codes
    }

    /// FEATURE_VERIFY_PIN_DIRECT.
    var verifyDirect: UInt32? { codes[0x06] }
    /// FEATURE_MODIFY_PIN_DIRECT.
    var modifyDirect: UInt32? { codes[0x07] }
}

/// How an entry on the reader's own pad ended. A PIN counts as tried only when the card says so.
public enum PINPadOutcome: Sendable, Hashable {
    /// The card's word.
    case card(PINResult)
    /// The person pressed the cancelling key (SW 6401).
    case cancelled
    /// Nothing was entered in time (SW 6400).
    case timedOut
    /// The new PIN was not the same twice (SW 6402).
    case mismatch
    /// Too few or too many digits (SW 6403); the card has not seen them.
    case length
}
