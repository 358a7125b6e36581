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
    /// Documents that are listed by name; the rest is counted.
    static let listed = 20

    /// What a question puts on the screen.
    init(_ view: ConsentView) {
        self = Self.stage(view)
        content["request"] = Self.request(view.request)
        switch view.stage {
        case .done, .failed:
            cancel = nil
            primary = Button(SigningTexts.close, view, .close)
        case .insertMedium, .reading, .chooseKey, .chooseFile, .secret, .lastTry, .pinOnReader, .verifying, .signing:
            cancel = Button(SigningTexts.no, view, .cancel)
        }
    }

    private static func stage(_ view: ConsentView) -> StageView {
        switch view.stage {
        case .insertMedium(let reason): insertMedium(reason)
        case .reading: waiting(SigningTexts.reading)
        case .chooseKey(let keys, let files, let reason): chooseKey(view, keys, files, reason)
        case .chooseFile(let files): chooseFile(view, files)
        case .secret(let subject, let pad, let tries, let reason): secret(view, subject, pad, tries, reason)
        case .lastTry(let key): lastTry(view, key)
        case .pinOnReader(let key): onReader(key)
        case .verifying(let subject): verifying(subject)
        case .signing(let key, let done, let count): signing(key, done, count)
        case .done: StageView("consent-end", SigningTexts.done).with("picture", "done")
        case .failed(let code): failed(code)
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
                "name": file.name, "size": SigningTexts.size(file.size),
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
        case .file(let file): ["holder": file.name, "storage": SigningTexts.size(file.size), "dates": ""]
        }
    }

    /// E9: the counter stands above the pad before anything is entered.
    private static func secret(
        _ view: ConsentView, _ subject: ConsentSubject, _ pad: SecretPad, _ tries: PINTries?, _ reason: FailureCode?
    ) -> StageView {
        let isPIN = pad.kind == .pin
        var stage = StageView(
            isPIN ? "consent-pin" : "consent-password", isPIN ? CardTexts.pin : SigningTexts.password,
            lead: isPIN && reason == nil ? CardTexts.pinPlaces : nil)
        stage.notice = reason.map { Notice($0) }
        stage.content["key"] = Self.subject(subject)
        switch tries {
        case .remaining(let count):
            stage.content["tries"] = count == 1 ? CardTexts.lastOne : CardTexts.triesLeft.with(count)
            stage.content["isLast"] = count == 1
        case .unknown: stage.content["tries"] = CardTexts.triesUnknown
        case nil: break
        }
        stage.add(pad)
        stage.primary = Button(CommonTexts.next, view, .secret(pad: pad.id, positions: []), form: "pin")
        return stage
    }

    private mutating func add(_ pad: SecretPad) {
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

    private static func lastTry(_ view: ConsentView, _ key: ConsentKey) -> StageView {
        var stage = StageView("consent-end", CardTexts.lastTry, lead: SigningTexts.lastTryAdvice)
        stage.content["picture"] = "warning"
        stage.content["key"] = Self.key(key)
        stage.primary = Button(CardTexts.useLastTry, view, .confirmLastTry)
        return stage
    }

    private static func onReader(_ key: ConsentKey) -> StageView {
        waiting(SigningTexts.onReader, lead: CardTexts.leaveIn).with("key", Self.key(key))
    }

    private static func verifying(_ subject: ConsentSubject) -> StageView {
        waiting(SigningTexts.verifying).with("key", Self.subject(subject))
    }

    private static func signing(_ key: ConsentKey, _ done: Int, _ count: Int) -> StageView {
        var stage = waiting(SigningTexts.signing, lead: SigningTexts.nothingGiven)
        stage.template = "consent-progress"
        stage.content["key"] = Self.key(key)
        stage.content["progressText"] = SigningTexts.progress.with("\(done) / \(count)")
        stage.content["done"] = String(done)
        stage.content["count"] = String(max(count, 1))
        return stage
    }

    private static func failed(_ code: FailureCode) -> StageView {
        var stage = StageView("consent-end", SigningTexts.failed)
        stage.notice = Notice(code)
        stage.content["picture"] = code == .pinBlocked ? "blocked" : "refused"
        stage.content["code"] = code.rawValue
        stage.content["codeLabel"] = CommonTexts.failureCode
        return stage
    }

    // MARK: The request

    private static func request(_ request: ConsentRequest) -> [String: Any] {
        var card: [String: Any] = [
            "who": SigningTexts.who, "origin": SigningTexts.origin(request.origin),
            "purpose": SigningTexts.purpose(request.purpose),
        ]
        if request.permission == .allow { card["allowed"] = SigningTexts.allowed }
        var notes: [Localised] = []
        if request.isAttached { notes.append(SigningTexts.attached) }
        if request.isTimeStamped { notes.append(SigningTexts.stamped) }
        card["notes"] = notes
        guard !request.documents.isEmpty else { return card }
        card["documentsLabel"] = SigningTexts.documents.with(request.documents.count)
        card["documents"] = request.documents.prefix(listed).enumerated().map { index, document in
            row(index + 1, document)
        }
        if request.documents.count > listed { card["more"] = SigningTexts.more.with(request.documents.count - listed) }
        return card
    }

    private static func row(_ number: Int, _ document: ConsentDocument) -> [String: Any] {
        [
            "number": String(number),
            "name": document.name.map { SigningTexts.same($0) } ?? SigningTexts.kind(document.kind),
            "size": document.size.map { SigningTexts.size($0) } ?? SigningTexts.digestOnly,
        ]
    }
}
