import KioskDevices
import KioskDomain
import KioskScreens
import PortalContract

/// Exchanges of identity cards at an officer's desk (I4–I6): carries out what ``ExchangeReview`` asks for. Pictures and the
/// certification are in this actor's memory while their application is on the page, and nowhere else; they go with the decision,
/// with the officer's card, and when nobody touches the page any more.
actor ExchangeDesk {
    private let sources: any ExchangeSources
    private let timeOuts: TimeOutPolicy
    private nonisolated let newest = Broadcast(ExchangeDeskView())
    private let lane = SerialLane()
    private var review = ExchangeReview()
    private var queue: ExchangeQueue?
    private var queueRefusal: FailureCode?
    private var listing = 0
    private var names: [ExchangePicture: String] = [:]
    private var pictures: [String: ShownPicture] = [:]
    private var certification: [UInt8]?
    private var entry: PadEntry?
    private var quiet: QuietTime
    private var watch: Task<Void, Never>?

    init(_ sources: any ExchangeSources, timeOuts: TimeOutPolicy) {
        self.sources = sources
        self.timeOuts = timeOuts
        quiet = QuietTime(timeOuts)
    }

    nonisolated var view: ExchangeDeskView { newest.value }
    nonisolated func views() -> AsyncStream<ExchangeDeskView> { newest.stream() }

    /// Follows the lock of the desk: who leaves takes everything along, an officer who comes is shown the queue.
    func run(_ seats: AsyncStream<OperatorSeatView>) async {
        var before: OperatorCard?
        for await seat in seats {
            let now = seat.session.operatorCard.flatMap { $0.duties.contains(.officer) ? $0 : nil }
            guard now != before else { continue }
            before = now
            leave()
            if now != nil { list(after: nil) }
        }
    }

    private func leave() {
        queue = nil
        queueRefusal = nil
        handle(.left)
    }

    /// - Throws: `operator.card-needed`, `operator.duty`.
    func act(_ action: ExchangeAction) throws(Failure) {
        let officer = try sources.officer()
        quiet = quiet.touched(timeOuts)
        switch action {
        case .list(let slip): list(after: slip)
        case .open(let typed): handle(TypedExchange.opened(typed))
        case .reveal: reveal(for: officer)
        case .certify: handle(.certify)
        case .annul(let reason): handle(.annul(reason))
        case .confirmLastTry: handle(.confirmLastTry)
        case .pin(let pad, let positions): try enter(pad, positions)
        case .back: handle(.back)
        case .sendAgain: handle(.sendAgain)
        case .arrived(let slip, let number, let expires): handle(TypedExchange.arrived(slip, number, expires))
        case .collected(let slip, let iin): handle(TypedExchange.collected(slip, iin))
        case .close: handle(.close)
        case .here: publish()
        }
    }

    /// Of the application that is open; nil for any other name, and once nobody is signed in.
    func picture(_ name: String) -> ShownPicture? {
        guard (try? sources.officer()) != nil else { return nil }
        return pictures[name]
    }

    private func enter(_ pad: String, _ positions: [Int]) throws(Failure) {
        guard let entry, entry.pad.id == pad else { throw Failure(.sessionExpired) }
        self.entry = nil
        do throws(Failure) {
            let secret = try entry.secret(positions: positions)
            guard (6...8).contains(secret.count) else { throw Failure(.pinLength) }
            sources.hold(secret)
            handle(.pinEntered)
        } catch {
            handle(.unusable(error.code))
        }
    }

    private func reveal(for officer: OperatorCard) {
        guard case .open(let dossier, _) = review.stage else { return }
        let look = review.look
        add {
            do throws(Failure) {
                try await self.sources.noteReveal(dossier, by: officer)
                await self.revealed(look)
            } catch {
                await self.notRevealed(look, error.code)
            }
        }
    }

    private func notRevealed(_ look: Int, _ code: FailureCode) {
        if look == review.look { handle(.notRevealed(code)) }
    }

    private func revealed(_ look: Int) {
        if look == review.look { handle(.revealed) }
    }

    private func list(after slip: String?) {
        add {
            let found: Result<ExchangeQueue, Failure>
            do throws(Failure) {
                found = .success(try await self.sources.queue(after: slip))
            } catch {
                found = .failure(error)
            }
            await self.listed(found)
        }
    }

    private func listed(_ found: Result<ExchangeQueue, Failure>) {
        // An answer that comes after the officer has gone is nobody's.
        guard (try? sources.officer()) != nil else { return }
        listing += 1
        switch found {
        case .success(let list): (queue, queueRefusal) = (list, nil)
        case .failure(let failure): queueRefusal = failure.code
        }
        publish()
    }

    // MARK: - Steps

    private func handle(_ event: ExchangeReviewEvent) {
        let effects = review.apply(event)
        if case .pin = review.stage { entry = entry ?? PadEntry() } else { entry = nil }
        for effect in effects { begin(effect) }
        watchQuietTime()
        publish()
    }

    private func begin(_ effect: ExchangeReviewEffect) {
        switch effect {
        case .fetch(let slip, let look): add { await self.fetch(slip, look) }
        case .readCard(let look): answer(look) { await $0.readCard(of: $1) }
        case .sign(let dossier, let look): add { await self.sign(dossier, look) }
        case .releaseCard: add { await self.sources.releaseCard() }
        case .send(let dossier, let decision, let look): send(dossier, decision, look)
        case .handOver(let step, let look): answer(look) { await $0.handOver(step, by: $1) }
        case .list: list(after: nil)
        case .forget: (names, pictures, certification) = ([:], [:], nil)
        }
    }

    /// One at a time; a lane that is full has an officer who presses faster than card and portal answer.
    private func add(_ work: @escaping SerialLane.Work) { _ = lane.add(work) }

    private func answer(
        _ look: Int,
        _ work: @escaping @Sendable (any ExchangeSources, OperatorCard) async -> ExchangeReviewAnswer
    ) {
        guard let officer = try? sources.officer() else { return }
        add { await self.deliver(look, await work(self.sources, officer)) }
    }

    private func deliver(_ look: Int, _ answer: ExchangeReviewAnswer) {
        handle(.answer(look: look, answer))
    }

    private func fetch(_ slip: String, _ look: Int) async {
        guard review.look == look else { return }
        do throws(Failure) {
            let fetched = try await sources.fetch(slip, for: try sources.officer())
            guard review.look == look else { return }
            for (kind, picture) in fetched.pictures {
                let name = Hex.encode((0..<16).map { _ in UInt8.random(in: .min ... .max) })
                (names[kind], pictures[name]) = (name, picture)
            }
            deliver(look, .opened(fetched.dossier))
        } catch {
            deliver(look, .refused(error.code))
        }
    }

    private func sign(_ dossier: ExchangeDossier, _ look: Int) async {
        guard review.look == look else { return await sources.releaseCard() }
        switch await sources.sign(dossier) {
        case .signed(let bytes):
            guard review.look == look else { return }
            certification = bytes
            deliver(look, .signed)
        case .refused(let answer): deliver(look, answer)
        }
    }

    private func send(_ dossier: ExchangeDossier, _ decision: ExchangeDecision, _ look: Int) {
        switch decision {
        case .annul(let reason): answer(look) { await $0.decide(dossier, .annulled(reason), by: $1) }
        case .certify:
            guard let certification else { return deliver(look, .refused(.internalError)) }
            answer(look) { await $0.decide(dossier, .certified(certification), by: $1) }
        }
    }

    private func publish() {
        var view = ExchangeDeskView()
        view.stage = review.stage
        view.look = review.look
        view.queue = queue
        view.queueRefusal = queueRefusal
        view.listing = listing
        view.pad = entry?.pad
        view.pictures = names
        view.asksForMoreTime = if case .warning = quiet.state, review.dossier != nil { true } else { false }
        guard view != newest.value else { return }
        newest.send(view)
    }

    // MARK: - Time

    /// Nobody's application stays on a page that nobody looks at (R2).
    private func watchQuietTime() {
        guard review.dossier != nil else {
            watch?.cancel()
            return watch = nil
        }
        guard watch == nil else { return }
        quiet = QuietTime(timeOuts)
        watch = Task { [weak self] in
            while let next = await self?.nextLook() { try? await Task.sleep(for: next) }
        }
    }

    private func nextLook() -> Duration? {
        guard !Task.isCancelled, review.dossier != nil else { return nil }
        switch quiet.state {
        case .expired:
            handle(.left)
            return nil
        case .active(let next), .warning(let next):
            publish()
            return next
        }
    }
}
