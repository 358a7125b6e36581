public import KioskDomain

/// What kiosk-sign answers: `progress` any number of times, then one of the others. Documents go before their answer.
public enum SigningAnswer: HelperMessage, Hashable {
    /// To `health`.
    case ready(SigningHealth)
    /// So many of so many are done; sent at least each second while there is work.
    case progress(done: Int, of: Int)
    /// The job goes on when `supply` brings these.
    case needs(job: Int, requests: [FetchRequest])
    /// To `prepare`.
    case prepared([PreparedSignature])
    /// To `prepare`: the signer may not sign; each finding says why.
    case signerRefused(CertificateVerdict)
    /// To `complete`, `addTimeStamp`, `finishKeyFile` and `addCertificate`: as many document frames came before.
    case documents(count: Int)
    /// To `verify`.
    case verified(VerificationReport)
    /// To `judge`.
    case judged(CertificateVerdict)
    /// To `readCertificates`.
    case certificates([CertificateSummary])
    /// To `openKeyFile`.
    case keyFile(KeyFileContents)
    /// To `openKeyFile` and `addCertificate`.
    case passwordWrong
    /// To `sign`.
    case signatures([Blob])
    /// To `makeKeys`: DER of the requests (PKCS#10), in the order of the keys.
    case keysMade(file: Int, requests: [Blob])
    /// To `release`.
    case released
    /// It could not be done. `requesterText` may quote the document: it is for who sent it, never for a log.
    case failed(code: FailureCode, detail: String, requesterText: String?)
}

/// A document whose digest waits for the key.
public struct PreparedSignature: Sendable, Hashable, Codable {
    /// Names it in `complete`.
    public var handle: Int
    /// What the key signs.
    public var toSign: DigestToSign

    /// Every field as given.
    public init(handle: Int, toSign: DigestToSign) {
        self.handle = handle
        self.toSign = toSign
    }
}

/// What an open key file holds.
public struct KeyFileContents: Sendable, Hashable, Codable {
    /// One key with its certificate.
    public struct Key: Sendable, Hashable, Codable {
        /// Names it in `sign`.
        public var index: Int
        /// What the file calls it; empty when it does not.
        public var name: String
        /// The certificate, then as much of its chain as the file holds.
        public var certificates: [CertificateSummary]

        /// Every field as given.
        public init(index: Int, name: String, certificates: [CertificateSummary]) {
            self.index = index
            self.name = name
            self.certificates = certificates
        }
    }

    /// Names the file in `sign` and `release`.
    public var file: Int
    /// The keys that can sign; a key without a certificate has none in its list.
    public var keys: [Key]

    /// Every field as given.
    public init(file: Int, keys: [Key]) {
        self.file = file
        self.keys = keys
    }
}

/// What kiosk-sign can do.
public struct SigningHealth: Sendable, Hashable, Codable {
    /// The kernel keeps files and TCP from the helper (landlock(7)).
    public var isConfined: Bool
    /// Old PKCS#12 files (RC2, 3DES) can be read.
    public var readsLegacyKeyFiles: Bool

    /// Every field as given.
    public init(isConfined: Bool, readsLegacyKeyFiles: Bool) {
        self.isConfined = isConfined
        self.readsLegacyKeyFiles = readsLegacyKeyFiles
    }
}
