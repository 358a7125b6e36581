public import KioskDomain

/// A page wants to know about one key.
public struct KeyInfoOrder: Sendable, Hashable {
    /// Who asks.
    public var page: Page
    /// Where the key lies.
    public var storage: StorageName

    /// Memberwise.
    public init(page: Page, storage: StorageName) {
        self.page = page
        self.storage = storage
    }
}

/// What `getKeyInfo` tells of a key's certificate.
public struct KeyInfo: Sendable, Hashable {
    /// Name of the entry in its store.
    public var alias: String
    /// Subject key identifier or the store's own, hexadecimal.
    public var keyID: String
    /// `RSA`, `EC`, `ECGOST3410-2015`, `ECGOST34310`.
    public var algorithm: String
    /// Common name of the subject.
    public var subjectCN: String
    /// Distinguished name of the subject (RFC 4514).
    public var subjectDN: String
    /// Common name of the issuer.
    public var issuerCN: String
    /// Distinguished name of the issuer (RFC 4514).
    public var issuerDN: String
    /// Hexadecimal.
    public var serialNumber: String
    /// Start of validity.
    public var notBefore: UnixTime
    /// End of validity.
    public var notAfter: UnixTime
    /// Hexadecimal; empty when the certificate has none.
    public var authorityKeyIdentifier: String
    /// DER; the page gets it as PEM.
    public var certificate: [UInt8]

    /// Memberwise.
    public init(
        alias: String, keyID: String, algorithm: String, subjectCN: String, subjectDN: String, issuerCN: String,
        issuerDN: String, serialNumber: String, notBefore: UnixTime, notAfter: UnixTime,
        authorityKeyIdentifier: String, certificate: [UInt8]
    ) {
        self.alias = alias
        self.keyID = keyID
        self.algorithm = algorithm
        self.subjectCN = subjectCN
        self.subjectDN = subjectDN
        self.issuerCN = issuerCN
        self.issuerDN = issuerDN
        self.serialNumber = serialNumber
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.authorityKeyIdentifier = authorityKeyIdentifier
        self.certificate = certificate
    }
}

/// A page wants a time stamp added to a signature that it holds.
public struct TimeStampOrder: Sendable, Hashable {
    /// Who asks.
    public var page: Page
    /// DER.
    public var cms: [UInt8]

    /// Memberwise.
    public init(page: Page, cms: [UInt8]) {
        self.page = page
        self.cms = cms
    }
}

/// A page wants a file chosen.
public struct FileOrder: Sendable, Hashable {
    /// Who asks.
    public var page: Page
    /// Without its dot, in lower case; nil for all files.
    public var fileExtension: String?
    /// Where to begin; the host may ignore it.
    public var folder: String?

    /// Memberwise.
    public init(page: Page, fileExtension: String? = nil, folder: String? = nil) {
        self.page = page
        self.fileExtension = fileExtension
        self.folder = folder
    }
}

/// A page wants a key made and a certificate request for it.
public struct CSROrder: Sendable, Hashable {
    /// Who asks.
    public var page: Page
    /// Where the key may be made; nil means anywhere.
    public var storages: [StorageName]?
    /// Text members of the page's arguments, such as the subject or the algorithm, as they came.
    public var wishes: [String: String]
    /// Language that the page asks for.
    public var locale: Language?

    /// Memberwise.
    public init(
        page: Page, storages: [StorageName]? = nil, wishes: [String: String] = [:], locale: Language? = nil
    ) {
        self.page = page
        self.storages = storages
        self.wishes = wishes
        self.locale = locale
    }
}

/// A page wants an issued certificate written beside its key.
public struct ImportOrder: Sendable, Hashable {
    /// Who asks.
    public var page: Page
    /// Where the key may lie; nil means anywhere.
    public var storages: [StorageName]?
    /// DER.
    public var certificate: [UInt8]
    /// Language that the page asks for.
    public var locale: Language?

    /// Memberwise.
    public init(page: Page, storages: [StorageName]? = nil, certificate: [UInt8], locale: Language? = nil) {
        self.page = page
        self.storages = storages
        self.certificate = certificate
        self.locale = locale
    }
}
