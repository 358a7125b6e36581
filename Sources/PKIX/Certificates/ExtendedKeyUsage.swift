public import SwiftASN1

/// Names of purposes in the extended key usage extension (RFC 5280, 4.2.1.12).
public enum ExtendedKeyUsage {
    /// Every purpose.
    public static let any: ASN1ObjectIdentifier = [2, 5, 29, 37, 0]
    /// TLS server.
    public static let serverAuth: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 3, 1]
    /// TLS client; with the NCA: authentication.
    public static let clientAuth: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 3, 2]
    /// E-mail; with the NCA: signature.
    public static let emailProtection: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 3, 4]
    /// Time stamps (RFC 3161, 2.3).
    public static let timeStamping: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 3, 8]
    /// Answers of OCSP (RFC 6960, 4.2.2.2).
    public static let ocspSigning: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 3, 9]
}

/// Names of extensions (RFC 5280, 4.2; 5.2).
public enum ExtensionName {
    /// RFC 5280, 4.2.1.2.
    public static let subjectKeyIdentifier: ASN1ObjectIdentifier = [2, 5, 29, 14]
    /// RFC 5280, 4.2.1.3.
    public static let keyUsage: ASN1ObjectIdentifier = [2, 5, 29, 15]
    /// RFC 5280, 4.2.1.6.
    public static let subjectAlternativeName: ASN1ObjectIdentifier = [2, 5, 29, 17]
    /// RFC 5280, 4.2.1.9.
    public static let basicConstraints: ASN1ObjectIdentifier = [2, 5, 29, 19]
    /// RFC 5280, 5.2.3.
    public static let crlNumber: ASN1ObjectIdentifier = [2, 5, 29, 20]
    /// RFC 5280, 5.3.1.
    public static let reasonCode: ASN1ObjectIdentifier = [2, 5, 29, 21]
    /// RFC 5280, 5.2.4.
    public static let deltaCRLIndicator: ASN1ObjectIdentifier = [2, 5, 29, 27]
    /// RFC 5280, 5.2.5.
    public static let issuingDistributionPoint: ASN1ObjectIdentifier = [2, 5, 29, 28]
    /// RFC 5280, 5.3.3.
    public static let certificateIssuer: ASN1ObjectIdentifier = [2, 5, 29, 29]
    /// RFC 5280, 4.2.1.10.
    public static let nameConstraints: ASN1ObjectIdentifier = [2, 5, 29, 30]
    /// RFC 5280, 4.2.1.13.
    public static let crlDistributionPoints: ASN1ObjectIdentifier = [2, 5, 29, 31]
    /// RFC 5280, 4.2.1.4.
    public static let certificatePolicies: ASN1ObjectIdentifier = [2, 5, 29, 32]
    /// RFC 5280, 4.2.1.1.
    public static let authorityKeyIdentifier: ASN1ObjectIdentifier = [2, 5, 29, 35]
    /// RFC 5280, 4.2.1.12.
    public static let extendedKeyUsage: ASN1ObjectIdentifier = [2, 5, 29, 37]
    /// RFC 5280, 4.2.1.15.
    public static let freshestCRL: ASN1ObjectIdentifier = [2, 5, 29, 46]
    /// RFC 5280, 4.2.2.1.
    public static let authorityInformationAccess: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 1, 1]
    /// RFC 6960, 4.2.2.2.1.
    public static let ocspNoCheck: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 48, 1, 5]
}

/// Names of access methods (RFC 5280, 4.2.2.1) and of policy qualifiers (4.2.1.4).
enum AccessName {
    static let ocsp: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 48, 1]
    static let caIssuers: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 48, 2]
    static let practiceStatement: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 2, 1]
    static let userNotice: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 2, 2]
    static let extensionRequest: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 9, 14]
}
