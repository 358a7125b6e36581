/// One desk and the digital document it looks at (D1–D4): from the code to the end of the view. Nothing of a document is in
/// any state but `shown`, and every way out of that state forgets it.
public struct DocumentViewing: Sendable, Hashable {
    /// Where it stands.
    public enum Stage: Sendable, Hashable {
        /// Nothing is shown; the code says why a look was refused or came to its end.
        case closed(FailureCode?)
        /// The document camera looks for a QR code.
        case scanning
        /// The portal is asked, and the issuing body's signature verified.
        case asking
        /// The document is on the operator's page.
        case shown(DeskDocument, DocumentUses)
    }

    /// Where it stands.
    public private(set) var stage = Stage.closed(nil)
    /// Counts the looks; an answer to an earlier one meets a later one and is dropped.
    public private(set) var look = 0

    /// Nothing is shown.
    public init() {}
}

/// The services for which the document that is shown is used.
public struct DocumentUses: Sendable, Hashable {
    /// Numbers of the cases that refer to it.
    public var cases: [String]
    /// The portal is asked to attach it.
    public var isUnderWay: Bool
    /// Why the last wish was refused.
    public var refusal: FailureCode?

    /// Every field as given.
    public init(cases: [String] = [], isUnderWay: Bool = false, refusal: FailureCode? = nil) {
        self.cases = cases
        self.isUnderWay = isUnderWay
        self.refusal = refusal
    }
}

/// What happens at the desk.
public enum DocumentEvent: Sendable, Hashable {
    /// The owner holds a QR code before the camera.
    case scan
    /// The eight digits were typed.
    case typed(String)
    /// The document is used for the service with this number.
    case use(String)
    /// The operator ends the look.
    case close
    /// The operator's card is drawn, the desk locked, or nobody touched it for too long.
    case left
    /// An answer to what was asked for this look.
    case answer(look: Int, DocumentAnswer)
}

/// What came of an effect.
public enum DocumentAnswer: Sendable, Hashable {
    /// The text of a QR code.
    case read(String)
    /// The document, with its signature verified, and how long it may be shown by the portal's clock.
    case verified(DeskDocument, life: Duration)
    /// Nothing is shown.
    case refused(FailureCode)
    /// A case refers to the document now.
    case attached(String)
    /// No case does.
    case notAttached(FailureCode)
    /// The access is over.
    case over
}

/// What the desk does then; the look is what the answer has to name.
public enum DocumentEffect: Sendable, Hashable {
    /// Look for a QR code with the document camera.
    case readCode(look: Int)
    /// End that.
    case stopReading
    /// Ask the portal and verify the issuing body's signature.
    case ask(String, look: Int)
    /// Let the case with this number refer to the document.
    case attach(DeskDocument, to: String, look: Int)
    /// Begin the countdown.
    case countDown(Duration, look: Int)
    /// End the countdown; the document is gone.
    case forget
}

extension DocumentViewing {
    /// Answers `event`. Total: every stage answers every event.
    public mutating func apply(_ event: DocumentEvent) -> [DocumentEffect] {
        switch event {
        case .scan:
            let effects = end(nil)
            stage = .scanning
            return effects + [.readCode(look: look)]
        case .typed(let code):
            let effects = end(nil)
            stage = .asking
            return effects + [.ask(code, look: look)]
        case .use(let number): return use(number)
        case .close, .left: return end(nil)
        case .answer(look, let answer): return take(answer)
        case .answer: return []
        }
    }

    /// Whatever was under way is over: the next look has another number.
    private mutating func end(_ code: FailureCode?) -> [DocumentEffect] {
        let left = stage
        stage = .closed(code)
        look += 1
        return switch left {
        case .closed, .asking: []
        case .scanning: [.stopReading]
        case .shown: [.forget]
        }
    }

    private mutating func use(_ number: String) -> [DocumentEffect] {
        guard case .shown(let document, var uses) = stage, !uses.isUnderWay else { return [] }
        uses.isUnderWay = true
        uses.refusal = nil
        stage = .shown(document, uses)
        return [.attach(document, to: number, look: look)]
    }

    private mutating func take(_ answer: DocumentAnswer) -> [DocumentEffect] {
        switch (stage, answer) {
        case (.scanning, .read(let code)):
            stage = .asking
            return [.ask(code, look: look)]
        case (.scanning, .refused(let code)), (.asking, .refused(let code)):
            stage = .closed(code)
            return []
        case (.asking, .verified(let document, let life)):
            stage = .shown(document, DocumentUses())
            return [.countDown(life, look: look)]
        case (.shown(let document, var uses), .attached(let number)):
            uses.isUnderWay = false
            if !uses.cases.contains(number) { uses.cases.append(number) }
            stage = .shown(document, uses)
            return []
        case (.shown(let document, var uses), .notAttached(let code)):
            uses.isUnderWay = false
            uses.refusal = code
            stage = .shown(document, uses)
            return []
        case (.shown, .over): return end(.digitalCodeExpired)
        case (.closed, _), (.scanning, _), (.asking, _), (.shown, _): return []
        }
    }
}
