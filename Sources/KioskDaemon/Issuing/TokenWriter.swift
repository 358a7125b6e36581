import HelperProtocol
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import PortalClient
import SigningKeys
import SmartCard

/// Writes an EDS to a vendor's token: keys made there (E2), certificates from the portal.
///
/// Nothing is made or written twice: the requests are in the journal before the portal sees them, and after a crash, a pulled
/// token or a cut line the keys on the token are found again by them.
actor TokenWriter: MediumWriter {
    /// What it takes from the rest of the daemon.
    struct Parts: Sendable {
        var tokens: TokenKeySource
        var journal: Journal
        var portal: PortalClient
        var clock: TrustedClock
        var zone: CentreZone
        var algorithm: TokenKeyAlgorithm
        /// Between two looks at what is plugged in.
        var pause = Duration.seconds(1)
    }

    let parts: Parts
    let order: CertificateOrder
    /// The token from ``read(_:)`` on; its log-in ends with it.
    private(set) var open: TokenPlaceSession?
    private var tries = PINTries.unknown
    private var typed = TypedPINs()
    private(set) var pinIsFactory = false
    /// Changes whenever nobody waits any more.
    private var wait = 0

    init(_ parts: Parts) {
        self.parts = parts
        order = CertificateOrder(journal: parts.journal, portal: parts.portal, clock: parts.clock)
    }

    var isOpen: Bool { open != nil }

    /// What is plugged in of this kind, once that is something else than `before`; nil when nobody waits for it any more.
    func awaitToken(_ medium: Medium, _ before: TokenSight?) async -> SessionEvent? {
        wait += 1
        let started = wait
        await close()
        while started == wait, !Task.isCancelled {
            let sight = await parts.tokens.look(for: medium, making: parts.algorithm).sight
            guard started == wait else { return nil }
            if sight != before { return .card(.token(sight)) }
            try? await Task.sleep(for: parts.pause)
        }
        return nil
    }

    /// Opens the token; what it tells of its tries comes before any PIN (E9).
    func read(_ application: Application) async -> SessionEvent {
        wait += 1
        await close()
        do {
            let (sight, place) = await parts.tokens.look(for: application.medium, making: parts.algorithm)
            guard let place else { throw Failure(sight.code ?? .tokenRemoved) }
            let session = try await parts.tokens.open(place)
            open = session
            tries = await known(session.lock.tries, session)
            try await mustSuit(application, session)
            return .card(.read(tries))
        } catch {
            let code = Self.code(error)
            return code == .pinBlocked ? .card(.pinBlocked) : .card(.failed(code))
        }
    }

    /// A maker's PIN is not taken as a new one (E8).
    func hold(_ secret: consuming SecretBytes, for use: PINUse) -> FailureCode? { typed.hold(secret, for: use) }

    /// The person said yes to the last try before it was sent (E9): only what the token told is confirmed.
    func verify() async -> SessionEvent {
        guard let open, let secret = typed.first.take() else { return .card(.failed(.tokenRemoved)) }
        pinIsFactory = PIN.isFactory(secret)
        do {
            let result = try await open.unlock(secret, confirmedLastTry: tries == .remaining(1))
            return await event(result, of: open, accepted: .pinAccepted)
        } catch {
            return .card(.failed(Self.code(error)))
        }
    }

    /// The holder sets a new PIN (E2a); two different entries never reach the token.
    func renewPIN() async -> SessionEvent {
        guard let open, let old = typed.first.take(), let new = typed.new.take(), let again = typed.again.take() else {
            return .card(.failed(.tokenRemoved))
        }
        guard new.isEqual(to: again) else {
            typed.first = consume old
            return .card(.newPINsDiffer)
        }
        do {
            return await event(try await open.changePIN(from: old, to: new), of: open, accepted: .pinChanged)
        } catch {
            return .card(.failed(Self.code(error)))
        }
    }

    private func event(
        _ result: UnlockResult, of session: TokenPlaceSession, accepted: CardEvent
    ) async -> SessionEvent {
        switch result {
        case .accepted: return .card(accepted)
        case .wrong(.remaining(0)), .blocked: return .card(.pinBlocked)
        case .wrong(let left):
            tries = await known(left, session)
            return .card(.pinWrong(tries))
        // It was not tried: the token says now that it would be the last time.
        case .notTried(.pinBlocked):
            tries = .remaining(1)
            return .card(.read(tries))
        case .notTried(let code): return .card(.failed(code))
        }
    }

    /// What the token tells; else what was entered wrong here, even if it was drawn since.
    private func known(_ told: PINTries, _ session: TokenPlaceSession) async -> PINTries {
        if case .remaining = told { return told }
        let wrong = await CardLedger(journal: parts.journal, clock: parts.clock)
            .wrongTries(card: session.place.token.fingerprint)
        return wrong > 0 ? .wrongHere(wrong) : told
    }

    /// Forgets what was typed and not sent.
    func forgetPIN() { typed = TypedPINs() }

    /// The log-in and everything typed.
    func forget() async {
        wait += 1
        await close()
    }

    private func close() async {
        forgetPIN()
        pinIsFactory = false
        tries = .unknown
        let session = open
        open = nil
        await session?.end()
    }

    /// A token that is not there any more was pulled.
    static func code(_ error: any Error) -> FailureCode {
        switch (error as? any CodedError)?.code {
        case .tokenMissing: .tokenRemoved
        case .cardSwapped: .tokenOther
        case let code: code ?? .internalError
        }
    }
}
