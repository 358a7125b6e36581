/// Photo, specimen, fee. The pictures are held in memory by whoever carries out the effects, and wiped with the session.
extension CitizenSession {
    mutating func photograph(
        _ language: Language, _ state: ExchangeState, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (state, event) {
        case (.positioning(let draft, let code), .person(.start)) where code?.isOfCamera != true:
            return exchange(language, .photographing(draft), doing: .takePhoto)
        case (.positioning(let draft, _), .camera(.lost(let code))),
            (.photographing(let draft), .camera(.lost(let code))):
            return exchange(language, .positioning(draft, code))
        case (.positioning(let draft, .some(let code)), .camera(.back)) where code.isOfCamera:
            return exchange(language, .positioning(draft, nil), doing: .composePhoto)
        // A device known to be broken: the person is sent on with a slip.
        case (.positioning(_, .some(let code)), .person(.cancel)) where code.isOfCamera:
            return end(language, .refused(code))
        case (.positioning(_, .some(let code)), .time(.expired)) where code.isOfCamera:
            return end(language, .refused(code))
        case (.positioning, .person(.atDesk)): return end(language, .refused(.exchangeAtDesk))
        case (.photographing(let draft), .camera(.photoTaken(let photo))):
            var draft = draft
            draft.photo = photo
            return exchange(language, .photo(draft), doing: .stopCamera)
        case (.photographing(let draft), .camera(.photoRefused(let code))):
            return exchange(language, .positioning(draft, code))
        case (.photo(let draft), .person(.tryAgain)):
            return exchange(language, .positioning(draft, nil), doing: .composePhoto)
        case (.photo(let draft), .person(.usePhoto)): return exchange(language, .specimen(draft, nil))
        default: return leaveOnCancel(language, event)
        }
    }

    mutating func specimen(_ language: Language, _ draft: ExchangeDraft, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .person(.specimenDrawn): exchange(language, .payment(draft, nil))
        case .person(.invalidEntry(let code)): exchange(language, .specimen(draft, code))
        case .person(.atDesk): end(language, .refused(.exchangeAtDesk))
        default: leaveOnCancel(language, event)
        }
    }

    mutating func fee(_ language: Language, _ state: ExchangeState, _ event: SessionEvent) -> [SessionEffect] {
        switch (state, event) {
        case (.payment(let draft, _), .person(.payment(let reference))):
            var draft = draft
            draft.payment = reference
            return checkFee(language, draft)
        case (.payment(let draft, _), .person(.invalidEntry(let code))):
            return exchange(language, .payment(draft, code))
        case (.checkingPayment(let draft), .portal(.exchangeAvailable)): return exchange(language, .summary(draft))
        case (.checkingPayment, .portal(.refused(.exchangeUnavailable))): return end(language, .exchangeUnavailable)
        case (.checkingPayment(let draft), .portal(.refused(let code))):
            return code.isOfFee ? exchange(language, .payment(draft, code)) : end(language, .refused(code))
        case (.checkingPayment(let draft), .portal(.lost(let code))):
            return exchange(language, .retry(.payment(draft), code))
        default: return leaveOnCancel(language, event)
        }
    }

    mutating func checkFee(_ language: Language, _ draft: ExchangeDraft) -> [SessionEffect] {
        exchange(
            language, .checkingPayment(draft),
            doing: .checkExchange(draft.holder, documentNumber: draft.documentNumber, payment: draft.payment))
    }
}

extension FailureCode {
    /// Another reference may mend it.
    var isOfFee: Bool { self == .exchangeFeeUnpaid || self == .exchangeFeeUsed || self == .exchangeFeeRefundable }

    /// Nothing that the person does before the camera mends it.
    public var isOfCamera: Bool { self != .exchangePhoto }
}
