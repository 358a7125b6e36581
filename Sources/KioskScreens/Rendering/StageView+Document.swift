import KioskDomain
import KioskTexts

extension StageView {
    /// The portrait of the person's own document: what opens its chip, its place, its reading, a refusal.
    static func document(_ state: EDSState, _ session: CitizenSession) -> StageView {
        switch state {
        case .documentKey(let reading, let code): documentKey(reading, code)
        case .insertDocument(_, let code): insertDocument(code, mayTryAgain: session.cardPresent)
        case .documentRefused(_, let code): documentRefused(code)
        default: readingDocument()
        }
    }

    private static func documentKey(_ reading: DocumentReading, _ code: FailureCode?) -> StageView {
        let isCAN = reading.key == .can
        var view = StageView("document-key", DocumentTexts.title, step: .face)
        // What went wrong says what to do next, and takes the place of it.
        view.notice = code.map { Notice($0) }
        view.lead = code == nil ? (isCAN ? DocumentTexts.insertNow : DocumentTexts.insertNowDate) : nil
        view.content["field"] = isCAN ? DocumentTexts.can : DocumentTexts.expiry
        view.content["hint"] = isCAN ? DocumentTexts.canHint : IdentityTexts.birthDateHint
        view.content["place"] = isCAN ? DocumentTexts.canPlace : DocumentTexts.expiryPlace
        view.content["isDate"] = !isCAN
        let other = Button(
            isCAN ? DocumentTexts.useExpiry : DocumentTexts.useCAN, .useDocumentKey(isCAN ? .expiryDate : .can))
        view.content["other"] = ["label": other.label, "action": other.action] as [String: Any]
        view.addKeypad()
        view.offerWithout()
        view.primary = Button(CommonTexts.next, .documentKey(reading.key, ""), form: "document-key")
        return view
    }

    private static func insertDocument(_ code: FailureCode?, mayTryAgain: Bool) -> StageView {
        var view = StageView("picture", DocumentTexts.insert, lead: CardTexts.insertAdvice, step: .face)
        view.notice = code.map { Notice($0) }
        view.content["picture"] = "card-in"
        view.offerWithout()
        if mayTryAgain { view.primary = Button(CommonTexts.tryAgain, .tryAgain) }
        return view
    }

    private static func readingDocument() -> StageView {
        var view = StageView("reading", DocumentTexts.reading, lead: DocumentTexts.leaveIn, step: .face)
        view.isBusy = true
        return view
    }

    private static func documentRefused(_ code: FailureCode) -> StageView {
        var view = StageView("picture", code.text, lead: code.remedy, step: .face)
        view.content["picture"] = "no-portrait"
        view.content["code"] = code.rawValue
        view.content["codeLabel"] = CommonTexts.failureCode
        view.content["choice"] = choice(Button(DocumentTexts.other, .tryAgain))
        view.primary = Button(DocumentTexts.without, .withoutDocument)
        return view
    }

    private mutating func offerWithout() {
        content["choice"] = Self.choice(Button(DocumentTexts.without, .withoutDocument))
    }

    /// The button between "cancel" and the way on.
    static func choice(_ button: Button) -> [String: Any] { ["label": button.label, "action": button.action] }
}
