import HelperProtocol
import KioskDevices
import KioskDomain
import SigningKeys

/// A new PIN of the token that was read (E2a, E8, E9). The token is opened for each change and closed with it.
extension TokenReader {
    /// What is typed now is for the token.
    var isServing: Bool { serving != nil }

    /// A maker's PIN is not taken as a new one (E8).
    func hold(_ secret: consuming SecretBytes, for use: PINUse) -> FailureCode? { typed.hold(secret, for: use) }

    /// Forgets what was typed and not sent.
    func forgetPIN() { typed = TypedPINs() }

    /// The holder sets a new PIN, with the old one or with the PUK; two different entries never reach the token.
    func renewPIN(_ work: PINWork) async -> SessionEvent {
        turn += 1
        guard let current, let proof = typed.first.take(), let new = typed.new.take(), let again = typed.again.take()
        else {
            return failed(.tokenMissing)
        }
        guard new.isEqual(to: again) else {
            typed.first = consume proof
            return .card(.newPINsDiffer)
        }
        // The person said yes to the last try before it was sent (E9): only what the token told is confirmed.
        let isLast = current.held[work] == .tries(.remaining(1))
        do throws(Failure) {
            let session = try await parts.tokens.open(current.token)
            let result = try await session.renewOnce(work, proof: proof, new: new, confirmedLastTry: isLast)
            return await event(result, of: work)
        } catch {
            return failed(error.code)
        }
    }

    private func event(_ result: UnlockResult, of work: PINWork) async -> SessionEvent {
        switch result {
        case .accepted: return .card(.pinChanged)
        case .wrong(.remaining(0)), .blocked:
            current?.held[work] = .blocked
            return .card(.pinBlocked)
        case .wrong(let told):
            let tries = await known(told, work)
            current?.held[work] = .tries(tries)
            return .card(.pinWrong(tries))
        // It was not tried: the token says now that it would be the last time.
        case .notTried(.pinBlocked):
            current?.held[work] = .tries(.remaining(1))
            return .card(.read(.remaining(1)))
        case .notTried(let code): return failed(code)
        }
    }

    /// What the token tells; else, of the PIN, what was entered wrong here. Of the PUK nothing is kept.
    private func known(_ told: PINTries, _ work: PINWork) async -> PINTries {
        if case .remaining = told { return told }
        guard work == .change, let token = current?.token else { return told }
        let wrong = await parts.ledger.wrongTries(card: token.report.reference.fingerprint)
        return wrong > 0 ? .wrongHere(wrong) : told
    }

    /// The token is read anew before anything else is done with it.
    private func failed(_ code: FailureCode) -> SessionEvent {
        current = nil
        return .card(.failed(code))
    }
}

extension HeldToken {
    /// Takes what can be done about the PIN here: nothing where it is typed on the reader's own pad, or nothing can be written.
    mutating func takeMeans(_ report: TokenReport) {
        guard !report.hasPINPad, !report.isWriteProtected else { return }
        canChange = true
        puk = TokenPINStanding(report.officerPIN, wrongHere: 0)
        let least = max(pinLength.lowerBound, report.pinLength.lowerBound)
        let most = min(pinLength.upperBound, report.pinLength.upperBound)
        if least <= most { pinLength = least...most }
    }
}

extension TokenPlaceSession {
    /// One change of the PIN; the session ends with it, and no log-in stays.
    fileprivate func renewOnce(
        _ work: PINWork, proof: consuming SecretBytes, new: consuming SecretBytes, confirmedLastTry: Bool
    ) async throws(Failure) -> UnlockResult {
        do throws(Failure) {
            let result = try await renew(work, proof: proof, new: new, confirmedLastTry: confirmedLastTry)
            await end()
            return result
        } catch {
            await end()
            throw error
        }
    }

    private func renew(
        _ work: PINWork, proof: consuming SecretBytes, new: consuming SecretBytes, confirmedLastTry: Bool
    ) async throws(Failure) -> UnlockResult {
        switch work {
        case .change: return try await changePIN(from: proof, to: new, confirmedLastTry: confirmedLastTry)
        case .unblock:
            return try await setPIN(.unblock, officer: proof, new: new, confirmedLastTry: confirmedLastTry)
        case .first: return try await setPIN(.first, officer: proof, new: new, confirmedLastTry: confirmedLastTry)
        }
    }
}
