import KioskDomain
import KioskTexts

/// Photo, specimen, summary, and where an application stands.
extension StageView {
    static func composing(_ code: FailureCode?) -> StageView {
        if let code, code.isOfCamera {
            var view = StageView("picture", code.text, lead: code.remedy)
            view.content["picture"] = "camera-off"
            view.content["code"] = code.rawValue
            view.content["codeLabel"] = CommonTexts.failureCode
            view.cancel = Button(FaceTexts.sentOn, .cancel)
            return view
        }
        var view = StageView("camera", ExchangeTexts.position, lead: code == nil ? ExchangeTexts.positionAdvice : nil)
        view.notice = code.map { Notice($0) }
        view.content["preview"] = FaceTexts.preview
        view.content["looking"] = FaceTexts.looking
        view.content["choice"] = choice(Button(ExchangeTexts.ordinary, .atDesk))
        view.primary = Button(ExchangeTexts.take, .start)
        return view
    }

    static func photographing() -> StageView {
        var view = StageView("camera", ExchangeTexts.taking, lead: ExchangeTexts.takingAdvice)
        view.content["preview"] = FaceTexts.preview
        view.content["looking"] = FaceTexts.looking
        view.content["capturing"] = true
        return view
    }

    static func photo(_ draft: ExchangeDraft) -> StageView {
        var view = StageView("photo", ExchangeTexts.look, lead: ExchangeTexts.lookAdvice)
        view.addPhoto(draft)
        if draft.photo?.isBackgroundPlain == false {
            view.notice = Notice(text: ExchangeTexts.background, advice: ExchangeTexts.backgroundAdvice)
        }
        view.content["choice"] = choice(Button(ExchangeTexts.again, .tryAgain))
        view.primary = Button(ExchangeTexts.use, .usePhoto)
        return view
    }

    static func specimen(_ code: FailureCode?) -> StageView {
        var view = StageView("specimen", ExchangeTexts.sign, lead: ExchangeTexts.signAdvice)
        view.notice = code.map { Notice($0) }
        view.content["field"] = ExchangeTexts.signField
        view.content["clear"] = ExchangeTexts.clear
        view.content["unsigned"] = ExchangeTexts.unsigned
        view.content["unsignedAdvice"] = ExchangeTexts.signAdvice
        view.content["choice"] = choice(Button(ExchangeTexts.ordinary, .atDesk))
        // The page sends the drawing in place of the action.
        view.primary = Button(CommonTexts.next, .usePhoto, form: "specimen")
        return view
    }

    static func summary(_ draft: ExchangeDraft, _ snapshot: KioskSnapshot) -> StageView {
        var view = StageView("summary", ExchangeTexts.summary, lead: ExchangeTexts.summaryAdvice)
        view.addPhoto(draft)
        let facts: [(Localised, Localised)] = [
            (ExchangeTexts.person, same("\(draft.holder.name), \(draft.holder.iin.masked)")),
            (ExchangeTexts.numberField, same(draft.documentNumber)),
            (ExchangeTexts.expires, same(draft.expiresOn.short)),
            (ExchangeTexts.reason, ExchangeTexts.name(of: draft.holder.reason)),
            (ExchangeTexts.specimenGiven, ExchangeTexts.given), (ExchangeTexts.feeField, same(draft.payment)),
        ]
        view.content["facts"] = facts.map { ["label": $0.0, "value": $0.1] }
        view.primary = Button(ExchangeTexts.signNow, .signExchange)
        view.offerPhone(snapshot)
        return view
    }

    /// I6: where it stands and what comes next.
    static func exchangeStanding(_ standing: ExchangeStanding, _ paper: SlipResult?) -> StageView {
        var view = StageView("standing", ExchangeStandingTexts.name(of: standing.stage))
        view.content["number"] = standing.slip
        view.content["numberLabel"] = ExchangeTexts.slipNumber
        view.content["next"] = ExchangeStandingTexts.next(standing.stage)
        view.content["trouble"] = standing.stage == .annulled
        var facts: [(Localised, Localised)] = [
            (ExchangeStandingTexts.submitted, same(standing.submittedOn.short)),
            (ExchangeStandingTexts.fee, ExchangeStandingTexts.name(of: standing.fee)),
        ]
        if let reason = standing.annulment {
            facts.append((ExchangeStandingTexts.why, ExchangeStandingTexts.name(of: reason)))
        }
        view.content["facts"] = facts.map { ["label": $0.0, "value": $0.1] }
        view.notice = paper.map(notice(of:))
        let finish = Button(CommonTexts.finish, .done)
        view.cancel = standing.iin == nil ? nil : finish
        view.primary = standing.iin == nil ? finish : Button(ExchangeStandingTexts.print, .printForm)
        return view
    }

    private static func notice(of paper: SlipResult) -> Notice {
        switch paper {
        case .printed: Notice(text: EndingTexts.slipPrinted, isCalm: true)
        case .unconfirmed: Notice(text: EndingTexts.slipUnconfirmed, code: .slipUnconfirmed)
        case .failed(let code): Notice(text: EndingTexts.slipFailed, code: code)
        }
    }

    private mutating func addPhoto(_ draft: ExchangeDraft) {
        content["photo"] = String(draft.photo?.number ?? 0)
        content["photoAlt"] = ExchangeTexts.photoAlt
    }
}
