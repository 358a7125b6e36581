import KioskDevices
import KioskDomain
import KioskScreens

/// The citizen's card at the operator's desk (E3a, E8–E10): begins the person's session on the person's own side, follows it, and
/// ends it when the operator's card goes (R4). PINs, notices and the last yes stay between the person and their screen.
actor CardDesk {
    /// What the desk takes from the rest of the daemon.
    struct Duties: Sendable {
        /// Who is signed in; `operator.card-needed` while nobody is.
        var operatorName: @Sendable () throws(Failure) -> String
        /// An application by its number, as typed; journalled.
        var application: @Sendable (_ number: String) async throws(Failure) -> ApplicationStanding
        /// Why its keys cannot be written here today.
        var refusal: @Sendable (ApplicationStanding) async -> FailureCode?
        /// Whom the card that was read names.
        var holder: @Sendable () async -> CardHolder?
        /// Into the journal, with the operator's name (R4, P4).
        var note: @Sendable (_ deed: String, _ about: IIN?, [String: String]) async throws(Failure) -> Void
    }

    private let runner: SessionRunner
    private let duties: Duties
    private nonisolated let newest = Broadcast(CardDeskView())
    /// Who began what the person's side shows; nil while nothing was begun here.
    private var operatorName: String?
    private var view = CardDeskView()
    /// To whom the refusal on the page was said; nobody else reads it.
    private var refused: String?
    private var issuing: (iin: IIN, number: String)?
    private var isLeaving = false
    /// How it ended is in the journal.
    private var isConcluded = false
    private var knowsHolder = false

    init(_ runner: SessionRunner, _ duties: Duties) {
        self.runner = runner
        self.duties = duties
    }

    nonisolated func views() -> AsyncStream<CardDeskView> { newest.stream() }
    nonisolated var current: CardDeskView { newest.value }

    /// Follows the lock of the desk and the person's side.
    func run(_ seats: AsyncStream<OperatorSeatView>) async {
        await withTaskGroup { group in
            group.addTask { for await _ in seats { await self.looked() } }
            group.addTask { [runner] in
                for await _ in runner.snapshots() { await self.saw() }
            }
        }
    }

    /// - Throws: `operator.card-needed`, `operator.duty`.
    func act(_ action: CardDeskAction) async throws(Failure) {
        let name = try duties.operatorName()
        switch action {
        case .read(let language): await begin(for: name) { await self.read(name, language) }
        case .issue(let typed, let language): await begin(for: name) { await self.issue(typed, name, language) }
        case .changePIN: await person(.changePIN)
        case .unblockPIN: await person(.unblockPIN)
        case .tryAgain: await person(.tryAgain)
        case .moreTime: if view.shown != nil { await runner.moreTime() }
        case .reveal: await reveal(name)
        case .end: await end()
        }
    }

    // MARK: - Begin

    /// One wish at a time: whoever presses twice has the answer to the first.
    private func begin(for name: String, _ work: () async -> FailureCode?) async {
        guard !view.isAsking else { return }
        view.refusal = nil
        view.isAsking = true
        publish()
        let refusal = await work()
        view.isAsking = false
        refuse(refusal, to: name)
    }

    private func refuse(_ code: FailureCode?, to name: String) {
        refused = name
        // Who asked may have gone meanwhile, and another one may sit here.
        view.refusal = (try? duties.operatorName()) == name ? code : nil
        publish()
    }

    private func read(_ name: String, _ language: Language) async -> FailureCode? {
        await begin(.card, name, language) { () async throws(Failure) in
            try await self.duties.note("operator.card-opened", nil, ["operator": name])
        }
    }

    private func issue(_ typed: String, _ name: String, _ language: Language) async -> FailureCode? {
        let standing: ApplicationStanding
        do throws(Failure) {
            standing = try await duties.application(typed)
        } catch {
            return error.code
        }
        if let code = await duties.refusal(standing) { return code }
        let refusal = await begin(.issue(standing), name, language) { () async throws(Failure) in
            try await self.duties.note(
                "operator.eds-begun", standing.iin, ["operator": name, "application": standing.number])
        }
        if refusal == nil {
            issuing = (standing.iin, standing.number)
            view.applicant = standing.iin
        }
        return refusal
    }

    /// Journalled before anything is read or written. The operator may have gone while the portal was asked.
    private func begin(
        _ service: DeskService, _ name: String, _ language: Language, noting: () async throws(Failure) -> Void
    ) async -> FailureCode? {
        guard await runner.isFree else { return .operatorPersonBusy }
        do throws(Failure) {
            try await noting()
            guard try duties.operatorName() == name else { return .operatorCardNeeded }
        } catch {
            return error.code
        }
        guard await runner.begin(service, in: language) else { return .operatorPersonBusy }
        (operatorName, isLeaving, isConcluded, issuing) = (name, false, false, nil)
        await saw()
        await looked()
        return nil
    }

    // MARK: - Go on

    private func person(_ action: PersonAction) async {
        guard view.shown != nil else { return }
        view.refusal = nil
        await runner.person(action)
    }

    private func end() async {
        guard let stage = view.shown?.session.stage else { return }
        switch stage {
        case .ending, .cardCare(_, .shown): await person(.done)
        default: await person(.cancel)
        }
    }

    private func reveal(_ name: String) async {
        guard let holder = view.holder else { return }
        do throws(Failure) {
            try await duties.note("operator.iin-revealed", holder.iin, ["operator": name])
            guard view.holder == holder else { return }
            view.isRevealed = true
            publish()
        } catch {
            refuse(error.code, to: name)
        }
    }

    // MARK: - Follow

    private func looked() async {
        let name = try? duties.operatorName()
        if view.refusal != nil, name != refused {
            view.refusal = nil
            publish()
        }
        guard let operatorName, name != operatorName else { return }
        isLeaving = true
        forget()
        publish()
        await runner.endService()
    }

    /// Of now, not of the news: what was shown before a session was begun here is no end of it.
    private func saw() async {
        let snapshot = runner.snapshot
        guard let operatorName, snapshot.session.isServed else {
            if self.operatorName != nil { over() }
            return
        }
        // The card answers first, then the session ends by itself; how, stands in the journal all the same.
        guard !isLeaving else {
            if case .ending(_, let ending, _) = snapshot.session.stage { await conclude(ending, operatorName) }
            return await runner.endService()
        }
        let before = view.shown?.session.stage
        var shown = snapshot
        (shown.pad, shown.keyboard, shown.qr, shown.secondsLeft) = (nil, nil, nil, nil)
        (shown.devices, shown.closings, shown.cardHolder) = ([], [:], nil)
        view.shown = shown
        view.asksForMoreTime = snapshot.secondsLeft != nil
        publish()
        guard before != shown.session.stage else { return }
        switch shown.session.stage {
        case .cardCare(_, .insertCard), .cardCare(_, .reading): forgetHolder()
        case .cardCare(_, .shown): await nameHolder(operatorName)
        case .ending(_, let ending, _): await conclude(ending, operatorName)
        default: break
        }
    }

    /// P4: whose card it is stands on the page once the journal has it.
    private func nameHolder(_ name: String) async {
        guard !knowsHolder else { return }
        knowsHolder = true
        guard let holder = await duties.holder() else { return }
        do throws(Failure) {
            try await duties.note("operator.card-read", holder.iin, ["operator": name])
            guard knowsHolder, !isLeaving, view.shown != nil else { return }
            view.holder = holder
            publish()
        } catch {
            refuse(error.code, to: name)
        }
    }

    private func conclude(_ ending: Ending, _ name: String) async {
        guard !isConcluded else { return }
        isConcluded = true
        let deed: (String, String)? =
            switch ending {
            case .issued, .savedOnStick: ("operator.eds-issued", "")
            case .interrupted(_, _, let code): ("operator.eds-interrupted", code.rawValue)
            case .applicationLeft(_, let code): ("operator.eds-not-issued", code.rawValue)
            case .pinRenewed(let work): ("operator.pin-renewed", work.rawValue)
            case .refused(let code): ("operator.card-refused", code.rawValue)
            default: nil
            }
        guard let (word, why) = deed else { return }
        var details = ["operator": name]
        if let issuing { details["application"] = issuing.number }
        if !why.isEmpty { details["how"] = why }
        // It has happened; a journal that takes nothing is told elsewhere.
        try? await duties.note(word, issuing?.iin ?? view.holder?.iin, details)
    }

    private func over() {
        (operatorName, issuing, isLeaving) = (nil, nil, false)
        forget()
        publish()
    }

    private func forget() {
        view.shown = nil
        view.applicant = nil
        view.refusal = nil
        view.asksForMoreTime = false
        forgetHolder()
    }

    private func forgetHolder() {
        knowsHolder = false
        view.holder = nil
        view.isRevealed = false
    }

    private func publish() {
        var next = view
        next.look = newest.value.look
        guard next != newest.value else { return }
        next.look += 1
        view.look = next.look
        newest.send(next)
    }
}
