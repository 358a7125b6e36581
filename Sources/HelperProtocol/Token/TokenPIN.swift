public import KioskDevices

/// How a PIN reaches a token. It cannot be copied or printed; secrets travel as frames of their own and are wiped on
/// both sides (DESIGN 5.6).
public enum TokenPIN: ~Copyable, Sendable {
    /// Typed on our pad.
    case secret(SecretBytes)
    /// Typed on the reader's own pad (`CKF_PROTECTED_AUTHENTICATION_PATH`): this machine never sees it.
    case pinpad
}

/// What a token tells about one of its PINs: flags of `CK_TOKEN_INFO` (PKCS#11 2.40, 3.2). PKCS#11 has no counter.
public struct TokenPINState: Sendable, Hashable, Codable {
    /// How near the PIN is to being locked.
    public enum Condition: String, Sendable, Hashable, Codable {
        /// There is none yet (`CKF_USER_PIN_INITIALIZED` is not set).
        case notInitialised = "not-initialised"
        /// No wrong try since the last right one, as far as the token tells.
        case untouched
        /// At least one wrong try since the last right one (`…_COUNT_LOW`).
        case countLow = "count-low"
        /// The next wrong try locks it (`…_FINAL_TRY`).
        case finalTry = "final-try"
        /// Locked (`…_LOCKED`).
        case locked
    }

    /// How near the PIN is to being locked.
    public var condition: Condition
    /// The token wants another PIN first: the maker's is still set, or it expired (`…_TO_BE_CHANGED`).
    public var mustBeChanged: Bool

    /// Every field as given.
    public init(_ condition: Condition, mustBeChanged: Bool = false) {
        self.condition = condition
        self.mustBeChanged = mustBeChanged
    }

    /// Tries left as far as PKCS#11 tells: 0 locked, 1 last try, nil unknown. For `PINEntry.before(remaining:hasPUK:)`.
    public var remaining: Int? {
        switch condition {
        case .locked: 0
        case .finalTry: 1
        case .notInitialised, .untouched, .countLow: nil
        }
    }
}

/// What a token says to a PIN. "Wrong" is an answer, not an error; nothing is ever tried again by itself.
public enum TokenPINResult: Sendable, Hashable, Codable {
    /// Right.
    case accepted
    /// Wrong, and what the token tells afterwards.
    case wrong(TokenPINState)
    /// No tries are left; also answered without a try when the token says so before.
    case locked
    /// Right, but nothing else works until it is changed (`CKR_PIN_EXPIRED`).
    case mustBeChanged
    /// There is no PIN yet: a blank token.
    case notInitialised
    /// The next wrong PIN locks the token and nobody has said yes to that (E9). Nothing was tried.
    case lastTryUnconfirmed
}
