public import KioskDomain

/// What the daemon asks of kiosk-token, and kiosk-token of its workers. One request at a time on a connection; the
/// secrets of a request come before it as frames of their own, in the order named.
public enum TokenRequest: HelperMessage, Hashable {
    /// Everything of all modules, or of the one named.
    case list(module: String?)
    /// Which tokens are there.
    case presence(module: String?)
    /// The holder's log-in. One secret, none with `pinpad`.
    case login(TokenReference, pinpad: Bool, confirmedLastTry: Bool)
    /// Ends the log-in.
    case logout(TokenReference)
    /// One signature. A secret when `pin` says so: for keys that ask for the PIN each time.
    case sign(
        TokenReference, TokenKeyReference, TokenDigestAlgorithm, digest: [UInt8], pin: TokenPINSource,
        confirmedLastTry: Bool)
    /// Makes a key pair on the token (E2): the private half is sensitive and cannot leave it.
    case generate(TokenReference, TokenKeyReference, TokenKeyAlgorithm)
    /// Writes a certificate beside its key.
    case importCertificate(TokenReference, TokenKeyReference, der: [UInt8])
    /// Two secrets, the old PIN and the new one; none with `pinpad`.
    case changePIN(TokenReference, pinpad: Bool, confirmedLastTry: Bool)
    /// Sets the holder's PIN as security officer: two secrets, the officer's PIN (PUK) and the new one.
    case setPIN(TokenReference, TokenPINPurpose, pinpad: Bool, confirmedLastTry: Bool)
}

extension TokenRequest {
    /// For logs.
    public var name: String {
        switch self {
        case .list: "list"
        case .presence: "presence"
        case .login: "login"
        case .logout: "logout"
        case .sign: "sign"
        case .generate: "generate"
        case .importCertificate: "importCertificate"
        case .changePIN: "changePIN"
        case .setPIN: "setPIN"
        }
    }
}

/// Where the PIN of a single signature comes from.
public enum TokenPINSource: String, Sendable, Hashable, Codable {
    /// None is needed: the log-in is enough.
    case none
    /// A secret frame before the request.
    case secret
    /// The reader's pad.
    case pinpad
}

/// Why the security officer sets the holder's PIN.
public enum TokenPINPurpose: String, Sendable, Hashable, Codable {
    /// The holder's PIN is locked or forgotten (E9).
    case unblock
    /// A blank token gets its first PIN (E2a); refused when it has one.
    case first
}

/// One answer to each request.
public enum TokenAnswer: HelperMessage, Hashable {
    /// To `list`.
    case modules([TokenModuleReport])
    /// To `presence`.
    case presence([TokenPresence])
    /// To everything with a PIN, and to `sign` when the token refused the PIN of that signature.
    case pin(TokenPINResult)
    /// To `sign`: PKCS#1 v1.5 for RSA, ECDSA-Sig-Value (RFC 3279, 2.2.3) in DER for EC, the token's own bytes for GOST.
    case signature([UInt8])
    /// To `generate`.
    case publicKey(TokenPublicKey)
    /// To `logout` and `importCertificate`.
    case done
    /// It did not work.
    case failure(code: FailureCode, detail: String)
}
