import KioskDomain
import KioskTexts
import NCALayer

extension StageView.Button {
    init(_ label: Localised, _ view: ConsentView, _ step: ConsentAction.Step, form: String? = nil) {
        self.label = label
        self.action = Self.action(view, step)
        self.form = form
    }

    static func action(_ view: ConsentView, _ step: ConsentAction.Step) -> String {
        String(decoding: ConsentAction(question: view.id, step: step).json, as: UTF8.self)
    }
}

extension StageView {
    /// What a question puts on the screen.
    init(_ view: ConsentView) {
        self = Self.stage(view)
        content["request"] = Self.request(view.request)
        switch view.stage {
        case .done, .failed:
            cancel = nil
            primary = Button(SigningTexts.close, view, .close)
        case .insertMedium, .reading, .notice, .chooseKey, .choosePlace, .chooseFile, .secret, .lastTry, .pinOnReader,
            .verifying, .signing:
            cancel = Button(SigningTexts.no, view, .cancel)
        }
    }

    private static func stage(_ view: ConsentView) -> StageView {
        switch view.stage {
        case .insertMedium(let reason): insertMedium(reason)
        case .reading: waiting(SigningTexts.reading)
        case .chooseKey(let keys, let files, let reason): chooseKey(view, keys, files, reason)
        case .notice(let notice): liability(view, notice)
        case .choosePlace(let places, let files, let reason): choosePlace(view, places, files, reason)
        case .chooseFile(let files): chooseFile(view, files)
        case .secret(let subject, let pad, let tries, let reason): secret(view, subject, pad, tries, reason)
        case .lastTry(let subject, let tries, let reason): lastTry(view, subject, tries, reason)
        case .pinOnReader(let subject): onReader(subject)
        case .verifying(let subject): verifying(subject)
        case .signing(let subject, let done, let count): signing(view, subject, done, count)
        case .done: StageView("consent-end", SigningTexts.done).with("picture", "done")
        case .failed(let code): failed(view, code)
        }
    }

    private func with(_ name: String, _ value: Any) -> StageView {
        var view = self
        view.content[name] = value
        return view
    }

    private static func waiting(_ title: Localised, lead: Localised? = nil) -> StageView {
        var view = StageView("consent-wait", title, lead: lead)
        view.isBusy = true
        return view
    }

    private static func insertMedium(_ reason: FailureCode?) -> StageView {
        var view = StageView("consent-insert", SigningTexts.insert)
        view.notice = reason.map { Notice($0) }
        return view
    }

    private static func chooseKey(
        _ view: ConsentView, _ keys: [ConsentKey], _ files: [ConsentFile], _ reason: FailureCode?
    ) -> StageView {
        var stage = StageView(
            "consent-keys", SigningTexts.chooseKey, lead: reason == nil ? SigningTexts.chooseAdvice : nil)
        stage.notice = reason.map { Notice($0) }
        stage.content["listLabel"] = SigningTexts.keys
        stage.content["keys"] = keys.map { key in
            var row = Self.key(key)
            row["action"] = Button.action(view, .key(key.id))
            row["disabled"] = !key.isUsable
            return row
        }
        stage.content["files"] = Self.files(view, files)
        return stage
    }

    /// F2: before anything on which keys could be made is chosen. Who asks for them stands above it.
    private static func liability(_ view: ConsentView, _ notice: LiabilityNotice) -> StageView {
        var stage = liability(notice, view.language, step: nil)
        stage.template = "consent-notice"
        stage.primary = Button(LiabilityTexts.confirmation, view, .confirmNotice)
        return stage
    }

    private static func choosePlace(
        _ view: ConsentView, _ places: [ConsentPlace], _ files: [ConsentFile], _ reason: FailureCode?
    ) -> StageView {
        let isNew = view.request.purpose == .newKey
        var stage = StageView(
            "consent-keys", isNew ? SigningTexts.newKeyPlace : SigningTexts.certificatePlace,
            lead: reason == nil ? SigningTexts.chooseAdvice : nil)
        stage.notice = reason.map { Notice($0) }
        stage.content["listLabel"] = SigningTexts.places
        stage.content["keys"] = places.map { place in
            var row = subject(.place(place))
            row["action"] = Button.action(view, .key(place.id))
            return row
        }
        stage.content["files"] = Self.files(view, files)
        return stage
    }

    private static func chooseFile(_ view: ConsentView, _ files: [ConsentFile]) -> StageView {
        var stage = StageView(
            "consent-keys", SigningTexts.chooseFile, lead: files.isEmpty ? SigningTexts.noFiles : nil)
        stage.content["listLabel"] = SigningTexts.chooseFile
        stage.content["files"] = Self.files(view, files)
        return stage
    }

    private static func files(_ view: ConsentView, _ files: [ConsentFile]) -> [[String: Any]] {
        files.map { file in
            [
                "name": file.name, "size": file.size.map { SigningTexts.size($0) } ?? SigningTexts.newFile,
                "action": Button.action(view, .file(file.id)),
            ]
        }
    }

    private static func key(_ key: ConsentKey) -> [String: Any] {
        var row: [String: Any] = [
            "holder": key.holder, "storage": SigningTexts.storage(key.storage),
            "dates": "\(SigningTexts.day(key.from)) – \(SigningTexts.day(key.to))",
        ]
        row["iin"] = key.maskedIIN
        row["standing"] = SigningTexts.standing(key.standing)
        return row
    }

    private static func subject(_ subject: ConsentSubject) -> [String: Any] {
        switch subject {
        case .key(let key): Self.key(key)
        case .file(let file), .newFile(let file, _):
            [
                "holder": file.name, "storage": file.size.map { SigningTexts.size($0) } ?? SigningTexts.newFile,
                "dates": "",
            ]
        case .place(let place):
            [
                "holder": place.name, "storage": place.storage.map { SigningTexts.storage($0) } ?? SigningTexts.token,
                "dates": "",
            ]
        }
    }

    /// E9: the counter stands above the pad before anything is entered.
    private static func secret(
        _ view: ConsentView, _ subject: ConsentSubject, _ pad: SecretPad, _ tries: PINTries?, _ reason: FailureCode?
    ) -> StageView {
        let isPIN = pad.kind == .pin
        var stage = StageView(
            isPIN ? "consent-pin" : "consent-password", isPIN ? CardTexts.pin : passwordTitle(subject),
            lead: isPIN && reason == nil ? CardTexts.pinPlaces : nil)
        stage.notice = reason.map { Notice($0) }
        stage.content["key"] = Self.subject(subject)
        switch tries {
        case .remaining(let count):
            stage.content["tries"] = count == 1 ? CardTexts.lastOne : CardTexts.triesLeft.with(count)
            stage.content["isLast"] = count == 1
        case .several, .unknown, .wrongHere: stage.content["tries"] = SigningTexts.triesUnknown
        case nil: break
        }
        stage.add(pad)
        stage.primary = Button(CommonTexts.next, view, .secret(pad: pad.id, positions: []), form: "pin")
        return stage
    }

    private static func passwordTitle(_ subject: ConsentSubject) -> Localised {
        switch subject {
        case .newFile(_, again: false): SigningTexts.newPassword
        case .newFile(_, again: true): SigningTexts.passwordAgain
        case .key, .file, .place: SigningTexts.password
        }
    }

    mutating func add(_ pad: SecretPad) {
        content["entry"] = pad.kind == .pin ? CardTexts.pinEntry : SigningTexts.passwordEntry
        content["entered"] = CardTexts.pinEntered.with("{}")
        content["erase"] = IdentityTexts.erase
        content["pad"] = pad.id
        content["longest"] = String(SecretPad.longest)
        switch pad.kind {
        case .pin:
            let keys = pad.characters.enumerated().map { Self.padKey($0.offset, $0.element) }
            content["keys"] = Array(keys.dropLast())
            content["lastKey"] = keys.last
        case .password:
            content["layersLabel"] = SigningTexts.layers
            content["layers"] = PasswordKeyboard.layers(pad)
        }
    }

    static func padKey(_ position: Int, _ character: UInt8) -> [String: String] {
        ["position": String(position), "label": String(UnicodeScalar(character))]
    }

    private static func lastTry(
        _ view: ConsentView, _ subject: ConsentSubject, _ tries: PINTries, _ reason: FailureCode?
    ) -> StageView {
        let isLast = tries == .remaining(1)
        var stage = StageView(
            "consent-end", isLast ? CardTexts.lastTry : CardTexts.areYouSure,
            lead: isLast ? SigningTexts.lastTryAdvice : SigningTexts.unknownAdvice)
        stage.notice = reason.map { Notice($0) }
        stage.content["picture"] = isLast ? "warning" : "new-pin"
        stage.content["key"] = Self.subject(subject)
        stage.primary = Button(isLast ? CardTexts.useLastTry : CardTexts.goOn, view, .confirmLastTry)
        return stage
    }

    private static func onReader(_ subject: ConsentSubject) -> StageView {
        waiting(SigningTexts.onReader, lead: CardTexts.leaveIn).with("key", Self.subject(subject))
    }

    private static func verifying(_ subject: ConsentSubject) -> StageView {
        waiting(SigningTexts.verifying).with("key", Self.subject(subject))
    }

    private static func signing(
        _ view: ConsentView, _ subject: ConsentSubject, _ done: Int, _ count: Int
    ) -> StageView {
        guard view.request.isAboutSignatures else {
            return waiting(SigningTexts.purpose(view.request.purpose), lead: CardTexts.leaveIn)
                .with("key", Self.subject(subject))
        }
        var stage = waiting(SigningTexts.signing, lead: SigningTexts.nothingGiven)
        stage.template = "consent-progress"
        stage.content["key"] = Self.subject(subject)
        stage.content["progressText"] = SigningTexts.progress.with("\(done) / \(count)")
        stage.content["done"] = String(done)
        stage.content["count"] = String(max(count, 1))
        return stage
    }

    private static func failed(_ view: ConsentView, _ code: FailureCode) -> StageView {
        var stage = StageView(
            "consent-end", view.request.isAboutSignatures ? SigningTexts.failed : SigningTexts.notDone)
        stage.notice = Notice(code)
        stage.content["picture"] = code == .pinBlocked ? "blocked" : "refused"
        stage.content["code"] = code.rawValue
        stage.content["codeLabel"] = CommonTexts.failureCode
        return stage
    }
}

extension ConsentRequest {
    /// A new key and its certificate have other words than signatures.
    fileprivate var isAboutSignatures: Bool {
        switch purpose {
        case .newKey, .importCertificate: false
        case .sign, .logIn, .keyInfo, .timeStamp, .chooseFile: true
        }
    }
}
