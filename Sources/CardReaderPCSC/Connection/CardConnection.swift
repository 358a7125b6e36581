public import KioskDevices
public import SmartCard

/// One citizen's session with one card: one PC/SC transaction from ``open(within:)`` to ``close()``, across any number
/// of waits for a person or the portal in between, ended by a reset of the card.
///
/// Everything blocking runs on the connection's own thread and within a limit. When a limit passes the connection is
/// given up: the caller gets ``CardError/timedOut(_:)`` at once, no further command reaches the card, and a new
/// connection is made for the next try.
public actor CardConnection {
    /// The reader, as PC/SC names it.
    public nonisolated let reader: String
    private let executor: BlockingExecutor
    private nonisolated let giveUp = GiveUp()
    private nonisolated let trace: APDUTrace?
    private nonisolated let table: ATRTable
    private(set) var held: HeldCard?
    private var application: CardApplication?

    /// A connection that is not open yet.
    ///
    /// - Parameter table: which card is driven how.
    public init(reader: String, table: ATRTable = .builtIn, trace: APDUTrace? = nil) {
        self.reader = reader
        self.table = table
        self.trace = trace
        executor = BlockingExecutor(name: "card")
    }

    /// The connection's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Connects, begins the transaction and selects the application that the card is driven by.
    ///
    /// - Parameter known: what an earlier session read from the same insertion; then nothing is read again.
    /// - Throws: ``CardError/unknownCard`` when nothing answers that the kiosk can drive, ``CardError/absent``,
    ///   ``CardError/busy`` and the like.
    public nonisolated func open(
        known: CardContents? = nil, within limit: Duration = .seconds(10)
    ) async throws(CardError) {
        try await bounded(limit) { (connection) throws(CardError) in try connection.openNow(known) }
    }

    /// Runs steps with a PIV card, without a break between them.
    ///
    /// - Parameter limit: for all the steps together; making an RSA key may take a card 30 seconds.
    /// - Throws: ``CardError/unknownCard`` for a card of another kind.
    public nonisolated func perform<Value: Sendable>(
        within limit: Duration = .seconds(60),
        _ steps: @escaping @Sendable (PIVCard) throws(CardError) -> Value
    ) async throws(CardError) -> Value {
        try await bounded(limit) { (connection) throws(CardError) in try steps(connection.openPIV()) }
    }

    /// Runs steps with the card's application, whichever kind it is.
    public nonisolated func withApplication<Value: Sendable>(
        within limit: Duration = .seconds(60),
        _ steps: @escaping @Sendable (CardApplication) throws(CardError) -> Value
    ) async throws(CardError) -> Value {
        try await bounded(limit) { (connection) throws(CardError) in try steps(connection.openCard()) }
    }

    /// VERIFY with what was typed, once, as the key's PIN is described. The status was read before (RULES E9).
    public nonisolated func verify(
        _ typed: consuming SecretBytes, for key: CardKey?, within limit: Duration = .seconds(10)
    ) async throws(CardError) -> PINResult {
        let secret = OneTime(typed)
        defer { _ = secret.take() }
        return try await bounded(limit) { (connection) throws(CardError) in
            guard let typed = secret.take() else { throw .closed }
            return try connection.openCard().verify(typed, for: key)
        }
    }

    /// VERIFY, once, never repeated by itself. ``PIVCard/counter(of:)`` comes first (RULES E9).
    public nonisolated func verify(
        _ pin: consuming PIN, within limit: Duration = .seconds(10)
    ) async throws(CardError) -> PINResult {
        let secret = OneTime(pin)
        // Whatever happens to the connection's thread, the PIN does not outlive this call.
        defer { _ = secret.take() }
        return try await bounded(limit) { (connection) throws(CardError) in
            guard let pin = secret.take() else { throw .closed }
            return try connection.openPIV().verify(pin)
        }
    }

    /// CHANGE REFERENCE DATA; the result speaks of the old PIN.
    ///
    /// - Throws: ``CardError/pinLength`` before the card sees anything.
    public nonisolated func changePIN(
        from old: consuming SecretBytes, to new: consuming SecretBytes, within limit: Duration = .seconds(10)
    ) async throws(CardError) -> PINResult {
        try await withTwo(old, new, limit) { (card, old, new) throws(CardError) in
            try card.changePIN(from: old, to: new)
        }
    }

    /// RESET RETRY COUNTER; the result speaks of the PUK.
    ///
    /// - Throws: ``CardError/pinLength`` before the card sees anything.
    public nonisolated func unblock(
        puk: consuming SecretBytes, newPIN: consuming SecretBytes, within limit: Duration = .seconds(10)
    ) async throws(CardError) -> PINResult {
        try await withTwo(puk, newPIN, limit) { (card, puk, new) throws(CardError) in
            try card.unblock(puk: puk, newPIN: new)
        }
    }

    /// Runs steps with the card itself, whatever it is, in a transaction of their own that a reset ends: for the chips of
    /// identity documents, which have no application to sign with. The connection need not be opened for it.
    ///
    /// - Parameter steps: get the card's channel and what its answer to reset promises of long APDUs.
    /// - Throws: ``CardError/busy`` while the connection is open for signing.
    public nonisolated func withChip<Value: Sendable>(
        within limit: Duration = .seconds(60),
        _ steps: @escaping @Sendable (any CardChannel, APDULimits) throws(CardError) -> Value
    ) async throws(CardError) -> Value {
        try await bounded(limit) { (connection) throws(CardError) in try connection.withChipNow(steps) }
    }

    /// Ends the session: the card is reset and released. Never fails; a card that hangs is left to its thread.
    public nonisolated func close(within limit: Duration = .seconds(5)) async {
        do throws(CardError) {
            try await bounded(limit) { (connection) throws(CardError) in connection.closeNow() }
        } catch {
            giveUp.set()
        }
    }

    private nonisolated func withTwo(
        _ first: consuming SecretBytes, _ second: consuming SecretBytes, _ limit: Duration,
        _ step:
            @escaping @Sendable (CardApplication, consuming SecretBytes, consuming SecretBytes) throws(CardError) ->
            PINResult
    ) async throws(CardError) -> PINResult {
        let secrets = (OneTime(first), OneTime(second))
        defer {
            _ = secrets.0.take()
            _ = secrets.1.take()
        }
        return try await bounded(limit) { (connection) throws(CardError) in
            guard let first = secrets.0.take(), let second = secrets.1.take() else { throw .closed }
            return try step(connection.openCard(), first, second)
        }
    }

    private func withChipNow<Value>(
        _ steps: (any CardChannel, APDULimits) throws(CardError) -> Value
    ) throws(CardError) -> Value {
        guard held == nil else { throw .busy }
        let card = try HeldCard(reader: reader, giveUp: giveUp)
        defer { card.end() }
        return try steps(traced(card), APDULimits(AnswerToReset(card.atr)))
    }

    private func traced(_ card: HeldCard) -> any CardChannel {
        if let trace { TracedChannel(card, trace: trace) } else { card }
    }

    private func openNow(_ known: CardContents?) throws(CardError) {
        guard held == nil else { return }
        let held = try HeldCard(reader: reader, giveUp: giveUp)
        do throws(CardError) {
            application = try CardApplication.identify(on: traced(held), atr: held.atr, table: table, known: known)
            self.held = held
        } catch {
            held.end()
            throw error
        }
    }

    func openCard() throws(CardError) -> CardApplication {
        guard let application else { throw .closed }
        return application
    }

    private func openPIV() throws(CardError) -> PIVCard {
        guard case .piv(let card) = try openCard().driver else { throw .unknownCard }
        return card
    }

    private func closeNow() {
        application = nil
        held?.end()
        held = nil
    }

    /// Runs `work` on this actor's thread and answers after `limit` at the latest, even when the thread hangs.
    nonisolated func bounded<Value: Sendable>(
        _ limit: Duration, _ work: @escaping @Sendable (isolated CardConnection) throws(CardError) -> Value
    ) async throws(CardError) -> Value {
        guard !giveUp.isSet else { throw .closed }
        let answer = OneAnswer<Result<Value, CardError>>()
        Task {
            answer.give(await self.run(work))
            // Given up while it waited or worked: the card is released as soon as the thread is free.
            if giveUp.isSet { await self.closeNow() }
        }
        let timer = Task {
            try await Task.sleep(for: limit)
            // Not when the work was done at the same instant: its caller goes on with the card.
            answer.give(.failure(.timedOut(limit))) { giveUp.set() }
        }
        defer { timer.cancel() }
        return try await answer.value().get()
    }

    private func run<Value>(
        _ work: (isolated CardConnection) throws(CardError) -> Value
    ) -> Result<Value, CardError> {
        guard !giveUp.isSet else { return .failure(.closed) }
        do throws(CardError) {
            return .success(try work(self))
        } catch {
            return .failure(error)
        }
    }
}
