import KioskDomain
import KioskTexts

/// The EDS in a file on the person's stick: renewed (E6), or signing for an organisation (E3).
extension StageView {
    static func keyFile(_ state: KeyFileState, _ language: Language, _ snapshot: KioskSnapshot) -> StageView {
        switch state {
        case .insertStick(let sight, let code): stickToRead(sight, code)
        case .listing: .wait(KeyFileTexts.listing, lead: FileTexts.leaveIn)
        case .choosing(let listing, let code): choosing(listing, code)
        case .password(_, let file, let code): password(of: file, code, snapshot.keyboard)
        case .opening: .wait(KeyFileTexts.opening, lead: FileTexts.leaveIn)
        case .shown(let opened): shown(opened, language, snapshot.session)
        case .enteringBIN(_, let code): enteringBIN(code)
        case .choosingMedium(_, _, let code): mediumOfOrganisation(code, snapshot.session)
        case .notice: liability(snapshot, language, step: nil)
        case .signing: .wait(ReissueTexts.signing, lead: FileTexts.leaveIn)
        }
    }

    private static func stickToRead(_ sight: StickSight?, _ code: FailureCode?) -> StageView {
        var view = StageView("picture", KeyFileTexts.insert, lead: KeyFileTexts.insertAdvice)
        view.content["picture"] = "stick-in"
        view.notice = (sight?.code ?? code).map { Notice($0) }
        switch sight {
        case .refused(.stickLeftBehind): view.primary = Button(FileTexts.thisIsMine, .tryAgain)
        case .ready: view.primary = Button(CommonTexts.tryAgain, .tryAgain)
        case .refused, .several, .some(.none), nil: break
        }
        return view
    }

    private static func choosing(_ listing: StickListing, _ code: FailureCode?) -> StageView {
        var view = StageView("purposes", KeyFileTexts.choosing, lead: KeyFileTexts.choosingAdvice)
        view.content["compact"] = true
        if let code {
            view.notice = Notice(code)
        } else if !listing.isComplete {
            view.notice = Notice(text: KeyFileTexts.more.with(listing.files.count), isCalm: true)
        }
        view.content["purposes"] = listing.files.enumerated().map { place, file in
            [
                "name": same(file.shownName), "about": SigningTexts.size(file.size),
                "action": Button(KeyFileTexts.choosing, .keyFile(place)).action,
            ] as [String: Any]
        }
        return view
    }

    /// Names and dates are behind the password; who forgot it obtains an EDS again (E9).
    private static func password(of file: StickKeyFile, _ code: FailureCode?, _ keyboard: SecretPad?) -> StageView {
        var view = StageView(
            "password", KeyFileTexts.password,
            lead: code == nil ? KeyFileTexts.passwordAdvice.with(file.shownName) : nil)
        view.notice = code.map {
            $0 == .keyFilePassword
                ? Notice(text: $0.text, advice: KeyFileTexts.passwordWrongAdvice, code: $0) : Notice($0)
        }
        if let keyboard { view.add(keyboard) }
        view.primary = Button(CommonTexts.next, .password(pad: keyboard?.id ?? "", positions: []), form: "pin")
        return view
    }

    /// E10: what for, until when, how many days. What is not valid, or an organisation's, signs nothing here.
    private static func shown(
        _ opened: OpenedKeyFile, _ language: Language, _ session: CitizenSession
    ) -> StageView {
        var view = StageView("my-card", KeyFileTexts.title, lead: same(opened.file.shownName))
        view.notice = opened.trouble.map { Notice($0) }
        view.content["certificates"] = opened.certificates.map { certificate($0, language) }
        view.add(opened.rights, on: .file, session)
        view.cancel = nil
        view.primary = Button(CommonTexts.finish, .done)
        return view
    }
}
