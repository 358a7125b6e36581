public import HelperProtocol
public import KioskDevices
public import KioskDomain

/// A place where keys live: cards in readers, tokens behind vendor modules, files on a stick.
public protocol KeySource: Sendable {
    /// Every key that is there now with its certificate, expired ones too; nothing is unlocked for it.
    func keys() async -> KeyListing
    /// Begins a session with one key: the card's transaction, the token's session, the file's bytes. The counter is read.
    ///
    /// - Throws: the code of what is in the way, such as `card.removed` or `pin.blocked`.
    func open(_ key: FoundKey) async throws(Failure) -> any KeySession
}

/// What a source found, and what was in the way.
public struct KeyListing: Sendable {
    /// The keys, in the order of their places.
    public var keys: [FoundKey]
    /// Why a place that is there shows no keys: `card.mute`, `card.vendor-module-needed` and the like.
    public var findings: [Failure]

    /// Nothing, unless said otherwise.
    public init(keys: [FoundKey] = [], findings: [Failure] = []) {
        self.keys = keys
        self.findings = findings
    }
}

/// A session with a medium that a PIN or a password unlocks. ``end()`` is called in every case; a card is reset by it.
public protocol MediumSession: Sendable {
    /// How the medium is opened and how many tries are left, read before anybody types (RULES E9).
    var lock: KeyLock { get }
    /// PIN or password, once; never repeated by the program.
    ///
    /// - Parameter confirmedLastTry: the person said yes to what may be the last try.
    /// - Throws: what says nothing about the PIN: the card pulled, the helper gone.
    func unlock(_ secret: consuming SecretBytes, confirmedLastTry: Bool) async throws(Failure) -> UnlockResult
    /// The same on the pad of the reader, where ``KeyLock/kind`` says so.
    func unlockOnPad(_ language: Language, confirmedLastTry: Bool) async throws(Failure) -> UnlockResult
    /// Resets the card, logs the token out, forgets the file.
    func end() async
}

/// A session with one key.
public protocol KeySession: MediumSession {
    /// Signs digests in their order, all with the one PIN. Ends early when the task is cancelled.
    ///
    /// - Parameter progress: told how many are done.
    func sign(
        _ digests: [DigestToSign], progress: @escaping @Sendable (Int) -> Void
    ) async throws(Failure) -> [[UInt8]]
}

/// How a key is opened.
public struct KeyLock: Sendable, Hashable {
    /// What the person does.
    public enum Kind: Sendable, Hashable {
        /// Enters a PIN on our pad.
        case pin
        /// Enters a PIN on the reader's own pad.
        case pinPad
        /// Enters the password of a file.
        case password
    }

    /// What the person does.
    public var kind: Kind
    /// Tries that are left; files count none and are always unknown.
    public var tries: PINTries
    /// Fewest and most characters.
    public var length: ClosedRange<Int>

    /// Every field as given.
    public init(kind: Kind, tries: PINTries, length: ClosedRange<Int>) {
        self.kind = kind
        self.tries = tries
        self.length = length
    }

    /// The next wrong try blocks, or may block: an explicit yes comes first (E9).
    public var needsYes: Bool { kind != .password && tries.needsYes }
}

/// What the medium said to a PIN or password.
public enum UnlockResult: Sendable, Hashable {
    /// Right.
    case accepted
    /// Wrong; what is left.
    case wrong(PINTries)
    /// No tries are left.
    case blocked
    /// Nothing was tried, and why: cancelled on the pad, too short, the medium wants a new PIN first.
    case notTried(FailureCode)
}
