public import KioskDevices
public import KioskDomain

/// Everything that can go wrong between the kiosk and a card. None of these says that a PIN was wrong: a PIN counts as
/// tried only when the card itself answers so (``PINResult``).
public enum CardError: CodedError, Hashable {
    /// The smart-card service does not run or was stopped.
    case noService
    /// The service refuses this user (polkit).
    case notAuthorised
    /// No reader, or none of that name.
    case noReader
    /// The reader was unplugged while it was in use.
    case readerUnplugged
    /// No card in the reader.
    case absent
    /// The card was pulled while it was in use.
    case removed
    /// There is a card and it does not answer a reset.
    case mute
    /// Another program reset the card: everything it knew of this session is gone.
    case resetByOther
    /// Another program holds the card.
    case busy
    /// No answer in time; the connection is given up.
    case timedOut(Duration)
    /// The connection was closed or never opened.
    case closed
    /// The exchange failed below the APDU; `detail` names the PC/SC code.
    case communication(detail: String)
    /// The card answered a status word that this step does not expect.
    case refused(StatusWord, step: String)
    /// The card's answer breaks the standard.
    case badAnswer(String)
    /// Something the driver does not do, such as a compressed certificate.
    case unsupported(String)
    /// The card has no application the kiosk can drive.
    case unknownCard
    /// A known card whose keys only its vendor's PKCS#11 module reaches.
    case vendorModuleNeeded(product: String)
    /// An empty PIN; never sent to the card.
    case pinEmpty
    /// A PIN of a length or with characters the card does not take; never sent to the card.
    case pinLength

    /// The stable code of the failure.
    public var code: FailureCode {
        switch self {
        case .noService: .readerNoService
        case .notAuthorised: .readerNotAuthorised
        case .noReader: .readerMissing
        case .readerUnplugged: .readerUnplugged
        case .absent: .cardAbsent
        case .removed: .cardRemoved
        case .mute: .cardMute
        case .resetByOther, .busy, .timedOut, .closed, .communication, .badAnswer: .cardCommunication
        case .refused, .unsupported: .cardRefused
        case .unknownCard: .cardUnknown
        case .vendorModuleNeeded: .cardVendorModule
        case .pinEmpty: .pinEmpty
        case .pinLength: .pinLength
        }
    }

    /// One line for a technician; never card data.
    public var detail: String {
        switch self {
        case .noService: "the smart-card service does not answer"
        case .notAuthorised: "the smart-card service refuses this user"
        case .noReader: "no such reader"
        case .readerUnplugged: "the reader is gone"
        case .absent: "no card in the reader"
        case .removed: "the card was taken out"
        case .mute: "the card does not answer a reset"
        case .resetByOther: "another program reset the card"
        case .busy: "another program holds the card"
        case .timedOut(let limit): "no answer within \(limit)"
        case .closed: "the connection is closed"
        case .communication(let detail): detail
        case .refused(let status, let step): "\(step): the card answered \(status)"
        case .badAnswer(let what): "malformed answer: \(what)"
        case .unsupported(let what): "not supported: \(what)"
        case .unknownCard: "no application the kiosk can drive"
        case .vendorModuleNeeded(let product): "known card, vendor module needed: \(product)"
        case .pinEmpty: "the PIN is empty"
        case .pinLength: "the PIN is not of the length or the characters that the card takes"
        }
    }
}
