public import KioskDevices
import KioskDomain

extension TokenClient {
    /// All modules with their tokens, keys and certificates; a module that hangs or crashes is a fault in its own row.
    public func list(module: String? = nil) throws(Failure) -> [TokenModuleReport] {
        guard case .modules(let modules) = try exchange(.list(module: module)) else { throw Self.mismatch() }
        return modules
    }

    /// Which tokens are there now.
    public func presence(module: String? = nil) throws(Failure) -> [TokenPresence] {
        guard case .presence(let tokens) = try exchange(.presence(module: module)) else { throw Self.mismatch() }
        return tokens
    }

    /// Waits until the tokens are others than `known`: one came, went or was swapped.
    ///
    /// - Returns: those that are there now; nil when nothing changed within `limit`.
    public func change(
        from known: [TokenPresence], module: String? = nil, within limit: Duration,
        every pause: Duration = .milliseconds(500)
    ) async throws(Failure) -> [TokenPresence]? {
        let end = ContinuousClock.now + limit
        while true {
            let now = try presence(module: module)
            if now != known { return now }
            guard ContinuousClock.now + pause < end, !Task.isCancelled else { return nil }
            try? await Task.sleep(for: pause)
        }
    }

    /// Logs the holder in, until ``logout(_:)``, ``disconnect()`` or the token's removal. A log-in that held before
    /// ends first, so that only a right PIN is accepted.
    ///
    /// - Parameter confirmedLastTry: the person said yes to the last try (E9).
    public func login(
        _ token: TokenReference, pin: consuming TokenPIN, confirmedLastTry: Bool = false
    ) throws(Failure) -> TokenPINResult {
        let source = try present(consume pin)
        return try pinAnswer(
            .login(token, pinpad: source == .pinpad, confirmedLastTry: confirmedLastTry))
    }

    /// Ends the log-in.
    public func logout(_ token: TokenReference) throws(Failure) { try done(.logout(token)) }

    /// Signs digests one after the other with one key.
    ///
    /// - Parameters:
    ///   - pin: for a key with ``TokenKey/alwaysAuthenticate``: given to the token for each digest until it refuses.
    ///   - confirmedLastTry: the person said yes to the last try (E9).
    ///   - progress: called with the number of signatures made so far.
    /// - Returns: the signatures in order, and why it stopped early when the token refused the PIN.
    /// - Throws: also `sign.cancelled` when the task is cancelled or ``cancel()`` is called.
    public func sign(
        _ digests: [[UInt8]], _ algorithm: TokenDigestAlgorithm, with key: TokenKeyReference, on token: TokenReference,
        pin: consuming TokenPIN? = nil, confirmedLastTry: Bool = false, progress: @Sendable (Int) -> Void = { _ in }
    ) throws(Failure) -> TokenSignatures {
        var result = TokenSignatures()
        for digest in digests {
            if Task.isCancelled { throw Failure(.signCancelled) }
            let source = try present(pin)
            let request = TokenRequest.sign(
                token, key, algorithm, digest: digest, pin: source, confirmedLastTry: confirmedLastTry)
            switch try exchange(request) {
            case .signature(let signature): result.signatures.append(signature)
            case .pin(let refused):
                result.refused = refused
                return result
            default: throw Self.mismatch()
            }
            progress(result.signatures.count)
        }
        return result
    }

    /// Makes a key pair on the token; needs a log-in.
    public func generate(
        _ key: TokenKeyReference, _ algorithm: TokenKeyAlgorithm, on token: TokenReference
    ) throws(Failure) -> TokenPublicKey {
        guard case .publicKey(let made) = try exchange(.generate(token, key, algorithm)) else { throw Self.mismatch() }
        return made
    }

    /// Writes a certificate (DER) beside the key of that `CKA_ID`; needs a log-in. It is read back before this returns.
    public func importCertificate(
        _ der: [UInt8], for key: TokenKeyReference, on token: TokenReference
    ) throws(Failure) {
        try done(.importCertificate(token, key, der: der))
    }

    /// Changes the holder's PIN; both on our pad, or both on the reader's.
    public func changePIN(
        _ token: TokenReference, from old: consuming SecretBytes, to new: consuming SecretBytes,
        confirmedLastTry: Bool = false
    ) throws(Failure) -> TokenPINResult {
        try send(old)
        try send(new)
        return try pinAnswer(.changePIN(token, pinpad: false, confirmedLastTry: confirmedLastTry))
    }

    /// Changes the holder's PIN on the reader's pad.
    public func changePINOnPad(
        _ token: TokenReference, confirmedLastTry: Bool = false
    ) throws(Failure) -> TokenPINResult {
        try pinAnswer(.changePIN(token, pinpad: true, confirmedLastTry: confirmedLastTry))
    }

    /// Sets the holder's PIN with the security officer's (PUK). The result is about the officer's PIN.
    ///
    /// - Parameter purpose: `.first` is refused with `token.refused` when the holder has a PIN already.
    public func setPIN(
        _ token: TokenReference, _ purpose: TokenPINPurpose, officer: consuming SecretBytes,
        new: consuming SecretBytes, confirmedLastTry: Bool = false
    ) throws(Failure) -> TokenPINResult {
        try send(officer)
        try send(new)
        return try pinAnswer(.setPIN(token, purpose, pinpad: false, confirmedLastTry: confirmedLastTry))
    }

    /// The same on the reader's pad.
    public func setPINOnPad(
        _ token: TokenReference, _ purpose: TokenPINPurpose, confirmedLastTry: Bool = false
    ) throws(Failure) -> TokenPINResult {
        try pinAnswer(.setPIN(token, purpose, pinpad: true, confirmedLastTry: confirmedLastTry))
    }

    private func present(_ pin: borrowing TokenPIN?) throws(Failure) -> TokenPINSource {
        switch pin {
        case .some(.secret(let bytes)):
            try send(bytes)
            return .secret
        case .some(.pinpad): return .pinpad
        case .none: return .none
        }
    }

    private func pinAnswer(_ request: TokenRequest) throws(Failure) -> TokenPINResult {
        guard case .pin(let result) = try exchange(request) else { throw Self.mismatch() }
        return result
    }

    private func done(_ request: TokenRequest) throws(Failure) {
        guard case .done = try exchange(request) else { throw Self.mismatch() }
    }

    private static func mismatch() -> Failure { Failure(.tokenModuleAnswer, "kiosk-token answered something else") }
}

/// What came of signing.
public struct TokenSignatures: Sendable, Hashable {
    /// In the order of the digests.
    public var signatures: [[UInt8]] = []
    /// The token refused the PIN before all were signed.
    public var refused: TokenPINResult?
}
