import CardReaderPCSC
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime
import Logging
import NCALayer
import SigningKeys

/// Pages on one side, the person on the other: asks on our screen what a page wants signed, carries out what
/// ``SigningSession`` says, answers the page. One question at a time; further ones wait their turn.
actor PageDesk {
    struct Parts: Sendable {
        var client: SigningClient
        var cards: CardKeySource
        var tokens: TokenKeySource?
        var readers: ReaderMonitor
        var settings: SigningSettings
        var journal: Journal
        var clock: TrustedClock
        var zone: CentreZone
        var isDemonstration: Bool
        /// For the amounts of the liability notice (F2).
        var rules: RuleBook
        /// Of the screens; a question has another quiet time (R2).
        var timeOuts: TimeOutPolicy
        var logger: Logger
        /// Told whenever a page asks or the person answers.
        var used: @Sendable () async -> Void = {}
    }

    let parts: Parts
    private let turns = Turnstile(capacity: 32)
    let seat = ScreenSeat()
    nonisolated let newest = Broadcast<ConsentView?>(nil)
    var question: PageQuestion?
    /// What was entered last, until it is used.
    var secret: SecretBytes?
    /// A new file's password, until it is entered a second time.
    var firstSecret: SecretBytes?
    /// Files that were chosen, by connection: only these may be read.
    var chosenFiles: [UInt64: Set<String>] = [:]
    var fileChoice: FileChoice?
    /// The language of questions that name none.
    var spoken = Language.russian
    /// How long the question has waited for the person.
    var quiet: QuestionTime
    var idle: Task<Void, Never>?
    /// Set from the moment the person is asked "More time?" (R2).
    var secondsLeft: Int?

    struct FileChoice {
        let id: String
        let request: ConsentRequest
        let files: [ConsentFile]
        let answer: CheckedContinuation<String?, Never>
    }

    /// Until the end of the question is asked about, and how long another page waits for its turn.
    static let patience = Duration.seconds(300)
    private static let endingShown = Duration.seconds(8)

    init(_ parts: Parts) {
        self.parts = parts
        quiet = Self.quietTime(parts.timeOuts)
    }

    /// Follows the readers, so that a card put in is read by itself and one drawn ends the work.
    func run() async {
        await withTaskGroup { group in
            group.addTask {
                for await snapshot in self.parts.readers.snapshots() { await self.readersChanged(snapshot) }
            }
            // Tokens and sticks do not tell: while nothing is there, they are looked for again.
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: .seconds(2))
                    await self.lookAgain()
                }
            }
        }
    }

    /// Asks the person and does the job.
    func carryOut(_ job: PageJob) async throws(HostRefusal) -> PageResult {
        await parts.used()
        guard await turns.enter(within: Self.patience) else { throw .failed(.doorBusy, "another page is served") }
        let id = ScreenToken.random().text
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { begin(id, job, $0) }
        } onCancel: {
            Task { await self.handle(.cancel, of: id) }
        }
        await turns.leave()
        return try result.get()
    }

    private func begin(
        _ id: String, _ job: PageJob, _ answer: CheckedContinuation<Result<PageResult, HostRefusal>, Never>
    ) {
        var question = PageQuestion(
            id: id, job: job, language: job.language ?? spoken,
            session: SigningSession(documents: max(1, job.request.documents.count), makesKeys: job.makesKeys))
        question.answer = answer
        self.question = question
        quiet = Self.quietTime(parts.timeOuts)
        touched()
        publish()
        perform(.find, of: id)
    }

    /// An event for a question that is no longer the one on the screen is dropped.
    func handle(_ event: SigningEvent, of id: String) {
        guard let before = question?.session, question?.id == id, let effects = question?.session.apply(event) else {
            return
        }
        if event == .confirmLastTry { question?.confirmedLastTry = true }
        if case .wrong = event { question?.confirmedLastTry = false }
        // A pad that a person is typing on stays as it is whatever else happens.
        if before != question?.session || event.isAnswerToEntry {
            renewPad()
            touched()
        }
        publish()
        for effect in effects { perform(effect, of: id) }
    }

    // MARK: - Effects

    private func perform(_ effect: SigningEffect, of id: String) {
        switch effect {
        case .find: Task { handle(await found(), of: id) }
        case .openKey(let name): Task { handle(await openKey(name), of: id) }
        case .openFile(let name): Task { handle(await openFile(name), of: id) }
        case .unlock: Task { handle(await unlock(onReader: false), of: id) }
        case .unlockOnReader: Task { handle(await unlock(onReader: true), of: id) }
        case .sign: question?.work = Task { await work(of: id) }
        case .end: end()
        case .answer(let kind): answer(kind, of: id)
        }
    }

    private func end() {
        secret = nil
        firstSecret = nil
        question?.pad = nil
        question?.work?.cancel()
        guard let question else { return }
        Task {
            await question.medium?.end()
            for session in question.opened.values { await session.end() }
        }
        self.question?.opened = [:]
        self.question?.medium = nil
        self.question?.prepared = nil
    }

    private func answer(_ kind: SigningAnswerKind, of id: String) {
        guard let answer = question?.answer else { return }
        question?.answer = nil
        switch (kind, question?.result) {
        case (.signed, let result?): answer.resume(returning: .success(result))
        case (.signed, nil): answer.resume(returning: .failure(.failed(.internalError, "")))
        case (.cancelled, _): answer.resume(returning: .failure(.cancelled))
        case (.failed(let code), _):
            answer.resume(returning: .failure(question?.refusal ?? .failed(code, "")))
        }
        Task {
            try? await Task.sleep(for: Self.endingShown)
            self.forget(id)
        }
    }

    /// The ending was read, or shown long enough.
    func forget(_ id: String) {
        guard question?.id == id, question?.session.isOver == true else { return }
        question = nil
        publish()
    }

    /// A guest has gone: what is asked is refused, what was read or chosen is forgotten, the screen is empty.
    func forgetGuest() {
        if let choice = fileChoice { dropFileChoice(choice.id) }
        if let question {
            handle(.cancel, of: question.id)
            forget(question.id)
        }
        chosenFiles = [:]
        spoken = .russian
        parts.cards.forget()
    }

    // MARK: - Media

    private func lookAgain() {
        guard let question, case .insertMedium = question.session.stage else { return }
        handle(.mediaChanged, of: question.id)
    }

    private func readersChanged(_ snapshot: ReaderSnapshot) {
        guard let question else { return }
        if let name = question.session.key, case .card(let reader, let insertions, _)? = question.keys[name]?.place,
            snapshot.readers.first(where: { $0.name == reader })?.insertions != insertions
        {
            return handle(.mediumGone, of: question.id)
        }
        handle(.mediaChanged, of: question.id)
    }

    /// Who asked, for what and how many: never a document, never a name (P4).
    func note(_ job: PageJob) async {
        let details = [
            "site": job.request.origin.description, "purpose": job.request.purpose.rawValue,
            "documents": String(job.request.documents.count),
        ]
        do {
            try await parts.journal.record("page.served", details: details, at: parts.clock.now())
        } catch {
            parts.logger.error("a page's request is not in the journal", metadata: ["code": "\(error.code.rawValue)"])
        }
    }
}

extension SigningEvent {
    /// What was entered is used up: the next entry gets a pad of its own.
    fileprivate var isAnswerToEntry: Bool { if case .notTried = self { true } else { false } }
}

extension SigningSession {
    /// The key that was chosen, while it is being used.
    var key: String? {
        switch stage {
        case .openingKey(let key), .pin(let key, _, _), .lastTry(let key, _, _, _), .pinOnReader(let key),
            .verifying(let key), .signing(let key, _):
            key
        case .reading, .insertMedium, .notice, .choosing, .password, .repeating, .openingFile, .done, .failed: nil
        }
    }
}
