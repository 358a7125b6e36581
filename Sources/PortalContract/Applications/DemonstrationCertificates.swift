public import FoundationEssentials

/// What a certificate is for (RULES E0).
public enum CertificateUse: String, Codable, Sendable, Hashable, CaseIterable {
    /// To log in.
    case authentication
    /// To sign.
    case signature
    /// One certificate for both, as with one GOST key.
    case both
}

/// Whom a legal entity's certificate names beside the person (RULES E3).
public struct Organisation: Codable, Sendable, Hashable {
    /// 12 digits (RULES P2).
    public var bin: String
    /// Its name.
    public var name: String
    /// The person's part in it, an extended key usage of the national profile: `1.2.398.3.3.4.1.2` and below.
    public var holder: String

    /// Memberwise.
    public init(bin: String, name: String, holder: String) {
        self.bin = bin
        self.name = name
        self.holder = holder
    }
}

/// Body of `POST /demonstration/certificates`: certificates for a demonstration person without an application, so that
/// a demonstration can have a key file. Demonstration mode only.
public struct DemonstrationCertificatesRequest: Codable, Sendable, Hashable {
    /// At most so many at once.
    public static let limit = 8

    /// One key.
    public struct Item: Codable, Sendable, Hashable {
        /// What its certificate shall be for.
        public var use: CertificateUse
        /// PKCS#10 in DER (RFC 2986).
        public var request: Data

        /// Memberwise.
        public init(use: CertificateUse, request: Data) {
            self.use = use
            self.request = request
        }
    }

    /// Of the register.
    public var iin: String
    /// At most ``limit``.
    public var requests: [Item]
    /// For certificates of a legal entity, whose only use is `signature`.
    public var organisation: Organisation?

    /// Memberwise.
    public init(iin: String, requests: [Item], organisation: Organisation? = nil) {
        self.iin = iin
        self.requests = requests
        self.organisation = organisation
    }
}

/// Answer of `POST /demonstration/certificates`.
public struct DemonstrationCertificates: Codable, Sendable, Hashable {
    /// A certificate and those above it.
    public struct Item: Codable, Sendable, Hashable {
        /// The new one.
        public var certificate: IssuedCertificate
        /// DER, the issuer first, the root last.
        public var chain: [Data]

        /// Memberwise.
        public init(certificate: IssuedCertificate, chain: [Data]) {
            self.certificate = certificate
            self.chain = chain
        }
    }

    /// In the order of the requests.
    public var certificates: [Item]
    /// Always true: nothing of this is for real.
    public var demonstration: Bool

    /// Memberwise.
    public init(certificates: [Item], demonstration: Bool = true) {
        self.certificates = certificates
        self.demonstration = demonstration
    }
}
