/// The kinds of slips. The raw value names their files and is what `kioskctl printer preview` is told.
public enum SlipForm: String, Sendable, Hashable, CaseIterable {
    /// A number in the queue (RULES Q3, Q5–Q9).
    case ticket
    /// The application form that is handed in at a centre (E4, E5).
    case application = "eds-application"
    /// An EDS was issued (E0, E1).
    case issued = "eds-issued"
    /// Certificates were revoked (E7).
    case revoked = "eds-revoked"
    /// An application is kept at the portal, and no EDS was written.
    case applicationLeft = "application-left"
    /// The person is sent to an operator.
    case sentOn = "sent-on"
    /// After the fifth failure, with the signed outcomes (B4).
    case referral
    /// After an interrupted write: what changed on the card (R5).
    case interruptedWrite = "interrupted-write"
    /// An identity card was applied for (I4–I6).
    case registration
    /// For a technician.
    case test

    /// Blocks without which the slip is worth nothing; a layout or template that leaves one out is refused.
    var needed: [String] {
        switch self {
        case .ticket: ["number", "copy", "provisional"]
        case .application, .issued, .registration: ["number"]
        case .revoked: ["rows"]
        case .referral: ["outcomes"]
        case .interruptedWrite: ["changes"]
        case .applicationLeft, .sentOn: ["remedy"]
        case .test: []
        }
    }
}
