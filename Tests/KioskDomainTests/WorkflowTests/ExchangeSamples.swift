import KioskDomain

/// The exchange of an identity card: its states and what happens in it.
extension WorkflowSamples {
    static let exchangeHolder = ExchangeHolder(iin: identity.iin, name: "Demo Person 1", reason: .expiry)
    static let exchangePhoto = ExchangePhoto(number: 1, isBackgroundPlain: false)
    static let exchangeDraft = ExchangeDraft(
        holder: exchangeHolder, documentNumber: "000000001", expiresOn: identity.birthDate)
    static let paidDraft: ExchangeDraft = {
        var draft = exchangeDraft
        (draft.photo, draft.payment) = (exchangePhoto, "400112233445")
        return draft
    }()
    static let slip = "M00000014821"
    static let registration = ExchangeRegistration(slip: slip, iin: identity.iin)

    static func exchangeStanding(_ iin: IIN? = nil) -> ExchangeStanding {
        ExchangeStanding(slip: slip, stage: .underCheck, submittedOn: identity.birthDate, fee: .paid, iin: iin)
    }

    static let exchangeStates: [Named<ExchangeState>] = [
        Named(name: "choosing", value: .choosing), Named(name: "reason", value: .reason),
        Named(name: "insertCard", value: .insertCard(.expiry, nil)),
        Named(name: "insertCard (unplugged)", value: .insertCard(.expiry, .readerUnplugged)),
        Named(name: "reading", value: .reading(.expiry)),
        Named(name: "entering", value: .entering(exchangeHolder, nil)),
        Named(name: "checking", value: .checking(exchangeHolder, documentNumber: "000000001")),
        Named(name: "finding", value: .finding(exchangeHolder)),
        Named(name: "positioning", value: .positioning(exchangeDraft, nil)),
        Named(name: "positioning (no photo)", value: .positioning(exchangeDraft, .exchangePhoto)),
        Named(name: "positioning (camera lost)", value: .positioning(exchangeDraft, .cameraLost)),
        Named(name: "photographing", value: .photographing(exchangeDraft)),
        Named(name: "photo", value: .photo(paidDraft)), Named(name: "specimen", value: .specimen(paidDraft, nil)),
        Named(name: "payment", value: .payment(paidDraft, nil)),
        Named(name: "checkingPayment", value: .checkingPayment(paidDraft)),
        Named(name: "summary", value: .summary(paidDraft)),
        Named(name: "insertToSign", value: .insertToSign(paidDraft, nil)),
        Named(name: "insertToSign (unplugged)", value: .insertToSign(paidDraft, .readerUnplugged)),
        Named(name: "openingCard", value: .openingCard(paidDraft)),
        Named(name: "pin", value: .pin(paidDraft, card, nil)),
        Named(name: "pin (last try)", value: .pin(paidDraft, cardBeforeLastTry, .pinWrong)),
        Named(name: "lastTry", value: .lastTry(paidDraft, cardBeforeLastTry)),
        Named(name: "verifying", value: .verifying(paidDraft, card)),
        Named(name: "signing", value: .signing(paidDraft)),
        Named(name: "sending", value: .sending(paidDraft)), Named(name: "enteringSlip", value: .enteringSlip(nil)),
        Named(name: "asking", value: .asking(slip: slip)),
        Named(name: "shown", value: .shown(exchangeStanding(), paper: nil)),
        Named(name: "shown (own)", value: .shown(exchangeStanding(identity.iin), paper: nil)),
        Named(name: "printing", value: .printing(exchangeStanding(identity.iin))),
        Named(
            name: "retry check", value: .retry(.check(exchangeHolder, documentNumber: "000000001"), .portalUnreachable)),
        Named(name: "retry find", value: .retry(.find(exchangeHolder), .portalUnreachable)),
        Named(name: "retry payment", value: .retry(.payment(paidDraft), .portalUnreachable)),
        Named(name: "retry send", value: .retry(.send(paidDraft), .portalUnreachable)),
        Named(name: "retry ask", value: .retry(.ask(slip: slip), .portalUnreachable)),
    ]

    static let exchangeEvents: [Named<SessionEvent>] = [
        Named(name: "person.service exchange", value: .person(.service(.cardExchange))),
        Named(name: "person.exchangeCard", value: .person(.exchangeCard)),
        Named(name: "person.exchangeStanding", value: .person(.exchangeStanding)),
        Named(name: "person.exchangeReason", value: .person(.exchangeReason(.expiry))),
        Named(name: "person.cardNumber", value: .person(.cardNumber("000000001"))),
        Named(name: "person.usePhoto", value: .person(.usePhoto)),
        Named(name: "person.specimenDrawn", value: .person(.specimenDrawn)),
        Named(name: "person.atDesk", value: .person(.atDesk)),
        Named(name: "person.payment", value: .person(.payment("400112233445"))),
        Named(name: "person.signExchange", value: .person(.signExchange)),
        Named(name: "person.exchangeSlip", value: .person(.exchangeSlip(slip))),
        Named(name: "card.exchangeHolder", value: .card(.exchangeHolder(exchangeHolder))),
        Named(name: "card.exchangeSigned", value: .card(.exchangeSigned)),
        Named(name: "card.failed (no EDS)", value: .card(.failed(.exchangeNoEDS))),
        Named(name: "camera.photoTaken", value: .camera(.photoTaken(exchangePhoto))),
        Named(name: "camera.photoRefused", value: .camera(.photoRefused(.exchangePhoto))),
        Named(name: "portal.exchangeAvailable", value: .portal(.exchangeAvailable(expiresOn: identity.birthDate))),
        Named(name: "portal.exchangeRegistered", value: .portal(.exchangeRegistered(registration))),
        Named(name: "portal.exchangeStanding", value: .portal(.exchangeStanding(exchangeStanding(identity.iin)))),
        Named(name: "portal.refused (I2)", value: .portal(.refused(.exchangeUnavailable))),
        Named(name: "portal.refused (under way)", value: .portal(.refused(.exchangeUnderWay))),
        Named(name: "portal.refused (other card)", value: .portal(.refused(.documentMismatch))),
        Named(name: "portal.refused (fee)", value: .portal(.refused(.exchangeFeeUnpaid))),
        Named(name: "portal.refused (no such slip)", value: .portal(.refused(.exchangeSlipUnknown))),
    ]
}
