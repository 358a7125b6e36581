/// What a slip says, as typed values; how it says it is in templates and layouts.
public enum SlipContent: Sendable, Hashable {
    /// A number in the queue.
    case ticket(QueueTicket)
    /// The application form.
    case application(EDSApplication)
    /// An EDS was issued.
    case issued(IssuedEDS)
    /// Certificates were revoked.
    case revoked(RevokedEDS)
    /// An application is kept at the portal.
    case applicationLeft(Advice)
    /// The person is sent to an operator.
    case sentOn(Advice)
    /// After the fifth failure.
    case referral(Referral)
    /// After an interrupted write.
    case interruptedWrite(InterruptedWrite)
    /// An identity card was applied for.
    case registration(Registration)
    /// For a technician.
    case test(TestPage)

    /// The kind of slip.
    public var form: SlipForm {
        switch self {
        case .ticket: .ticket
        case .application: .application
        case .issued: .issued
        case .revoked: .revoked
        case .applicationLeft: .applicationLeft
        case .sentOn: .sentOn
        case .referral: .referral
        case .interruptedWrite: .interruptedWrite
        case .registration: .registration
        case .test: .test
        }
    }

    /// What the tags of its templates stand for.
    var values: [String: SlipValue] {
        switch self {
        case .ticket(let ticket): ticket.values
        case .application(let application): application.values
        case .issued(let issued): issued.values
        case .revoked(let revoked): revoked.values
        case .applicationLeft(let advice), .sentOn(let advice): advice.values
        case .referral(let referral): referral.values
        case .interruptedWrite(let write): write.values
        case .registration(let registration): registration.values
        case .test(let page): ["printer": .text(page.printer), "letters": .text(TestPage.letters)]
        }
    }

    /// What the slip's QR code carries; nil when it has none.
    var code: [UInt8]? {
        switch self {
        case .ticket(let ticket): ticket.statusLink.map { Array($0.utf8) }
        case .referral(let referral): referral.signedOutcomes.isEmpty ? nil : referral.signedOutcomes
        case .test: Array(TestPage.code.utf8)
        default: nil
        }
    }

    /// What must be read from its number block.
    var number: String? {
        if case .text(let number) = values["number"] { number } else { nil }
    }
}
