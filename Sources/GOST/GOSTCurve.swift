import CGOST

/// A curve of GOST R 34.10 that Kazakhstan's signatures use (facts of the NCA's certificates, section 3.2).
public enum GOSTCurve: Sendable, Hashable, CaseIterable {
    /// id-tc26-gost-3410-2012-256-paramSetA (RFC 7836, A.2): KZ 34.10-2015 with 256 bits.
    case tc26_256A
    /// id-GostR3410-2001-CryptoPro-A-ParamSet (RFC 4357, 11.4): KZ 34.310-2004.
    case cryptoProA
    /// id-tc26-gost-3410-12-512-paramSetA (RFC 7836, A.1): KZ 34.10-2015 with 512 bits.
    case tc26_512A

    /// Bytes of one number, and of the digest that is signed: 32 or 64.
    public var byteCount: Int { cgost_length(number) }

    var number: Int32 {
        switch self {
        case .tc26_256A: Int32(CGOST_256_A.rawValue)
        case .cryptoProA: Int32(CGOST_256_B.rawValue)
        case .tc26_512A: Int32(CGOST_512_A.rawValue)
        }
    }
}
