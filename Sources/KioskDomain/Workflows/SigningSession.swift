/// One request to sign with a person's key, from the question on the screen to its end: which medium, which key, PIN or
/// password, the signatures. Keys and files go by names that the caller knows.
public struct SigningSession: Sendable, Hashable {
    /// Where it stands.
    public internal(set) var stage: Stage
    /// How many documents are to be signed.
    public let documents: Int
    /// Whether the liability notice is still to be read: before keys are made (F2).
    public internal(set) var awaitsNotice: Bool

    /// Where it stands.
    public enum Stage: Sendable, Hashable {
        /// Media are being read.
        case reading
        /// Nothing fitting is there yet; a medium put in is read by itself.
        case insertMedium(FailureCode?)
        /// Something is there on which keys can be made; the liability notice is read and confirmed first (F2).
        case notice(SigningChoices)
        /// Keys and files to choose from; `reason` is why the last choice did not do.
        case choosing(SigningChoices, reason: FailureCode?)
        /// A file's password is asked for.
        case password(file: String, reason: FailureCode?)
        /// A new file's password is asked for once more.
        case repeating(file: String)
        /// The file is being opened, or made, with it.
        case openingFile(String)
        /// The counter of the key's medium is being read.
        case openingKey(String)
        /// The PIN is asked for (E9).
        case pin(key: String, PINTries, reason: FailureCode?)
        /// The next wrong entry blocks, or may block: an explicit yes comes first (E9).
        case lastTry(key: String, PINTries, onReader: Bool, reason: FailureCode?)
        /// The PIN is entered on the reader's own pad.
        case pinOnReader(key: String)
        /// The medium checks the PIN.
        case verifying(key: String)
        /// So many documents are signed.
        case signing(key: String, done: Int)
        /// All of them; none was given away before.
        case done
        /// Nothing was signed.
        case failed(FailureCode)
    }

    /// A session that reads the media first.
    ///
    /// - Parameter makesKeys: the liability notice comes before the choice of a place for them (F2).
    public init(documents: Int, makesKeys: Bool = false) {
        self.documents = documents
        awaitsNotice = makesKeys
        stage = .reading
    }

    /// True once the request has its answer; what follows is a person reading the ending.
    public var isOver: Bool {
        switch stage {
        case .done, .failed: true
        case .reading, .insertMedium, .notice, .choosing, .password, .repeating, .openingFile, .openingKey, .pin,
            .lastTry, .pinOnReader, .verifying, .signing:
            false
        }
    }
}

/// What a person can choose from.
public struct SigningChoices: Sendable, Hashable {
    /// A key by its name, and whether it may be used for this request.
    public struct Key: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// An expired one is shown and not used, unless the request allows it.
        public var isUsable: Bool

        /// Every field as given.
        public init(name: String, isUsable: Bool) {
            self.name = name
            self.isUsable = isUsable
        }
    }

    /// Keys on cards and tokens, and those of a file that is open.
    public var keys: [Key]
    /// Files that a password opens.
    public var files: [String]

    /// Every field as given.
    public init(keys: [Key] = [], files: [String] = []) {
        self.keys = keys
        self.files = files
    }

    /// Something can be chosen.
    public var isEmpty: Bool { keys.isEmpty && files.isEmpty }
}

/// What happens to a request.
public enum SigningEvent: Sendable, Hashable {
    /// What was found; the code is what was in the way when nothing was.
    case found(SigningChoices, FailureCode?)
    /// The liability notice was read (F2).
    case confirmNotice
    /// The person chose a key: this is the consent, the request stands above it.
    case key(String)
    /// The person chose a file.
    case file(String)
    /// PIN or password was entered.
    case entered
    /// Yes to the last try.
    case confirmLastTry
    /// The file is open: its keys.
    case opened(SigningChoices)
    /// The key's medium is open; its counter, and whether the reader's own pad is used.
    case ready(PINTries, onReader: Bool)
    /// Right. For a file as a whole: it is ready to be written.
    case accepted
    /// A new file's password will do; it is wanted a second time.
    case again
    /// Wrong; what is left.
    case wrong(PINTries)
    /// No tries are left.
    case blocked
    /// Nothing was tried, such as a PIN too short or cancelled on the reader.
    case notTried(FailureCode)
    /// So many are signed.
    case progress(Int)
    /// All are signed and put into their documents.
    case signed
    /// It cannot be done.
    case failed(FailureCode)
    /// Cards, tokens or sticks came or went.
    case mediaChanged
    /// The medium in use is gone.
    case mediumGone
    /// The person says no, or nobody answered in time, or the page went away.
    case cancel
}

/// What has to be done then.
public enum SigningEffect: Sendable, Hashable {
    /// List keys and files.
    case find
    /// Open the medium of a key and read its counter.
    case openKey(String)
    /// Open a file with the password that was entered, or prepare a new one.
    case openFile(String)
    /// Give the entered PIN to the medium, once.
    case unlock
    /// Have the PIN entered on the reader.
    case unlockOnReader
    /// Sign all documents.
    case sign
    /// Reset the card, log out, forget what was entered and prepared.
    case end
    /// Answer the page.
    case answer(SigningAnswerKind)
}

/// How a request is answered.
public enum SigningAnswerKind: Sendable, Hashable {
    /// With all signatures.
    case signed
    /// The person said no.
    case cancelled
    /// It could not be done.
    case failed(FailureCode)
}
