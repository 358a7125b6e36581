import KioskDomain
import KioskTexts

/// What one stage puts on the screen, before it becomes HTML. Values that templates read are texts, flags and lists.
struct StageView {
    /// One button; `action` is the JSON that the page posts.
    struct Button {
        var label: Localised
        var action: String
        /// Names what a form or the pad adds to the action in the page: `identity`, `code`, `pin`.
        var form: String?

        init(_ label: Localised, _ action: ScreenAction, form: String? = nil) {
            self.label = label
            self.action = String(decoding: action.json, as: UTF8.self)
            self.form = form
        }
    }

    /// Something that went wrong, shown above the content.
    struct Notice {
        var text: Localised
        var advice: Localised?
        var code: FailureCode?
        /// Nothing is wrong: it only says how things stand.
        var isCalm = false
    }

    var template: String
    var title: Localised
    var lead: Localised?
    var step: ProgressStep?
    /// Nil where the machine does not leave (durable work is under way).
    var cancel: Button? = Button(CommonTexts.cancel, .cancel)
    var primary: Button?
    var notice: Notice?
    /// Filled by the template.
    var content: [String: Any] = [:]
    /// A wait is going on: nothing to press.
    var isBusy = false
    /// Name of the sound to play (R3).
    var sound: String?

    init(_ template: String, _ title: Localised, lead: Localised? = nil, step: ProgressStep? = nil) {
        self.template = template
        self.title = title
        self.lead = lead
        self.step = step
    }

    /// The plain-language variant; shown in the place of the lead where a person asks for it.
    /// What went wrong says in its own words what to do next.
    mutating func add(_ plain: PlainText?) {
        guard let plain, notice == nil || notice?.isCalm == true else { return }
        content["plain"] = plain.text
        content["replaced"] = lead != nil && !plain.keepsLead
    }

    /// A wait of ours. `mayCancel` as the machine answers it.
    static func wait(
        _ title: Localised, lead: Localised = CommonTexts.wait, step: ProgressStep? = nil, mayCancel: Bool = false
    ) -> StageView {
        var view = StageView("wait", title, lead: lead, step: step)
        view.isBusy = true
        if !mayCancel { view.cancel = nil }
        return view
    }
}

extension StageView.Notice {
    init(_ code: FailureCode) {
        self.init(text: code.text, advice: code.remedy, code: code)
    }
}
