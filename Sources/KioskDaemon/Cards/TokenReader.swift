import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTime
import SigningKeys

/// What is on a person's token, without its PIN (E10): awaited, read, and watched until it is pulled; and a new PIN of it.
///
/// Between two looks nothing is open: each has a process of the module of its own, so that there is no log-in that could stay.
actor TokenReader {
    /// What it takes from the rest of the daemon.
    struct Parts: Sendable {
        var tokens: TokenKeySource
        var ledger: CardLedger
        var clock: TrustedClock
        var zone: CentreZone
        var check: CertificateCheck
        /// Between two looks at what is plugged in.
        var pause = Duration.seconds(1)
    }

    /// A token that was read.
    struct Current: Sendable {
        var session: String
        var token: SeenToken
        var held: HeldToken
    }

    let parts: Parts
    /// Whose token was read, which one, and what it tells.
    var current: Current?
    /// The session that has come to its token, until it ends: what is typed in it is for the token.
    private(set) var serving: String?
    var typed = TypedPINs()
    /// Changes when work on the PIN begins: whoever watched the token until then watches no more, and is asked anew after it.
    var turn = 0
    /// Sessions that have ended, the newest last: what still waits for one of them ends, also when its turn comes only now.
    private var ended: [String] = []

    private static let remembered = 32

    init(_ parts: Parts) { self.parts = parts }

    /// What is plugged in, once that is something else than `before`; nil once the session has ended.
    func awaitToken(_ before: TokenSight?, _ session: String) async -> SessionEvent? {
        while goesOn(session) {
            let sight = await parts.tokens.look().sight
            guard goesOn(session) else { return nil }
            if sight != before { return .card(.token(sight)) }
            try? await Task.sleep(for: parts.pause)
        }
        return nil
    }

    /// The authority is asked before the token is looked for again: what was pulled meanwhile is not shown.
    func read(_ session: String) async -> SessionEvent {
        current = nil
        if goesOn(session) { serving = session }
        do {
            let (sight, seen) = await parts.tokens.look()
            guard let seen else { throw Failure(sight.code ?? .tokenMissing) }
            let held = try await held(by: seen)
            guard await parts.tokens.isThere(seen) else { throw Failure(.tokenMissing) }
            guard goesOn(session) else { throw Failure(.sessionExpired) }
            current = Current(session: session, token: seen, held: held)
            return .card(.tokenReport(held))
        } catch {
            return .card(.failed((error as? any CodedError)?.code ?? .internalError))
        }
    }

    /// Once the token that was read is there no more; nil once the session has ended.
    func watch(_ session: String) async -> SessionEvent? {
        guard let watched = current, watched.session == session else { return nil }
        let begun = turn
        while goesOn(session), begun == turn {
            guard await parts.tokens.isThere(watched.token) else {
                guard goesOn(session), begun == turn else { return nil }
                current = nil
                return .card(.token(.none))
            }
            try? await Task.sleep(for: parts.pause)
        }
        return nil
    }

    /// The person has gone.
    func forget(_ session: String) {
        ended = Array((ended + [session]).suffix(Self.remembered))
        if current?.session == session { current = nil }
        guard serving == session else { return }
        serving = nil
        forgetPIN()
    }

    private func goesOn(_ session: String) -> Bool { !ended.contains(session) && !Task.isCancelled }

    private func held(by seen: SeenToken) async throws -> HeldToken {
        let (now, zone) = (parts.clock.now(), parts.zone)
        let found = try await parts.tokens.certificates(on: seen)
            .map { (der: $0.der.bytes, held: $0.held(now: now, day: zone.day)) }
            // Of other uses, such as a server's.
            .filter { !$0.held.uses.isEmpty }
        let certificates = await parts.check.checked(found)
        let wrong = await parts.ledger.wrongTries(card: seen.report.reference.fingerprint)
        var held = HeldToken(
            medium: seen.medium, label: seen.name, certificates: certificates,
            pin: TokenPINStanding(seen.report.userPIN, wrongHere: wrong))
        held.takeMeans(seen.report)
        return held
    }
}

extension TokenPINStanding {
    /// What the flags tell; where they tell nothing, what was entered wrong at this machine. A token without any flag may be one
    /// that has none, so it is not said to have tries left.
    init(_ state: TokenPINState, wrongHere: Int) {
        self =
            switch state.condition {
            case .notInitialised: .missing
            case .locked: .blocked
            case .finalTry: .tries(.remaining(1))
            case .countLow where wrongHere > 0, .untouched where wrongHere > 0: .tries(.wrongHere(wrongHere))
            case .countLow: .tries(.several)
            case .untouched: .tries(.unknown)
            }
    }
}

extension TokenModuleTable {
    /// Whether the module of a token is installed, so that people's tokens can be read and written here.
    var hasTokens: Bool { rows.contains { $0.medium.isToken && (try? $0.installedPath()) != nil } }
}
