import KioskDevices
import KioskDomain
import KioskScreens

/// Digital documents at the operator's desk (D1–D4): carries out what ``DocumentViewing`` asks for. What a document says is
/// in this actor's memory while it is shown, and nowhere else; it goes with the operator's card, at the end of the access by
/// the portal's clock, and when nobody touches the page any more.
actor DocumentDesk {
    /// What the desk takes from the rest of the daemon.
    struct Duties: Sendable {
        /// Who is signed in; `operator.card-needed` while nobody is.
        var operatorName: @Sendable () throws(Failure) -> String
        /// Texts of the QR codes before the document camera.
        var readCodes: @Sendable () async throws(Failure) -> [String]
        var stopReading: @Sendable () async -> Void
        /// Asks the portal and verifies the issuing body's signature; answers how long the document may be shown.
        var ask: @Sendable (_ code: String, _ operatorName: String) async throws(Failure) -> (DeskDocument, Duration)
        /// Lets a case refer to the document.
        var attach: @Sendable (DeskDocument, _ number: String, _ operatorName: String) async throws(Failure) -> Void
        /// What was looked at with this desk, newest first.
        var history: @Sendable (_ before: Int64?) async throws(Failure) -> [DocumentHistoryLine]
    }

    private let duties: Duties
    private let timeOuts: TimeOutPolicy
    private nonisolated let newest: Broadcast<DocumentDeskView>
    private let lane = SerialLane()
    private var viewing = DocumentViewing()
    private var quiet: QuietTime
    private var endsAt: ContinuousClock.Instant?
    private var watch: Task<Void, Never>?
    private var history: DocumentHistoryView?
    /// Counts the wishes for the history; an answer to an earlier one is dropped.
    private var wishes = 0

    /// - Parameter hasCamera: a document camera is configured.
    init(_ duties: Duties, timeOuts: TimeOutPolicy, hasCamera: Bool) {
        self.duties = duties
        self.timeOuts = timeOuts
        quiet = QuietTime(timeOuts)
        newest = Broadcast(DocumentDeskView(hasCamera: hasCamera))
    }

    nonisolated var view: DocumentDeskView { newest.value }
    nonisolated func views() -> AsyncStream<DocumentDeskView> { newest.stream() }

    /// Follows the lock of the desk: who leaves takes the view along.
    func run(_ seats: AsyncStream<OperatorSeatView>) async {
        var before: OperatorCard?
        for await seat in seats {
            let now = seat.session.operatorCard
            if now == nil || now != before { handle(.left) }
            before = now
        }
    }

    /// - Throws: `operator.card-needed`.
    func act(_ action: DocumentAction) throws(Failure) {
        _ = try duties.operatorName()
        quiet = quiet.touched(timeOuts)
        switch action {
        case .scan: handle(.scan)
        case .code(let typed): handle(.typed(typed))
        case .use(let number): handle(.use(number))
        case .close: handle(.close)
        case .history(let position): showHistory(before: position)
        case .withoutHistory: showNoHistory()
        case .here: publish()
        }
    }

    private func handle(_ event: DocumentEvent) {
        // It would no longer be the newest.
        if event.changesHistory { forgetHistory() }
        let effects = viewing.apply(event)
        for effect in effects { begin(effect) }
        publish()
    }

    private func publish() {
        var view = newest.value
        view.stage = viewing.stage
        view.look = viewing.look
        view.endsAt = endsAt
        view.history = history
        view.asksForMoreTime = if case .warning = quiet.state, endsAt != nil { true } else { false }
        guard view != newest.value else { return }
        newest.send(view)
    }

    private func begin(_ effect: DocumentEffect) {
        switch effect {
        case .readCode(let look): add { await self.readCode(look) }
        case .stopReading: Task { [duties] in await duties.stopReading() }
        case .ask(let code, let look): add { await self.ask(code, look) }
        case .attach(let document, let number, let look): add { await self.attach(document, number, look) }
        case .countDown(let life, let look): countDown(life, look)
        case .forget:
            watch?.cancel()
            watch = nil
            endsAt = nil
        }
    }

    /// One at a time; a lane that is full has an operator who presses faster than the portal answers.
    private func add(_ work: @escaping SerialLane.Work) { _ = lane.add(work) }

    private func readCode(_ look: Int) async {
        guard viewing.look == look, viewing.stage == .scanning else { return }
        do throws(Failure) {
            let codes = try await duties.readCodes()
            guard let code = codes.first(where: DeskCode.isOurs) ?? codes.first else {
                throw Failure(.digitalCodeUnseen)
            }
            handle(.answer(look: look, .read(code)))
        } catch {
            handle(.answer(look: look, .refused(error.code)))
        }
    }

    private func ask(_ code: String, _ look: Int) async {
        guard viewing.look == look else { return }
        do throws(Failure) {
            // Another system's code may hold anything: it goes no further than this.
            guard DeskCode.isWellFormed(code) else { throw Failure(.digitalCodeForeign) }
            let (document, life) = try await duties.ask(code, try duties.operatorName())
            handle(.answer(look: look, .verified(document, life: life)))
        } catch {
            handle(.answer(look: look, .refused(error.code)))
        }
    }

    private func attach(_ document: DeskDocument, _ number: String, _ look: Int) async {
        guard viewing.look == look else { return }
        do throws(Failure) {
            let number = number.uppercased().filter { !$0.isWhitespace }
            let isPlain = number.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            guard isPlain, (1...32).contains(number.utf8.count) else { throw Failure(.digitalCaseUnknown) }
            try await duties.attach(document, number, try duties.operatorName())
            handle(.answer(look: look, .attached(number)))
        } catch {
            handle(.answer(look: look, .notAttached(error.code)))
        }
    }

    private func showHistory(before position: Int64?) {
        forgetHistory()
        let wish = wishes
        if lane.add({ await self.fetchHistory(before: position, wish) }) { history = .asking }
        publish()
    }

    private func fetchHistory(before position: Int64?, _ wish: Int) async {
        guard wishes == wish else { return }
        let answer: DocumentHistoryView
        do throws(Failure) {
            let lines = try await duties.history(position)
            let most = DocumentHistoryView.length
            answer = .shown(Array(lines.prefix(most)), hasEarlier: lines.count > most)
        } catch {
            answer = .refused(error.code)
        }
        guard wishes == wish else { return }
        history = answer
        publish()
    }

    private func showNoHistory() {
        forgetHistory()
        publish()
    }

    private func forgetHistory() {
        history = nil
        wishes += 1
    }

    private func countDown(_ life: Duration, _ look: Int) {
        endsAt = .now + life
        quiet = QuietTime(timeOuts)
        watch?.cancel()
        watch = Task { [weak self] in
            while let next = await self?.nextLook(look) { try? await Task.sleep(for: next) }
        }
    }

    /// How long until the view is looked at again; nil once it is over.
    private func nextLook(_ look: Int) -> Duration? {
        guard !Task.isCancelled, viewing.look == look, let endsAt else { return nil }
        let left = endsAt - .now
        guard left > .zero else {
            handle(.answer(look: look, .over))
            return nil
        }
        switch quiet.state {
        case .expired:
            handle(.left)
            return nil
        case .active(let next), .warning(let next):
            publish()
            return min(left, next)
        }
    }
}

extension DocumentEvent {
    /// Whatever an operator does but look at the history.
    fileprivate var changesHistory: Bool {
        switch self {
        case .scan, .typed, .use, .close, .left: true
        case .answer: false
        }
    }
}
