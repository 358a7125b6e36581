/// "My EDS is in a file": the person's stick is read, a file chosen and opened with its password; what it holds is shown. With
/// it the person renews the EDS (E6) or applies for that of an organisation (E3).
public enum KeyFileState: Sendable, Hashable {
    /// The person's stick is awaited; nil until the ports were looked at. The code is what became of the last one.
    case insertStick(StickSight?, FailureCode?)
    case listing
    /// Asked only where there are several, and where the one that was chosen is none.
    case choosing(StickListing, FailureCode?)
    /// Files count no tries; a forgotten password cannot be recovered (E9).
    case password(StickListing, StickKeyFile, FailureCode?)
    case opening(StickListing, StickKeyFile)
    case shown(OpenedKeyFile)
    /// The organisation's number.
    case enteringBIN(OpenedKeyFile, FailureCode?)
    /// Where its keys shall be; the code is why the last choice is none.
    case choosingMedium(OpenedKeyFile, BIN, FailureCode?)
    /// The liability notice comes before keys (F2).
    case notice(OpenedKeyFile, SignedWish)
    /// Afterwards it is as with a card: ``ReissueState/sending``.
    case signing

    /// True while the next move is the person's.
    var waitsForPerson: Bool {
        switch self {
        case .insertStick, .choosing, .password, .shown, .enteringBIN, .choosingMedium, .notice: true
        case .listing, .opening, .signing: false
        }
    }
}

extension CitizenSession {
    /// Only where there is a port for sticks.
    mutating func beginKeyFile(_ language: Language) -> [SessionEffect] {
        savesFiles ? keyFile(language, .insertStick(nil, nil), .awaitStick(nil)) : []
    }

    mutating func keyFile(_ language: Language, _ state: KeyFileState, _ event: SessionEvent) -> [SessionEffect] {
        switch state {
        case .insertStick(let sight, let code): insertingStickToRead(language, sight, code, event)
        case .listing: listed(language, event)
        case .choosing(let listing, _): choosingFile(language, listing, event)
        case .password(let listing, let file, _): passwordOfFile(language, listing, file, event)
        case .opening(let listing, let file): fileOpened(language, listing, file, event)
        case .shown(let opened): fileShown(language, opened, event)
        case .enteringBIN(let opened, _): enteringBIN(language, opened, event)
        case .choosingMedium(let opened, let bin, _): choosingMedium(language, opened, bin, event)
        case .notice(let opened, let wish): noticeBeforeSigning(language, opened, wish, event)
        case .signing: signedWithFile(language, event)
        }
    }

    private mutating func keyFile(
        _ language: Language, _ state: KeyFileState, _ effects: SessionEffect...
    ) -> [SessionEffect] {
        stage = .keyFile(language, state)
        return effects
    }

    /// A stick that is there and was not of use is read again when the person says so, not over and over by itself.
    private mutating func insertingStickToRead(
        _ language: Language, _ sight: StickSight?, _ code: FailureCode?, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .card(.stick(.ready)): keyFile(language, .listing, .listKeyFiles)
        case .person(.tryAgain) where sight == .ready || sight == .refused(.stickLeftBehind):
            keyFile(language, .listing, .listKeyFiles)
        // What became of the last stick is told until the next one is there.
        case .card(.stick(let new)):
            keyFile(language, .insertStick(new, new == .none ? code : nil), .awaitStick(new))
        default: leaveOnCancel(language, event)
        }
    }

    private mutating func notOfUse(_ language: Language, _ code: FailureCode) -> [SessionEffect] {
        keyFile(language, .insertStick(.ready, code), .awaitStick(.ready))
    }

    private mutating func listed(_ language: Language, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .card(.keyFiles(let listing)):
            switch listing.files.count {
            case 0: notOfUse(language, .keyFileMissing)
            case 1 where listing.isComplete: keyFile(language, .password(listing, listing.files[0], nil))
            default: keyFile(language, .choosing(listing, nil))
            }
        case .card(.failed(let code)): notOfUse(language, code)
        default: []
        }
    }

    private mutating func choosingFile(
        _ language: Language, _ listing: StickListing, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.keyFile(let place)) = event, listing.files.indices.contains(place) else {
            return leaveOnCancel(language, event)
        }
        return keyFile(language, .password(listing, listing.files[place], nil))
    }

    private mutating func passwordOfFile(
        _ language: Language, _ listing: StickListing, _ file: StickKeyFile, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.pinEntered):
            keyFile(language, .opening(listing, file), .openKeyFile(file, stick: listing.stick))
        case .person(.invalidEntry(let code)): keyFile(language, .password(listing, file, code))
        case .person(.cancel) where listing.files.count > 1: keyFile(language, .choosing(listing, nil), .forgetPIN)
        default: leaveOnCancel(language, event)
        }
    }

    /// Cancel and time-out wait for the answer, which comes in seconds.
    private mutating func fileOpened(
        _ language: Language, _ listing: StickListing, _ file: StickKeyFile, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .card(.keyFileOpened(let opened)): keyFile(language, .shown(opened))
        case .card(.failed(.keyFilePassword)): keyFile(language, .password(listing, file, .keyFilePassword))
        case .card(.failed(let code)) where code.isOfOneFile: keyFile(language, .choosing(listing, code))
        case .card(.failed(let code)): notOfUse(language, code)
        default: []
        }
    }

    private mutating func fileShown(
        _ language: Language, _ opened: OpenedKeyFile, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.reissue) where offers(.renewal, opened): keyFile(language, .notice(opened, .renewal))
        case .person(.organisationEDS) where offers(.organisation, opened):
            keyFile(language, .enteringBIN(opened, nil))
        case .person(.done): leave(language)
        default: leaveOnCancel(language, event)
        }
    }

    private mutating func enteringBIN(
        _ language: Language, _ opened: OpenedKeyFile, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.organisation(let bin)): keyFile(language, .choosingMedium(opened, bin, nil))
        case .person(.invalidEntry(let code)): keyFile(language, .enteringBIN(opened, code))
        default: backToFile(language, opened, event)
        }
    }

    private mutating func choosingMedium(
        _ language: Language, _ opened: OpenedKeyFile, _ bin: BIN, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.medium(let medium)) = event else { return backToFile(language, opened, event) }
        guard mediaOfOrganisations.contains(medium) else { return [] }
        switch media.mayWrite(medium, at: .kiosk, holder: .legalEntity, isHoldersOwn: false) {
        case .allowed: return keyFile(language, .notice(opened, .organisation(bin, medium)))
        case .refused(.idCardNotForLegalEntity):
            return keyFile(language, .choosingMedium(opened, bin, .organisationIDCard))
        case .refused: return []
        }
    }

    private mutating func noticeBeforeSigning(
        _ language: Language, _ opened: OpenedKeyFile, _ wish: SignedWish, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.confirmNotice) = event else { return backToFile(language, opened, event) }
        return keyFile(language, .signing, .signWithFile(wish))
    }

    private mutating func backToFile(
        _ language: Language, _ opened: OpenedKeyFile, _ event: SessionEvent
    ) -> [SessionEffect] {
        if case .person(.cancel) = event { return keyFile(language, .shown(opened)) }
        return leaveOnCancel(language, event)
    }

    private mutating func signedWithFile(_ language: Language, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .card(.reissueSigned): reissue(language, .sending, .sendReissue)
        case .card(.failed(let code)): notOfUse(language, code)
        default: []
        }
    }
}

extension FailureCode {
    /// Another file of the same stick may be the right one.
    fileprivate var isOfOneFile: Bool {
        switch self {
        case .keyFileMalformed, .keyFileTooLarge, .signKeyMissing, .certificateMalformed: true
        default: false
        }
    }
}
