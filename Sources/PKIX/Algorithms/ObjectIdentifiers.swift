public import SwiftASN1

/// Names of Kazakhstan's national certification authority (NCA), arc 1.2.398.3.
public enum KZ {
    /// GOST 34.310-2004: key.
    public static let gost2004: ASN1ObjectIdentifier = [1, 2, 398, 3, 10, 1, 1, 1, 1]
    /// Its parameters: the curve.
    public static let gost2004Parameters: ASN1ObjectIdentifier = [1, 2, 398, 3, 10, 1, 1, 1, 1, 1]
    /// Its signature over GOST 34.311-95.
    public static let gost2004Signature: ASN1ObjectIdentifier = [1, 2, 398, 3, 10, 1, 1, 1, 2]
    /// 34.10-2015 with 256 bits: key.
    public static let gost2015_256: ASN1ObjectIdentifier = [1, 2, 398, 3, 10, 1, 1, 2, 1]
    /// Its parameters: the curve.
    public static let gost2015_256Parameters: ASN1ObjectIdentifier = [1, 2, 398, 3, 10, 1, 1, 2, 1, 1]
    /// Its signature over 34.11-2015 with 256 bits.
    public static let gost2015_256Signature: ASN1ObjectIdentifier = [1, 2, 398, 3, 10, 1, 1, 2, 3, 1]
    /// 34.10-2015 with 512 bits: key.
    public static let gost2015_512: ASN1ObjectIdentifier = [1, 2, 398, 3, 10, 1, 1, 2, 2]
    /// Its parameters: the curve.
    public static let gost2015_512Parameters: ASN1ObjectIdentifier = [1, 2, 398, 3, 10, 1, 1, 2, 2, 1]
    /// Its signature over 34.11-2015 with 512 bits.
    public static let gost2015_512Signature: ASN1ObjectIdentifier = [1, 2, 398, 3, 10, 1, 1, 2, 3, 2]
    /// GOST 34.311-95.
    public static let gost34311: ASN1ObjectIdentifier = [1, 2, 398, 3, 10, 1, 3, 1]
    /// GOST 34.311-95 with its parameters named.
    public static let gost34311Parameters: ASN1ObjectIdentifier = [1, 2, 398, 3, 10, 1, 3, 1, 1, 0]
    /// 34.11-2015 with 256 bits.
    public static let streebog256: ASN1ObjectIdentifier = [1, 2, 398, 3, 10, 1, 3, 2]
    /// 34.11-2015 with 512 bits.
    public static let streebog512: ASN1ObjectIdentifier = [1, 2, 398, 3, 10, 1, 3, 3]
    /// Arc of what says who the holder is (extended key usage).
    public static let holder: ASN1ObjectIdentifier = [1, 2, 398, 3, 3, 4]
    /// Arc of the extension that says where the key was made.
    public static let keyStorage: ASN1ObjectIdentifier = [1, 2, 398, 3, 3, 5]
    /// The key was made for a PKCS#12 file.
    public static let keyStorageFile: ASN1ObjectIdentifier = [1, 2, 398, 3, 3, 5, 1, 1]
    /// Policy of a legal entity's signing certificate.
    public static let policyLegalEntitySign: ASN1ObjectIdentifier = [1, 2, 398, 3, 3, 2, 1]
    /// Policy of a legal entity's certificate for authentication (decided: the facts give .1 and .3 for signing and .4 for a
    /// person's log-in, and leave .2).
    public static let policyLegalEntityAuthentication: ASN1ObjectIdentifier = [1, 2, 398, 3, 3, 2, 2]
    /// Policy of a person's signing certificate.
    public static let policyIndividualSign: ASN1ObjectIdentifier = [1, 2, 398, 3, 3, 2, 3]
    /// Policy of a person's certificate for authentication.
    public static let policyIndividualAuthentication: ASN1ObjectIdentifier = [1, 2, 398, 3, 3, 2, 4]
    /// Policy of the authorities' own certificates.
    public static let policyAuthority: ASN1ObjectIdentifier = [1, 2, 398, 3, 3, 2]
}

/// The same digests under their Russian names (tc26), as some programs write them.
enum TC26 {
    static let streebog256: ASN1ObjectIdentifier = [1, 2, 643, 7, 1, 1, 2, 2]
    static let streebog512: ASN1ObjectIdentifier = [1, 2, 643, 7, 1, 1, 2, 3]
}

/// Names of PKCS#1, SEC 1 and the hash functions.
enum Standard {
    static let rsaEncryption: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 1, 1]
    static let sha1WithRSA: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 1, 5]
    static let rsaPSS: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 1, 10]
    static let mgf1: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 1, 8]
    static let sha256WithRSA: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 1, 11]
    static let sha384WithRSA: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 1, 12]
    static let sha512WithRSA: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 1, 13]
    static let ecPublicKey: ASN1ObjectIdentifier = [1, 2, 840, 10045, 2, 1]
    static let p256: ASN1ObjectIdentifier = [1, 2, 840, 10045, 3, 1, 7]
    static let p384: ASN1ObjectIdentifier = [1, 3, 132, 0, 34]
    static let ecdsaSHA256: ASN1ObjectIdentifier = [1, 2, 840, 10045, 4, 3, 2]
    static let ecdsaSHA384: ASN1ObjectIdentifier = [1, 2, 840, 10045, 4, 3, 3]
    static let ecdsaSHA512: ASN1ObjectIdentifier = [1, 2, 840, 10045, 4, 3, 4]
    static let sha1: ASN1ObjectIdentifier = [1, 3, 14, 3, 2, 26]
    static let sha256: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 2, 1]
    static let sha384: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 2, 2]
    static let sha512: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 2, 3]
}
