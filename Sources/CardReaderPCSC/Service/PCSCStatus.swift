import CPCSC
import SmartCard

/// A return code of pcsclite.
struct PCSCStatus: Sendable, Hashable {
    /// As the header writes it, such as `0x8010001D`.
    var value: UInt32

    init(_ result: LONG) { value = UInt32(truncatingIfNeeded: result) }

    var isSuccess: Bool { value == 0 }

    /// Throws what a code means, unless it means success.
    static func check(_ result: LONG) throws(CardError) {
        if let error = PCSCStatus(result).error { throw error }
    }

    /// What the code means; nil for success. Codes without a meaning of their own keep their number.
    var error: CardError? {
        switch LONG(value) {
        case SCARD_S_SUCCESS: nil
        case SCARD_E_NO_SERVICE, SCARD_E_SERVICE_STOPPED, SCARD_P_SHUTDOWN, SCARD_E_SYSTEM_CANCELLED: .noService
        case SCARD_W_SECURITY_VIOLATION, SCARD_E_NO_ACCESS: .notAuthorised
        case SCARD_E_NO_READERS_AVAILABLE, SCARD_E_UNKNOWN_READER: .noReader
        case SCARD_E_READER_UNAVAILABLE: .readerUnplugged
        case SCARD_E_NO_SMARTCARD: .absent
        case SCARD_W_REMOVED_CARD: .removed
        case SCARD_W_UNRESPONSIVE_CARD, SCARD_W_UNPOWERED_CARD: .mute
        case SCARD_W_RESET_CARD: .resetByOther
        case SCARD_E_SHARING_VIOLATION: .busy
        case SCARD_E_INVALID_HANDLE, SCARD_E_CANCELLED: .closed
        case SCARD_W_UNSUPPORTED_CARD, SCARD_E_PROTO_MISMATCH: .unsupported("the card's protocol (\(name))")
        default: .communication(detail: name)
        }
    }

    /// True when a failed exchange may be a card or reader on its way out, which the service notices a moment later.
    var mayBeRemoval: Bool {
        switch LONG(value) {
        case SCARD_E_NOT_TRANSACTED, SCARD_F_COMM_ERROR, SCARD_F_UNKNOWN_ERROR, SCARD_E_COMM_DATA_LOST,
            SCARD_W_UNRESPONSIVE_CARD, SCARD_W_UNPOWERED_CARD, SCARD_E_NO_SMARTCARD:
            true
        default: false
        }
    }

    private var name: String { "PC/SC 0x\(String(value, radix: 16, uppercase: true))" }
}
