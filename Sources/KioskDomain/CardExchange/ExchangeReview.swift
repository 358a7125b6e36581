/// One officer and the application for an identity card that is on the page (I4–I6): from the queue to the decision. Nothing of
/// the applicant is in any stage but those with a dossier, and every way out of them forgets it.
public struct ExchangeReview: Sendable, Hashable {
    /// Where it stands.
    public enum Stage: Sendable, Hashable {
        /// No application is on the page; the code says why the last wish came to nothing.
        case closed(FailureCode?)
        /// The portal is asked for an application.
        case opening
        /// It is on the page; the code says why the last wish came to nothing.
        case open(ExchangeDossier, FailureCode?)
        /// The officer's card is read for the certification.
        case reading(ExchangeDossier)
        /// The next wrong entry blocks, or may block: an explicit yes comes before the pad (E9).
        case lastTry(ExchangeDossier, PINTries, mistake: FailureCode?)
        /// The counter is shown, the PIN asked for (E9).
        case pin(ExchangeDossier, PINTries, mistake: FailureCode?)
        /// The card checks the PIN and signs.
        case signing(ExchangeDossier)
        /// The decision is on its way to the portal.
        case sending(ExchangeDossier, ExchangeDecision)
        /// No answer came: the same is sent again, or the application left as the portal has it.
        case unanswered(ExchangeDossier, ExchangeDecision, FailureCode)
        /// A new card is reported, or given to its holder.
        case handingOver
        /// It is done.
        case settled(ExchangeSettlement)
    }

    /// Where it stands.
    public private(set) var stage = Stage.closed(nil)
    /// Counts what was begun; an answer to something earlier is dropped.
    public private(set) var look = 0

    /// Nothing is on the page.
    public init() {}

    /// The application on the page.
    public var dossier: ExchangeDossier? {
        switch stage {
        case .open(let dossier, _), .reading(let dossier), .lastTry(let dossier, _, _), .pin(let dossier, _, _),
            .signing(let dossier), .sending(let dossier, _), .unanswered(let dossier, _, _):
            dossier
        case .closed, .opening, .handingOver, .settled: nil
        }
    }
}

/// What happens at the officer's page.
public enum ExchangeReviewEvent: Sendable, Hashable {
    /// The application with this slip is wanted.
    case open(slip: String)
    /// The whole IIN is wanted, and the journal has it.
    case revealed
    /// The journal has not taken it: the IIN stays masked.
    case notRevealed(FailureCode)
    /// The officer certifies (I4).
    case certify
    /// The officer annuls (I5).
    case annul(CardExchangeCase.AnnulmentReason)
    /// Yes to the last try of the PIN.
    case confirmLastTry
    /// A PIN was entered on the pad.
    case pinEntered
    /// What was entered cannot be a PIN, or what was typed no slip, IIN or day.
    case unusable(FailureCode)
    /// Not now: the application stays on the page.
    case back
    /// The decision whose answer was lost goes out once more, the same.
    case sendAgain
    /// A card has come, or is given to its holder (I6).
    case handOver(ExchangeHandOver)
    /// The officer ends the look.
    case close
    /// The officer's card is drawn, the desk locked, or nobody touched it for too long.
    case left
    /// An answer to what was begun under this number.
    case answer(look: Int, ExchangeReviewAnswer)
}

/// What came of an effect.
public enum ExchangeReviewAnswer: Sendable, Hashable {
    case opened(ExchangeDossier)
    /// Portal or journal say no.
    case refused(FailureCode)
    /// The officer's card can sign, and tells its tries.
    case counter(PINTries)
    case wrongPIN(PINTries)
    /// The card did not sign.
    case cardFailed(FailureCode)
    case signed
    case settled(ExchangeSettlement)
    /// Nobody knows what the portal did.
    case unanswered(FailureCode)
}

/// What the desk does then; the look is what the answer has to name.
public enum ExchangeReviewEffect: Sendable, Hashable {
    /// Ask the portal for the application, and hold its pictures.
    case fetch(slip: String, look: Int)
    /// Read the officer's card and its counter.
    case readCard(look: Int)
    /// Send the entered PIN to the card, once, and have it sign the certification.
    case sign(ExchangeDossier, look: Int)
    /// Reset the card, forget the PIN.
    case releaseCard
    /// Journal the decision, and send it.
    case send(ExchangeDossier, ExchangeDecision, look: Int)
    /// Journal it, and tell the portal.
    case handOver(ExchangeHandOver, look: Int)
    /// Forget pictures and certification.
    case forget
    /// Ask for the queue anew.
    case list
}

extension ExchangeReview {
    /// Answers `event`. Total: every stage answers every event.
    public mutating func apply(_ event: ExchangeReviewEvent) -> [ExchangeReviewEffect] {
        switch event {
        case .open(let slip):
            let effects = end(.opening)
            return effects + [.fetch(slip: slip, look: look)]
        case .handOver(let step):
            let effects = end(.handingOver)
            return effects + [.handOver(step, look: look)]
        case .close, .left: return end(.closed(nil))
        case .back: return back(nil)
        case .unusable(let code): return refuse(code)
        case .answer(look, let answer): return take(answer)
        case .answer: return []
        case .revealed, .notRevealed, .certify, .annul, .confirmLastTry, .pinEntered, .sendAgain: return decide(event)
        }
    }

    /// Whatever was under way is over: what is begun next has another number.
    private mutating func end(_ next: Stage) -> [ExchangeReviewEffect] {
        let left = stage
        stage = next
        look += 1
        return switch left {
        case .closed, .handingOver, .settled: []
        case .opening, .open, .sending, .unanswered: [.forget]
        case .reading, .lastTry, .pin, .signing: [.releaseCard, .forget]
        }
    }

    /// The card is let go, the application stays.
    private mutating func back(_ code: FailureCode?) -> [ExchangeReviewEffect] {
        switch stage {
        case .reading(let dossier), .lastTry(let dossier, _, _), .pin(let dossier, _, _), .signing(let dossier):
            stage = .open(dossier, code)
            look += 1
            return [.releaseCard]
        case .closed, .opening, .open, .sending, .unanswered, .handingOver, .settled: return []
        }
    }

    private mutating func refuse(_ code: FailureCode) -> [ExchangeReviewEffect] {
        if case .pin(let dossier, let tries, _) = stage {
            stage = .pin(dossier, tries, mistake: code)
            return []
        }
        return dossier == nil ? end(.closed(code)) : []
    }

    private mutating func decide(_ event: ExchangeReviewEvent) -> [ExchangeReviewEffect] {
        switch (stage, event) {
        case (.open(var dossier, let code), .revealed):
            dossier.isRevealed = true
            stage = .open(dossier, code)
            return []
        case (.open(let dossier, _), .notRevealed(let code)):
            stage = .open(dossier, code)
            return []
        case (.open(let dossier, _), .certify) where dossier.mayBeCertified:
            stage = .reading(dossier)
            return [.readCard(look: look)]
        case (.open(let dossier, _), .annul(let reason)) where dossier.isUndecided:
            return send(dossier, .annul(reason))
        case (.lastTry(let dossier, let tries, let mistake), .confirmLastTry):
            stage = .pin(dossier, tries, mistake: mistake)
            return []
        case (.pin(let dossier, _, _), .pinEntered):
            stage = .signing(dossier)
            return [.sign(dossier, look: look)]
        case (.unanswered(let dossier, let decision, _), .sendAgain): return send(dossier, decision)
        case (.closed, _), (.opening, _), (.open, _), (.reading, _), (.lastTry, _), (.pin, _), (.signing, _),
            (.sending, _), (.unanswered, _), (.handingOver, _), (.settled, _):
            return []
        }
    }

    private mutating func send(_ dossier: ExchangeDossier, _ decision: ExchangeDecision) -> [ExchangeReviewEffect] {
        stage = .sending(dossier, decision)
        return [.send(dossier, decision, look: look)]
    }

    private mutating func take(_ answer: ExchangeReviewAnswer) -> [ExchangeReviewEffect] {
        switch (stage, answer) {
        case (.opening, .opened(let dossier)):
            stage = .open(dossier, nil)
            return []
        case (.opening, .refused(let code)), (.handingOver, .refused(let code)):
            stage = .closed(code)
            return []
        case (.reading(let dossier), .counter(let tries)): return ask(dossier, tries, nil)
        case (.signing(let dossier), .wrongPIN(let tries)): return ask(dossier, tries, .pinWrong)
        case (.reading, .cardFailed(let code)), (.signing, .cardFailed(let code)): return back(code)
        case (.signing(let dossier), .signed): return send(dossier, .certify)
        case (.sending, .settled(let settlement)), (.handingOver, .settled(let settlement)):
            return end(.settled(settlement)) + [.list]
        // Another officer was first: what is on the page is not how it stands.
        case (.sending, .refused(.exchangeDecided)): return end(.closed(.exchangeDecided)) + [.list]
        case (.sending(let dossier, _), .refused(let code)):
            stage = .open(dossier, code)
            return []
        case (.sending(let dossier, let decision), .unanswered(let code)):
            stage = .unanswered(dossier, decision, code)
            return []
        case (.closed, _), (.opening, _), (.open, _), (.reading, _), (.lastTry, _), (.pin, _), (.signing, _),
            (.sending, _), (.unanswered, _), (.handingOver, _), (.settled, _):
            return []
        }
    }

    private mutating func ask(
        _ dossier: ExchangeDossier, _ tries: PINTries, _ mistake: FailureCode?
    ) -> [ExchangeReviewEffect] {
        stage =
            tries.needsYes
            ? .lastTry(dossier, tries, mistake: mistake) : .pin(dossier, tries, mistake: mistake)
        return []
    }
}
