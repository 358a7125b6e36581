public import HelperProtocol
public import KioskDevices
public import KioskDomain

/// A token on which a key is to be made, or beside whose key a certificate is to be written.
public struct TokenPlace: Sendable, Hashable {
    /// Which token.
    public var token: TokenReference
    /// The key that is there already; nil when one is to be made.
    public var key: TokenKeyReference?
    /// What its owner calls it.
    public var name: String
    /// The name by which portal pages know the medium; empty when they do not.
    public var storage: String

    /// Every field as given.
    public init(token: TokenReference, key: TokenKeyReference?, name: String, storage: String) {
        self.token = token
        self.key = key
        self.name = name
        self.storage = storage
    }

    /// Names the place on this machine for as long as its token stays in.
    public var id: String { "\(token.module)|\(token.slot)|\(token.fingerprint)" }
}

/// What a source of places found, and what was in the way.
public struct PlaceListing: Sendable {
    /// The places, in the order of their modules.
    public var places: [TokenPlace]
    /// Why a token that is there is none of them.
    public var findings: [Failure]

    /// Nothing, unless said otherwise.
    public init(places: [TokenPlace] = [], findings: [Failure] = []) {
        self.places = places
        self.findings = findings
    }
}

/// A session that writes to a token. The log-in belongs to the client's connection and ends with it.
public actor TokenPlaceSession: MediumSession {
    /// How the token is opened.
    public nonisolated let lock: KeyLock
    /// Which token.
    public nonisolated let place: TokenPlace
    private let client: TokenClient
    private let tried: @Sendable (TokenPINResult) async -> Void

    init(
        client: TokenClient, place: TokenPlace, lock: KeyLock,
        tried: @escaping @Sendable (TokenPINResult) async -> Void
    ) {
        self.client = client
        self.place = place
        self.lock = lock
        self.tried = tried
    }

    /// The log-in with the holder's PIN.
    public func unlock(
        _ secret: consuming SecretBytes, confirmedLastTry: Bool
    ) async throws(Failure) -> UnlockResult {
        await kept(try await client.login(place.token, pin: .secret(secret), confirmedLastTry: confirmedLastTry))
    }

    /// The same on the reader's pad.
    public func unlockOnPad(_ language: Language, confirmedLastTry: Bool) async throws(Failure) -> UnlockResult {
        await kept(try await client.login(place.token, pin: .pinpad, confirmedLastTry: confirmedLastTry))
    }

    /// Makes a key pair on the token (E2) under a random identifier.
    ///
    /// - Returns: how the key is named from now on, and its public half.
    public func generate(
        _ algorithm: TokenKeyAlgorithm, label: String
    ) async throws(Failure) -> (key: TokenKeyReference, publicKey: TokenPublicKey) {
        let key = TokenKeyReference(id: (0..<20).map { _ in UInt8.random(in: 0...255) }, label: label)
        return (key, try await client.generate(key, algorithm, on: place.token))
    }

    /// Signs one digest with a key of the token, such as that of a certification request.
    public func sign(_ digest: DigestToSign, with key: TokenKeyReference) async throws(Failure) -> [UInt8] {
        let made = try await client.sign(
            [digest.digest.bytes], TokenDigestAlgorithm(digest.scheme), with: key, on: place.token)
        guard let signature = made.signatures.first else {
            throw Failure(.tokenRefused, "the new key wants its PIN anew")
        }
        return signature
    }

    /// Writes a certificate (DER) beside the place's key; it is read back.
    public func write(_ certificate: [UInt8]) async throws(Failure) {
        guard let key = place.key else { throw Failure(.signKeyMissing) }
        try await write(certificate, beside: key)
    }

    /// The token as it is now, with what can be seen of its keys and certificates.
    ///
    /// - Throws: `token.missing`, `card.swapped` once another one is in its slot.
    public func contents() async throws(Failure) -> TokenReport {
        let tokens = try await client.list(module: place.token.module).flatMap(\.tokens)
        if let token = tokens.first(where: { $0.reference == place.token }) { return token }
        throw Failure(tokens.contains { $0.reference.slot == place.token.slot } ? .cardSwapped : .tokenMissing)
    }

    /// Writes a certificate (DER) beside this key; it is read back.
    public func write(_ certificate: [UInt8], beside key: TokenKeyReference) async throws(Failure) {
        try await client.importCertificate(certificate, for: key, on: place.token)
    }

    /// The holder's own change of the PIN.
    ///
    /// - Parameter confirmedLastTry: the person said yes to the last try (E9).
    public func changePIN(
        from old: consuming SecretBytes, to new: consuming SecretBytes, confirmedLastTry: Bool = false
    ) async throws(Failure) -> UnlockResult {
        await kept(
            try await client.changePIN(place.token, from: old, to: new, confirmedLastTry: confirmedLastTry))
    }

    /// The holder's PIN set with the officer's, the PUK of most media (E9). The answer is about the PUK.
    ///
    /// - Parameters:
    ///   - purpose: `.first` is refused with `token.refused` when the holder has a PIN already.
    ///   - confirmedLastTry: the person said yes to the last try (E9).
    public func setPIN(
        _ purpose: TokenPINPurpose, officer: consuming SecretBytes, new: consuming SecretBytes,
        confirmedLastTry: Bool = false
    ) async throws(Failure) -> UnlockResult {
        let result = try await client.setPIN(
            place.token, purpose, officer: officer, new: new, confirmedLastTry: confirmedLastTry)
        // What was entered wrong for the PIN of until now counts no more; of the PUK nothing is kept.
        if result == .accepted { await tried(result) }
        return UnlockResult(result)
    }

    private func kept(_ result: TokenPINResult) async -> UnlockResult {
        await tried(result)
        return UnlockResult(result)
    }

    /// Ends the log-in and the module's process of this session.
    public func end() async { await client.disconnect() }
}

extension UnlockResult {
    init(_ result: TokenPINResult) {
        switch result {
        case .accepted: self = .accepted
        case .wrong(let state): self = .wrong(PINTries(afterWrong: state))
        case .locked: self = .blocked
        case .mustBeChanged: self = .notTried(.pinFactory)
        case .notInitialised: self = .notTried(.tokenRefused)
        case .lastTryUnconfirmed: self = .notTried(.pinBlocked)
        }
    }
}
