/// What the daemon asks of kiosk-sign. Documents and a secret go before their request, as frames of their own kinds.
public enum SigningRequest: HelperMessage, Hashable {
    /// Checks the signer and makes the digests; one document frame for each document, two where its content is detached.
    case prepare(PrepareOrder)
    /// Puts signatures into what was prepared.
    case complete([CompletedSignature])
    /// Adds a time stamp to a signed document (CAdES-T): document frame, and a second one when its content is detached.
    case addTimeStamp(TimeStampOrder)
    /// Judges a signed document: document frame, and a second one for detached content.
    case verify(VerifyOrder)
    /// Judges a certificate by itself.
    case judge(JudgeOrder)
    /// Reads certificates out of a document frame: DER, PEM, or the certificates of a CMS.
    case readCertificates
    /// Opens a PKCS#12 file: document frame and secret.
    case openKeyFile
    /// Signs with a key of an open file.
    case sign(file: Int, key: Int, digests: [DigestToSign])
    /// Makes key pairs for a new file: secret.
    case makeKeys(MakeKeysOrder)
    /// Writes the file once its certificates are there, in the order of the keys; each with its chain.
    case finishKeyFile(file: Int, certificates: [[Blob]])
    /// Puts an issued certificate beside its key: document frame of the PKCS#12 file and secret. The answer is the file
    /// written anew under the same password.
    case addCertificate(Blob)
    /// What was fetched for a job, in the order asked for: a document frame for each true.
    case supply(job: Int, found: [Bool])
    /// Forgets prepared documents, open files and jobs.
    case release([Int])
    /// Ends the request that runs; without one it means nothing.
    case cancel
    /// Asks for `ready`.
    case health
}

/// Documents in want of signatures.
public struct PrepareOrder: Sendable, Hashable, Codable {
    /// What is made.
    public var profile: SigningProfile
    /// DER: the signer's, then what is known of its chain.
    public var certificates: [Blob]
    /// What is asked of the signer.
    public var rules: SignerRules
    /// Whom to believe.
    public var trust: TrustSettings
    /// How many documents come, and whether each has its detached content in a second frame.
    public var withContent: [Bool]

    /// Every field as given.
    public init(
        profile: SigningProfile, certificates: [[UInt8]], rules: SignerRules, trust: TrustSettings, withContent: [Bool]
    ) {
        self.profile = profile
        self.certificates = certificates.map(Blob.init)
        self.rules = rules
        self.trust = trust
        self.withContent = withContent
    }
}

/// The signature over one prepared document.
public struct CompletedSignature: Sendable, Hashable, Codable {
    /// Of ``PreparedSignature``.
    public var handle: Int
    /// In the form of ``SignatureScheme``.
    public var signature: Blob

    /// Every field as given.
    public init(handle: Int, signature: [UInt8]) {
        self.handle = handle
        self.signature = Blob(signature)
    }
}

/// A time stamp to add.
public struct TimeStampOrder: Sendable, Hashable, Codable {
    /// Where from.
    public var service: TimeStampService
    /// Whom to believe.
    public var trust: TrustSettings
    /// How the result is written.
    public var form: CMSProfile.Form

    /// Every field as given.
    public init(service: TimeStampService, trust: TrustSettings, form: CMSProfile.Form) {
        self.service = service
        self.trust = trust
        self.form = form
    }
}

/// A document to judge.
public struct VerifyOrder: Sendable, Hashable, Codable {
    /// Whom to believe.
    public var trust: TrustSettings
    /// Certificates to try for signatures that carry none, DER.
    public var certificates: [Blob]
    /// As in ``XMLProfile/isText``.
    public var isText: Bool

    /// Every field as given.
    public init(trust: TrustSettings, certificates: [[UInt8]] = [], isText: Bool = false) {
        self.trust = trust
        self.certificates = certificates.map(Blob.init)
        self.isText = isText
    }
}

/// A certificate to judge.
public struct JudgeOrder: Sendable, Hashable, Codable {
    /// DER: the certificate, then what is known of its chain.
    public var certificates: [Blob]
    /// What is asked of it.
    public var rules: SignerRules
    /// Whom to believe.
    public var trust: TrustSettings

    /// Every field as given.
    public init(certificates: [[UInt8]], rules: SignerRules, trust: TrustSettings) {
        self.certificates = certificates.map(Blob.init)
        self.rules = rules
        self.trust = trust
    }
}

/// Key pairs for a new file.
public struct MakeKeysOrder: Sendable, Hashable, Codable {
    /// One key pair of the file.
    public struct Key: Sendable, Hashable, Codable {
        /// The kind of key.
        public var algorithm: SigningKeyAlgorithm
        /// What programs show for it (friendlyName of PKCS#12).
        public var name: String
        /// The subject of the request: dotted object identifiers and values, most general first.
        public var subject: [SubjectAttribute]

        /// Every field as given.
        public init(algorithm: SigningKeyAlgorithm, name: String, subject: [SubjectAttribute]) {
            self.algorithm = algorithm
            self.name = name
            self.subject = subject
        }
    }

    /// At most 8.
    public var keys: [Key]

    /// Every field as given.
    public init(keys: [Key]) { self.keys = keys }
}

/// One attribute of a subject's name.
public struct SubjectAttribute: Sendable, Hashable, Codable {
    /// Dotted object identifier.
    public var type: String
    /// The text.
    public var value: String

    /// Every field as given.
    public init(type: String, value: String) {
        self.type = type
        self.value = value
    }
}
