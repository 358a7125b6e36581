public import KioskDomain
public import NCALayer

/// One question to the person, from the request to its end.
public struct ConsentView: Sendable, Hashable {
    /// Unguessable; new with every request.
    public var id: String
    /// Language of the texts: what the page asked for, else the desk's.
    public var language: Language
    /// RULES R1.
    public var demonstration: Bool
    /// What is asked for.
    public var request: ConsentRequest
    /// How far it is.
    public var stage: Stage
    /// Set from the moment the person is asked "More time?" (R2).
    public var secondsLeft: Int?

    /// Where the question stands.
    public enum Stage: Sendable, Hashable {
        /// No fitting medium is there yet; the code is what was in the way.
        case insertMedium(reason: FailureCode?)
        /// Media are being read.
        case reading
        /// Keys and key files to choose from, expired ones among them; the reason is why the last choice did not do.
        case chooseKey([ConsentKey], files: [ConsentFile], reason: FailureCode?)
        /// The liability notice, before keys are made (F1, F2).
        case notice(LiabilityNotice)
        /// Where a new key may be made, or where the key of an issued certificate may lie.
        case choosePlace([ConsentPlace], files: [ConsentFile], reason: FailureCode?)
        /// Documents to choose from, for a page that wants a file picked.
        case chooseFile([ConsentFile])
        /// PIN or password; the counter was read before. Files count no tries.
        case secret(ConsentSubject, SecretPad, tries: PINTries?, reason: FailureCode?)
        /// Before the last try of a PIN (E9).
        case lastTry(ConsentSubject, PINTries, reason: FailureCode?)
        /// The PIN is entered on the reader's own pad.
        case pinOnReader(ConsentSubject)
        /// The PIN or password is checked.
        case verifying(ConsentSubject)
        /// Documents being signed: how many are done, of how many; or the key being made, the certificate written.
        case signing(ConsentSubject, done: Int, of: Int)
        /// All of it done, or the file chosen.
        case done
        /// Nothing was done.
        case failed(FailureCode)
    }

    /// Memberwise.
    public init(
        id: String, language: Language, demonstration: Bool = false, request: ConsentRequest, stage: Stage
    ) {
        self.id = id
        self.language = language
        self.demonstration = demonstration
        self.request = request
        self.stage = stage
    }
}

/// What a page asks for, as a person reads it.
public struct ConsentRequest: Sendable, Hashable {
    /// What a yes leads to.
    public enum Purpose: String, Sendable, Hashable, CaseIterable {
        /// A signature with the key for signatures.
        case sign
        /// A signature with the key for authentication: logging in.
        case logIn = "log-in"
        /// Data of a certificate.
        case keyInfo = "key-info"
        /// A time stamp added to a signature.
        case timeStamp = "time-stamp"
        /// A new key and a request for its certificate.
        case newKey = "new-key"
        /// A certificate written beside its key.
        case importCertificate = "import-certificate"
        /// A file picked.
        case chooseFile = "choose-file"
    }

    /// Who asks: always shown first.
    public var origin: PageOrigin
    /// `ask` or `allow`, as the operator set it.
    public var permission: SitePermission
    /// What a yes leads to.
    public var purpose: Purpose
    /// All documents, in order; the screen shows the first twenty and the count.
    public var documents: [ConsentDocument]
    /// Set when the page's format says more than the purpose: the content goes into the signature, a time stamp too.
    public var isAttached: Bool
    /// A time stamp is added.
    public var isTimeStamped: Bool
    /// The kind of a new key, such as `RSA-2048`.
    public var keyAlgorithm: String?

    /// Memberwise, without the kind of a new key.
    public init(
        origin: PageOrigin, permission: SitePermission, purpose: Purpose, documents: [ConsentDocument],
        isAttached: Bool = false, isTimeStamped: Bool = false
    ) {
        self.origin = origin
        self.permission = permission
        self.purpose = purpose
        self.documents = documents
        self.isAttached = isAttached
        self.isTimeStamped = isTimeStamped
    }
}

/// One document of a request.
public struct ConsentDocument: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable { case file, xml, data, digest }

    /// The file's name; nil when the page gave none.
    public var name: String?
    /// In bytes; nil when only the digest is known, and the screen says so.
    public var size: Int?
    /// What it is.
    public var kind: Kind

    /// Memberwise.
    public init(name: String? = nil, size: Int?, kind: Kind) {
        self.name = name
        self.size = size
        self.kind = kind
    }
}

/// A key that fits the request.
public struct ConsentKey: Sendable, Hashable {
    /// Whether it can be used now.
    public enum Standing: String, Sendable, Hashable, CaseIterable {
        case valid, expired, revoked
        case notYetValid = "not-yet-valid"
    }

    /// Names it in answers.
    public var id: String
    /// Holder, and the organisation where there is one.
    public var holder: String
    /// The last four digits behind a mask (P4); nil when the certificate has no IIN.
    public var maskedIIN: String?
    /// Where it lies.
    public var storage: StorageName
    /// First day of validity.
    public var from: CivilDate
    /// Last day of validity.
    public var to: CivilDate
    /// Whether it can be used.
    public var standing: Standing
    /// True when the request allows it although it is expired or revoked.
    public var isAllowed: Bool

    /// Memberwise.
    public init(
        id: String, holder: String, maskedIIN: String? = nil, storage: StorageName, from: CivilDate, to: CivilDate,
        standing: Standing, isAllowed: Bool = false
    ) {
        self.id = id
        self.holder = holder
        self.maskedIIN = maskedIIN
        self.storage = storage
        self.from = from
        self.to = to
        self.standing = standing
        self.isAllowed = isAllowed
    }

    /// A person may choose it.
    public var isUsable: Bool { standing == .valid || isAllowed }
}

/// What a PIN or a password is for.
public enum ConsentSubject: Sendable, Hashable {
    case key(ConsentKey)
    case file(ConsentFile)
    /// A token on which a key is made or a certificate written.
    case place(ConsentPlace)
    /// A file that does not exist yet; its password is entered twice.
    case newFile(ConsentFile, again: Bool)
}

/// A token without regard to its keys.
public struct ConsentPlace: Sendable, Hashable {
    /// Names it in answers.
    public var id: String
    /// What its owner calls it.
    public var name: String
    /// Which kind of medium it is; nil for one that pages have no name for.
    public var storage: StorageName?

    /// Memberwise.
    public init(id: String, name: String, storage: StorageName?) {
        self.id = id
        self.name = name
        self.storage = storage
    }
}

/// A file that a person may choose.
public struct ConsentFile: Sendable, Hashable {
    /// Names it in answers.
    public var id: String
    /// Without its folder.
    public var name: String
    /// In bytes; nil for a file that is yet to be made.
    public var size: Int?

    /// Memberwise.
    public init(id: String, name: String, size: Int?) {
        self.id = id
        self.name = name
        self.size = size
    }
}
