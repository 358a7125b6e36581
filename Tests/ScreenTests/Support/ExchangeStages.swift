import KioskDomain

extension Stages {
    static func exchangeDraft(plain: Bool = true) throws -> ExchangeDraft {
        let holder = ExchangeHolder(iin: try IIN(text: iinText), name: personName, reason: .expiry)
        var draft = ExchangeDraft(holder: holder, documentNumber: "000000001", expiresOn: .literal(2025, 12, 22))
        draft.photo = ExchangePhoto(number: 1, isBackgroundPlain: plain)
        draft.payment = "400112233445"
        return draft
    }

    private static func standing(
        _ stage: CardExchangeCase.Stage, _ annulment: CardExchangeCase.AnnulmentReason? = nil, own: Bool = false
    ) throws -> ExchangeStanding {
        ExchangeStanding(
            slip: "M00000014821", stage: stage, submittedOn: .literal(2025, 11, 21), annulment: annulment,
            fee: annulment == nil ? .paid : .refundableNewOnePaysAgain, iin: own ? try IIN(text: iinText) : nil)
    }

    /// "Exchange of the identity card": I1–I6.
    static func exchange(_ language: Language) throws -> [(String, CitizenSession.Stage)] {
        let draft = try exchangeDraft()
        let holder = draft.holder
        let report = CardReport(pin: .remaining(3))
        let last = CardReport(pin: .remaining(1))
        let states: [(String, ExchangeState)] = [
            ("exchange-choosing", .choosing), ("exchange-reason", .reason),
            ("exchange-insert-card", .insertCard(.expiry, nil)),
            ("exchange-insert-card-wrong", .insertCard(.expiry, .cardUnknown)),
            ("exchange-reading", .reading(.expiry)), ("exchange-number", .entering(holder, nil)),
            ("exchange-number-wrong", .entering(holder, .documentMismatch)),
            ("exchange-checking", .checking(holder, documentNumber: "000000001")),
            ("exchange-finding", .finding(holder)), ("exchange-positioning", .positioning(draft, nil)),
            ("exchange-positioning-again", .positioning(draft, .exchangePhoto)),
            ("exchange-positioning-camera-lost", .positioning(draft, .cameraLost)),
            ("exchange-photographing", .photographing(draft)), ("exchange-photo", .photo(draft)),
            ("exchange-photo-background", .photo(try exchangeDraft(plain: false))),
            ("exchange-specimen", .specimen(draft, nil)),
            ("exchange-specimen-wrong", .specimen(draft, .exchangePicture)),
            ("exchange-payment", .payment(draft, nil)),
            ("exchange-payment-unpaid", .payment(draft, .exchangeFeeUnpaid)),
            ("exchange-payment-used", .payment(draft, .exchangeFeeUsed)),
            ("exchange-payment-refundable", .payment(draft, .exchangeFeeRefundable)),
            ("exchange-payment-wrong", .payment(draft, .exchangePayment)),
            ("exchange-checking-payment", .checkingPayment(draft)), ("exchange-summary", .summary(draft)),
            ("exchange-insert-to-sign", .insertToSign(draft, nil)),
            ("exchange-insert-to-sign-other", .insertToSign(draft, .cardOfOtherPerson)),
            ("exchange-opening-card", .openingCard(draft)), ("exchange-pin", .pin(draft, report, nil)),
            ("exchange-pin-wrong", .pin(draft, last, .pinWrong)), ("exchange-last-try", .lastTry(draft, last)),
            ("exchange-verifying-pin", .verifying(draft, report)), ("exchange-signing", .signing(draft)),
            ("exchange-sending", .sending(draft)), ("exchange-slip", .enteringSlip(nil)),
            ("exchange-slip-unknown", .enteringSlip(.exchangeSlipUnknown)), ("exchange-asking", .asking(slip: "M")),
            ("exchange-shown", .shown(try standing(.underCheck), paper: nil)),
            ("exchange-shown-ready", .shown(try standing(.ready), paper: nil)),
            ("exchange-shown-annulled", .shown(try standing(.annulled, .photo), paper: nil)),
            ("exchange-shown-own", .shown(try standing(.underCheck, own: true), paper: nil)),
            ("exchange-shown-printed", .shown(try standing(.underCheck, own: true), paper: .printed)),
            ("exchange-printing", .printing(try standing(.underCheck, own: true))),
            ("exchange-retry", .retry(.send(draft), .portalUnreachable)),
        ]
        let registration = ExchangeRegistration(slip: "M00000014821", iin: holder.iin)
        return states.map { ($0.0, .exchange(language, $0.1)) } + [
            ("ending-exchanged-card-in", .ending(language, .exchanged(registration), .printed)),
            ("ending-exchanged-slip-failed", .ending(language, .exchanged(registration), .failed(.printerPaperOut))),
            ("ending-exchange-unavailable", .ending(language, .exchangeUnavailable, nil)),
            ("ending-refused-no-eds", .ending(language, .refused(.exchangeNoEDS), nil)),
            ("ending-refused-at-desk", .ending(language, .refused(.exchangeAtDesk), .printed)),
            ("ending-refused-under-way", .ending(language, .refused(.exchangeUnderWay), nil)),
        ]
    }
}
