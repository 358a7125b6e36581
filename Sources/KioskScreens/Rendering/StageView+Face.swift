import KioskDomain
import KioskTexts

extension StageView {
    static func face(_ state: EDSState, _ snapshot: KioskSnapshot) -> StageView {
        switch state {
        case .positioning(let applicant, let fault): positioning(applicant, fault, snapshot.challengeKind)
        case .noPortrait(let applicant): noPortrait(applicant, snapshot.session)
        case .opening: .wait(FaceTexts.opening, step: .face)
        case .capturing(_, let attempt): capturing(attempt, snapshot.challengeKind)
        case .cameraAway: away()
        case .failed(let applicant, let outcome): failed(applicant, outcome, snapshot.session)
        case .applying: .wait(FaceTexts.applying, lead: FaceTexts.matched, step: .face)
        default: .wait(FaceTexts.closing, step: .face)
        }
    }

    private static func positioning(
        _ applicant: Applicant, _ fault: FailureCode?, _ challenge: ChallengeKind
    ) -> StageView {
        if let fault {
            var view = StageView("picture", fault.text, lead: fault.remedy, step: .face)
            view.content["picture"] = "camera-off"
            view.content["code"] = fault.rawValue
            view.content["codeLabel"] = CommonTexts.failureCode
            view.cancel = Button(FaceTexts.sentOn, .cancel)
            return view
        }
        var view = StageView("camera", FaceTexts.positioning, lead: FaceTexts.free, step: .face)
        view.content["preview"] = FaceTexts.preview
        view.content["looking"] = FaceTexts.looking
        view.content["attempts"] = dots(applicant)
        view.content["attemptsLabel"] = FaceTexts.attemptsLeft.with(applicant.attemptsLeft)
        view.primary = Button(FaceTexts.start, .start)
        if challenge != .none {
            let isGentle = challenge == .gentle || applicant.cannotTurn
            view.content["about"] = isGentle ? FaceTexts.aboutGentle : FaceTexts.aboutTurns
            view.content["limits"] = isGentle ? FaceTexts.gentleLimits : FaceTexts.limits
        }
        if challenge == .turns {
            let other = Button(
                applicant.cannotTurn ? FaceTexts.canTurn : FaceTexts.cannotTurn, .cannotTurn(!applicant.cannotTurn))
            view.content["choice"] = choice(other)
        }
        return view
    }

    private static func capturing(_ attempt: OpenAttempt, _ challenge: ChallengeKind) -> StageView {
        var view = StageView(
            "camera", challenge == .none ? FaceTexts.capturing : FaceTexts.following,
            lead: FaceTexts.attempt.with(attempt.ordinal), step: .face)
        view.content["preview"] = FaceTexts.preview
        view.content["looking"] = FaceTexts.looking
        view.content["capturing"] = true
        if attempt.extensionsLeft > 0 {
            let more = Button(FaceTexts.moreTime, .moreTime)
            view.content["choice"] = choice(more)
        }
        return view
    }

    private static func noPortrait(_ applicant: Applicant, _ session: CitizenSession) -> StageView {
        var view = StageView(
            "picture", applicant.hasPortrait ? FaceTexts.poorPortrait : FaceTexts.noPortrait,
            lead: applicant.hasPortrait ? FaceTexts.poorPortraitAdvice : FaceTexts.noPortraitAdvice, step: .face)
        view.content["picture"] = "no-portrait"
        view.content["attempts"] = dots(applicant)
        view.content["attemptsLabel"] = FaceTexts.attemptsLeft.with(applicant.attemptsLeft)
        let record = Button(FaceTexts.recordAttempt, .start)
        guard session.offersDocument(to: applicant) else {
            view.primary = record
            return view
        }
        view.content["advice"] = DocumentTexts.offer
        view.content["choice"] = choice(record)
        view.primary = Button(DocumentTexts.use, .useDocument)
        return view
    }

    private static func away() -> StageView {
        var view = StageView("picture", FaceTexts.away, lead: FaceTexts.awayAdvice, step: .face)
        view.content["picture"] = "camera-off"
        view.isBusy = true
        return view
    }

    /// B4: why it failed, how many are left, what to do about it.
    private static func failed(
        _ applicant: Applicant, _ outcome: AttemptOutcome, _ session: CitizenSession
    ) -> StageView {
        var view = StageView("failed", FaceTexts.failed, step: .face)
        view.content["reason"] = outcome.text
        view.content["advice"] = outcome.advice ?? FaceTexts.tryAgainAdvice
        view.content["picture"] = outcome.picture
        view.content["attempts"] = dots(applicant)
        view.content["attemptsLabel"] = FaceTexts.attemptsLeft.with(applicant.attemptsLeft)
        // Only a better portrait could help; light and distance are not its business.
        if outcome == .noMatch || outcome == .noReferencePhoto, session.offersDocument(to: applicant) {
            view.content["choice"] = choice(Button(DocumentTexts.use, .useDocument))
        }
        view.primary = Button(CommonTexts.tryAgain, .tryAgain)
        return view
    }

    /// One for each attempt that the rule book gives (B1); those that are used up are filled.
    private static func dots(_ applicant: Applicant) -> [[String: Bool]] {
        let (limit, left) = (max(0, applicant.attemptLimit), applicant.attemptsLeft)
        return (0..<limit).map { ["used": $0 < limit - left] }
    }
}

extension AttemptOutcome {
    /// The picture of what would help, by the names of the guidance.
    var picture: String {
        switch self {
        case .noMatch, .livenessFailed: "turned"
        case .poorLighting: "too-dark"
        case .blurred, .tookTooLong: "hold-still"
        case .noFace: "no-face"
        case .severalFaces: "several-faces"
        case .noReferencePhoto: "no-portrait"
        case .technicalError, .cancelled, .matched: "warning"
        }
    }
}
