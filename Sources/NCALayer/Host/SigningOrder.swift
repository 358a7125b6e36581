public import KioskDomain

/// What a page wants signed.
public struct SigningOrder: Sendable, Hashable {
    /// Who asks.
    public var page: Page
    /// At least one.
    public var documents: [SigningDocument]
    /// How.
    public var format: SignatureFormat
    /// Where the key may lie; nil means anywhere.
    public var storages: [StorageName]?
    /// Which keys fit.
    public var filter: KeyFilter
    /// How the signer's certificate must chain.
    public var chain: ChainRule
    /// A key with an expired certificate may be used.
    public var allowExpired: Bool
    /// A key with a revoked certificate may be used.
    public var allowRevoked: Bool
    /// Language that the page asks for; nil leaves it to the screen.
    public var locale: Language?

    /// Memberwise.
    public init(
        page: Page, documents: [SigningDocument], format: SignatureFormat, storages: [StorageName]? = nil,
        filter: KeyFilter = KeyFilter(), chain: ChainRule = .production, allowExpired: Bool = false,
        allowRevoked: Bool = false, locale: Language? = nil
    ) {
        self.page = page
        self.documents = documents
        self.format = format
        self.storages = storages
        self.filter = filter
        self.chain = chain
        self.allowExpired = allowExpired
        self.allowRevoked = allowRevoked
        self.locale = locale
    }
}

/// One document of an order.
public struct SigningDocument: Sendable, Hashable {
    /// What the signature is made over.
    public enum Content: Sendable, Hashable {
        case bytes([UInt8])
        /// The page computed the digest itself and keeps the document; its length is not checked here.
        case digest([UInt8])
    }

    /// The file's name without its folder; nil when the page gave none.
    public var name: String?
    /// Document or digest.
    public var content: Content

    /// Memberwise.
    public init(name: String? = nil, content: Content) {
        self.name = name
        self.content = content
    }

    /// Bytes of the document; nil when only its digest is known.
    public var size: Int? {
        switch content {
        case .bytes(let bytes): bytes.count
        case .digest: nil
        }
    }
}

/// The form of the signature.
public enum SignatureFormat: Sendable, Hashable {
    /// CAdES-BES, or CAdES-T with a time stamp (ETSI EN 319 122-1); the result is DER.
    case cms(attached: Bool, timeStamp: TimeStampProfile?)
    /// Enveloped XML signature; the result is UTF-8 text.
    case xml(XMLProfile)
    /// The signature value alone.
    case raw
}

/// Which time-stamping authority; the protocol knows only "the default one" and free-form wishes.
public struct TimeStampProfile: Sendable, Hashable {
    /// Text members of the page's `tsaProfile`, such as a policy; empty for the default.
    public var wishes: [String: String]

    /// Memberwise.
    public init(wishes: [String: String] = [:]) { self.wishes = wishes }
}

/// Where an XML signature is made.
public struct XMLProfile: Sendable, Hashable {
    /// How the lines inside `ds:Signature` end.
    public enum LineEnding: String, Sendable, Hashable {
        /// As commonUtils answers.
        case carriageReturnLineFeed = "\r\n"
        /// As basics answers.
        case lineFeed = "\n"
    }

    /// XPath of the element to be signed; nil for the whole document.
    public var signedElement: String?
    /// XPath of the element that gets the signature; nil for the document element.
    public var signatureParent: String?
    /// Recorded difference of the two modules.
    public var lineEnding: LineEnding

    /// Memberwise.
    public init(signedElement: String? = nil, signatureParent: String? = nil, lineEnding: LineEnding) {
        self.signedElement = signedElement
        self.signatureParent = signatureParent
        self.lineEnding = lineEnding
    }
}

/// Which keys fit an order; an empty filter fits all.
public struct KeyFilter: Sendable, Hashable {
    /// What a key is for.
    public enum Purpose: String, Sendable, Hashable { case signature, authentication }

    /// nil: the person chooses from all.
    public var purpose: Purpose?
    /// The certificate must hold every one of these extended key usages.
    public var extendedKeyUsages: [String]
    /// IIN of the holder.
    public var iin: String?
    /// BIN of the organisation.
    public var bin: String?
    /// Serial number of the certificate, hexadecimal, as the page wrote it.
    public var serialNumber: String?

    /// Memberwise.
    public init(
        purpose: Purpose? = nil, extendedKeyUsages: [String] = [], iin: String? = nil, bin: String? = nil,
        serialNumber: String? = nil
    ) {
        self.purpose = purpose
        self.extendedKeyUsages = extendedKeyUsages
        self.iin = iin
        self.bin = bin
        self.serialNumber = serialNumber
    }
}

/// How the certificate of the signer must chain.
public enum ChainRule: Sendable, Hashable {
    /// To the authorities of the configuration.
    case production
    /// No path is built: certificates of test authorities are taken as well.
    case unchecked
    /// To one of these, DER.
    case authorities([[UInt8]])
}

/// What a host answers to an order.
public struct SigningResult: Sendable, Hashable {
    /// One per document: DER of a CMS, UTF-8 of an XML, or the bare signature value.
    public var signatures: [[UInt8]]
    /// The signer's certificate, DER.
    public var certificate: [UInt8]

    /// Memberwise.
    public init(signatures: [[UInt8]], certificate: [UInt8]) {
        self.signatures = signatures
        self.certificate = certificate
    }
}
