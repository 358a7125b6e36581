import CardReaderPCSC
import HelperProtocol
import KioskDevices
import KioskDomain
import SmartCard

/// One key of one card, in one held transaction.
actor CardKeySession: KeySession {
    nonisolated let lock: KeyLock
    private let connection: CardConnection
    private let key: CardKey
    private let tried: @Sendable (PINResult) async -> Void
    /// Only for a key that wants its PIN before each signature of a batch that the person has agreed to: presented again
    /// after each signature for as long as the card accepts it, within the one transaction, so that no other card can get
    /// it. Nil for all others.
    private var pin: SecretBytes?

    init(
        connection: CardConnection, key: CardKey, lock: KeyLock, tried: @escaping @Sendable (PINResult) async -> Void
    ) {
        self.connection = connection
        self.key = key
        self.lock = lock
        self.tried = tried
    }

    func unlock(_ secret: consuming SecretBytes, confirmedLastTry: Bool) async throws(Failure) -> UnlockResult {
        guard confirmedLastTry || !lock.needsYes else { return .notTried(.pinBlocked) }
        if key.wantsPINEachTime { pin = secret.duplicate() }
        do {
            return await kept(try await connection.verify(secret, for: key))
        } catch .pinLength, .pinEmpty {
            pin = nil
            return .notTried(.pinLength)
        } catch {
            pin = nil
            throw Failure(coding: error)
        }
    }

    func unlockOnPad(_ language: Language, confirmedLastTry: Bool) async throws(Failure) -> UnlockResult {
        guard confirmedLastTry || !lock.needsYes else { return .notTried(.pinBlocked) }
        do {
            switch try await connection.verifyOnPINPad(for: key, language: PINPadLanguage(language)) {
            case .card(let result): return await kept(result)
            case .cancelled: return .notTried(.pinpadCancelled)
            case .timedOut: return .notTried(.pinpadTimedOut)
            case .mismatch: return .notTried(.pinMismatch)
            case .length: return .notTried(.pinLength)
            }
        } catch {
            throw Failure(coding: error)
        }
    }

    func sign(
        _ digests: [DigestToSign], progress: @escaping @Sendable (Int) -> Void
    ) async throws(Failure) -> [[UInt8]] {
        var signatures: [[UInt8]] = []
        do {
            for (index, digest) in digests.enumerated() {
                if Task.isCancelled { throw Failure(.signCancelled) }
                if index > 0, key.wantsPINEachTime { try await presentAgain() }
                guard let digest = MessageDigest(digest) else { throw Failure(.signAlgorithm) }
                signatures.append(
                    try await connection.withApplication { [key] (card) throws(CardError) in
                        try card.sign(key, digest)
                    })
                progress(signatures.count)
            }
        } catch {
            throw Failure(coding: error)
        }
        return signatures
    }

    func end() async {
        pin = nil
        await connection.close()
    }

    private func presentAgain() async throws {
        guard let copy = pin?.duplicate() else {
            throw Failure(.cardRefused, "the card wants its PIN on the reader's pad for each document")
        }
        let result = try await connection.verify(copy, for: key)
        guard result == .accepted else {
            pin = nil
            throw Failure(result == .blocked ? .pinBlocked : .pinWrong)
        }
    }

    private func kept(_ result: PINResult) async -> UnlockResult {
        await tried(result)
        if result != .accepted { pin = nil }
        switch result {
        case .accepted: return .accepted
        case .wrong(let remaining): return .wrong(remaining.map { .remaining($0) } ?? .unknown)
        case .blocked: return .blocked
        }
    }
}

extension MessageDigest {
    /// Nil for a scheme that no card of ours signs.
    fileprivate init?(_ digest: DigestToSign) {
        switch digest.scheme {
        case .rsaSHA256, .ecdsaSHA256: self.init(.sha256, digest.digest.bytes)
        case .rsaSHA384, .ecdsaSHA384: self.init(.sha384, digest.digest.bytes)
        case .rsaSHA512, .ecdsaSHA512: self.init(.sha512, digest.digest.bytes)
        case .gost2004, .gost2015_256, .gost2015_512: return nil
        }
    }
}

extension PINPadLanguage {
    fileprivate init(_ language: Language) {
        switch language {
        case .kazakh: self = .kazakh
        case .russian: self = .russian
        case .english: self = .english
        }
    }
}
