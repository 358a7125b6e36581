import KioskDomain
import KioskTexts

extension StageView {
    /// The keys in a file on the person's USB stick (E1).
    static func file(_ state: EDSState, _ keyboard: SecretPad?) -> StageView {
        switch state {
        case .filePassword(_, let again, let code): password(again: again, code, keyboard)
        case .insertStick(let application, let sight): insertStick(application, sight)
        case .notSaved(_, let code, let sight): notSaved(code, sight)
        default: .wait(FileTexts.making)
        }
    }

    private static func password(again: Bool, _ code: FailureCode?, _ keyboard: SecretPad?) -> StageView {
        var view = StageView(
            "password", again ? SigningTexts.passwordAgain : SigningTexts.newPassword,
            lead: code == nil ? FileTexts.passwordRule : nil)
        view.notice = code.map { Notice($0) }
        if let keyboard { view.add(keyboard) }
        view.primary = Button(CommonTexts.next, .password(pad: keyboard?.id ?? "", positions: []), form: "pin")
        return view
    }

    private static func insertStick(_ application: Application, _ sight: StickSight?) -> StageView {
        var view = StageView("insert-stick", FileTexts.insert, lead: FileTexts.insertAdvice)
        view.notice = sight?.code.map { Notice($0) }
        if sight == .refused(.stickLeftBehind) { view.primary = Button(FileTexts.thisIsMine, .tryAgain) }
        view.content["accepted"] = CommonTexts.applicationNumber
        view.content["number"] = application.number
        view.add(application.organisation)
        return view
    }

    /// The certificates are issued; as long as the person is here the same file can be saved again.
    private static func notSaved(_ code: FailureCode, _ sight: StickSight?) -> StageView {
        var view = StageView("picture", FileTexts.notSaved, lead: FileTexts.notSavedAdvice)
        view.content["picture"] = "stick-in"
        view.notice = Notice(sight?.code ?? code)
        if sight == .ready { view.primary = Button(FileTexts.saveAgain, .tryAgain) }
        return view
    }

    static func makingFile(_ current: WriteStep) -> StageView {
        var view = StageView("writing", FileTexts.making, lead: FileTexts.leaveIn)
        let position = WriteStep.allCases.firstIndex(of: current) ?? 0
        view.content["steps"] = WriteStep.allCases.enumerated().map { index, step in
            ["name": FileTexts.name(of: step), "done": index < position, "current": index == position] as [String: Any]
        }
        view.isBusy = true
        view.cancel = nil
        return view
    }
}
