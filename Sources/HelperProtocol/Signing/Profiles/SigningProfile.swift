/// What kind of signature is made.
public enum SigningProfile: Sendable, Hashable, Codable {
    /// CMS with the attributes of CAdES (RFC 5652, RFC 5126).
    case cms(CMSProfile)
    /// XMLDSig within the document.
    case xml(XMLProfile)
    /// WS-Security: the body of a SOAP envelope, an XMLDSig in its header.
    case wsse(WSSEProfile)
    /// The bare signature over the document.
    case raw
}

/// A CMS signature. Without a time stamp it is CAdES-BES, with one CAdES-T.
public struct CMSProfile: Sendable, Hashable, Codable {
    /// What the document is that comes with the request.
    public enum Subject: String, Sendable, Hashable, Codable {
        /// The content to sign.
        case content
        /// Only its digest, in the algorithm of the signer's key: the signature is detached.
        case digest
        /// A signed document, to which one more signature is added.
        case signedDocument = "signed-document"
    }

    /// How the result is written.
    public enum Form: String, Sendable, Hashable, Codable {
        /// DER.
        case binary
        /// Base64 in one line.
        case base64
        /// `-----BEGIN CMS-----` (RFC 7468, 9).
        case pem
    }

    /// What is signed.
    public var subject: Subject
    /// Whether the result holds the content.
    public var attached: Bool
    /// The service of the time stamp; nil for none.
    public var timeStamp: TimeStampService?
    /// How the result is written.
    public var form: Form

    /// Attached CAdES-BES over the content, unless said otherwise.
    public init(
        subject: Subject = .content, attached: Bool = true, timeStamp: TimeStampService? = nil, form: Form = .binary
    ) {
        self.subject = subject
        self.attached = attached
        self.timeStamp = timeStamp
        self.form = form
    }
}

/// Where time stamps come from.
public struct TimeStampService: Sendable, Hashable, Codable {
    /// Its address.
    public var url: String
    /// The policy asked for, as a dotted object identifier; nil leaves it to the service.
    public var policy: String?

    /// Every field as given.
    public init(url: String, policy: String? = nil) {
        self.url = url
        self.policy = policy
    }
}

/// An enveloped XML signature, as portals know it from NCALayer.
public struct XMLProfile: Sendable, Hashable, Codable {
    /// How lines of the result end.
    public enum LineEnding: String, Sendable, Hashable, Codable { case lf, crlf }

    /// XPath of the element to sign; empty for the whole document.
    public var tbsXPath: String
    /// XPath of the element that gets the signature as its last child; empty for the signed element.
    public var parentXPath: String
    /// How lines end.
    public var lineEnding: LineEnding
    /// The document was text that something else has decoded (a string of JSON): the encoding that its declaration names
    /// does not count, it is UTF-8.
    public var isText: Bool

    /// The whole document, signature last in its root, unless said otherwise.
    public init(
        tbsXPath: String = "", parentXPath: String = "", lineEnding: LineEnding = .lf, isText: Bool = false
    ) {
        self.tbsXPath = tbsXPath
        self.parentXPath = parentXPath
        self.lineEnding = lineEnding
        self.isText = isText
    }
}

/// A signature over the body of a SOAP envelope (OASIS WS-Security, X.509 Certificate Token Profile).
public struct WSSEProfile: Sendable, Hashable, Codable {
    /// How the message carries the certificate.
    public enum Token: String, Sendable, Hashable, Codable {
        /// As a BinarySecurityToken of its own.
        case binarySecurityToken = "binary-security-token"
        /// Inside the reference itself.
        case keyIdentifier = "key-identifier"
    }

    /// How the message carries the certificate.
    public var token: Token
    /// As in ``XMLProfile/isText``.
    public var isText: Bool

    /// A token of its own, unless said otherwise.
    public init(token: Token = .binarySecurityToken, isText: Bool = false) {
        self.token = token
        self.isText = isText
    }
}
