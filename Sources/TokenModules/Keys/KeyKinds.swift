import CPKCS11
import HelperProtocol

/// Numbers of the extension that vendors of GOST tokens share (TC 26), which the header does not have.
enum GOSTNumbers {
    private static let base: CK_ULONG = 0xD432_1000
    /// `CKK_GOSTR3410_512`.
    static let keyType512: CK_KEY_TYPE = base | 0x003
    /// `CKM_GOSTR3410_512_KEY_PAIR_GEN`.
    static let generate512: CK_MECHANISM_TYPE = base | 0x005
    /// `CKM_GOSTR3410_512`.
    static let sign512: CK_MECHANISM_TYPE = base | 0x006
}

extension TokenKeyAlgorithm {
    /// `CKA_KEY_TYPE`; nil for `other`.
    var keyType: CK_KEY_TYPE? {
        switch self {
        case .rsa2048, .rsa3072, .rsa4096: CKK_RSA
        case .ecP256, .ecP384: CKK_EC
        case .gost256: CKK_GOSTR3410
        case .gost512: GOSTNumbers.keyType512
        case .other: nil
        }
    }

    /// Signs a digest.
    var signingMechanism: CK_MECHANISM_TYPE? {
        switch self {
        case .rsa2048, .rsa3072, .rsa4096: CKM_RSA_PKCS
        case .ecP256, .ecP384: CKM_ECDSA
        case .gost256: CKM_GOSTR3410
        case .gost512: GOSTNumbers.sign512
        case .other: nil
        }
    }

    /// Makes a key pair.
    var generationMechanism: CK_MECHANISM_TYPE? {
        switch self {
        case .rsa2048, .rsa3072, .rsa4096: CKM_RSA_PKCS_KEY_PAIR_GEN
        case .ecP256, .ecP384: CKM_EC_KEY_PAIR_GEN
        case .gost256: CKM_GOSTR3410_KEY_PAIR_GEN
        case .gost512: GOSTNumbers.generate512
        case .other: nil
        }
    }

    /// Bits of the key, as mechanisms count them.
    var bits: Int {
        switch self {
        case .rsa2048: 2048
        case .rsa3072: 3072
        case .rsa4096: 4096
        case .ecP256, .gost256: 256
        case .ecP384: 384
        case .gost512: 512
        case .other: 0
        }
    }

    /// Bytes of a signature as the token gives it: r and s beside each other for curves.
    var signatureLength: Int {
        switch self {
        case .rsa2048, .rsa3072, .rsa4096: bits / 8
        case .ecP256, .ecP384, .gost256, .gost512: bits / 4
        case .other: 0
        }
    }

    /// `CKA_EC_PARAMS`: the named curve's OID in DER (RFC 5480, 2.1.1.1).
    var curve: [UInt8]? {
        switch self {
        case .ecP256: [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
        case .ecP384: [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22]
        default: nil
        }
    }

    /// By what the key's public attributes say.
    init(keyType: CK_KEY_TYPE?, modulus: [UInt8]?, curve: [UInt8]?) {
        let bits = (modulus?.drop { $0 == 0 }.count ?? 0) * 8
        self =
            Self.allCases.first { candidate in
                guard candidate.keyType == keyType, keyType != nil else { return false }
                switch keyType {
                case CKK_RSA: return candidate.bits == bits
                case CKK_EC: return candidate.curve == curve
                default: return true
                }
            } ?? .other
    }
}

extension TokenDigestAlgorithm {
    /// DigestInfo before the digest (RFC 8017, 9.2, note 1); nil for GOST, which no RSA key signs.
    var digestInfoPrefix: [UInt8]? {
        let last: UInt8
        switch self {
        case .sha256: last = 1
        case .sha384: last = 2
        case .sha512: last = 3
        case .gost95, .gost2015x256, .gost2015x512: return nil
        }
        let count = UInt8(length)
        return [0x30, 0x11 + count, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, last]
            + [0x05, 0x00, 0x04, count]
    }
}
