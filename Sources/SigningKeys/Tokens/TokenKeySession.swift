import HelperProtocol
import KioskDevices
import KioskDomain

/// One key of one token. The log-in belongs to the client's connection and ends with it.
actor TokenKeySession: KeySession {
    nonisolated let lock: KeyLock
    private let client: TokenClient
    private let token: TokenReference
    private let key: TokenKeyReference
    private let asksEachTime: Bool
    /// Only for a key that the token wants the PIN for at each signature (`CKA_ALWAYS_AUTHENTICATE`).
    private var pin: SecretBytes?
    private let tried: @Sendable (TokenPINResult) async -> Void

    init(
        client: TokenClient, token: TokenReference, key: TokenKeyReference, asksEachTime: Bool, lock: KeyLock,
        tried: @escaping @Sendable (TokenPINResult) async -> Void
    ) {
        self.tried = tried
        self.client = client
        self.token = token
        self.key = key
        self.asksEachTime = asksEachTime
        self.lock = lock
    }

    func unlock(_ secret: consuming SecretBytes, confirmedLastTry: Bool) async throws(Failure) -> UnlockResult {
        if asksEachTime { pin = secret.duplicate() }
        return await kept(try await client.login(token, pin: .secret(secret), confirmedLastTry: confirmedLastTry))
    }

    func unlockOnPad(_ language: Language, confirmedLastTry: Bool) async throws(Failure) -> UnlockResult {
        await kept(try await client.login(token, pin: .pinpad, confirmedLastTry: confirmedLastTry))
    }

    func sign(
        _ digests: [DigestToSign], progress: @escaping @Sendable (Int) -> Void
    ) async throws(Failure) -> [[UInt8]] {
        guard let scheme = digests.first?.scheme else { return [] }
        let signatures = try await client.sign(
            digests.map(\.digest.bytes), TokenDigestAlgorithm(scheme), with: key, on: token, pin: presented(),
            progress: progress)
        if let refused = signatures.refused {
            await tried(refused)
            throw Failure(refused == .locked ? .pinBlocked : .pinWrong)
        }
        return signatures.signatures
    }

    func end() async {
        pin = nil
        await client.disconnect()
    }

    private func presented() -> TokenPIN? {
        guard asksEachTime else { return nil }
        guard let copy = pin?.duplicate() else { return .pinpad }
        return .secret(copy)
    }

    private func kept(_ result: TokenPINResult) async -> UnlockResult {
        await tried(result)
        if result != .accepted { pin = nil }
        return UnlockResult(result)
    }
}

extension TokenDigestAlgorithm {
    init(_ scheme: SignatureScheme) {
        switch scheme {
        case .rsaSHA256, .ecdsaSHA256: self = .sha256
        case .rsaSHA384, .ecdsaSHA384: self = .sha384
        case .rsaSHA512, .ecdsaSHA512: self = .sha512
        case .gost2004: self = .gost95
        case .gost2015_256: self = .gost2015x256
        case .gost2015_512: self = .gost2015x512
        }
    }
}
