import GOST
import KioskDevices
import KioskDomain
import SwiftASN1

/// How the NCA's certificates write GOST keys: AlgorithmIdentifier{key, SEQUENCE{curve, digest}} and an OCTET STRING.
enum GOSTKeyCoding {
    /// The key algorithms and the names that belong to each.
    private static let table:
        [(
            algorithm: KeyAlgorithm, key: ASN1ObjectIdentifier, curve: ASN1ObjectIdentifier,
            digest: ASN1ObjectIdentifier
        )] =
            [
                (.gost2004, KZ.gost2004, KZ.gost2004Parameters, KZ.gost34311Parameters),
                (.gost2015_256, KZ.gost2015_256, KZ.gost2015_256Parameters, KZ.streebog256),
                (.gost2015_512, KZ.gost2015_512, KZ.gost2015_512Parameters, KZ.streebog512),
            ]

    /// The algorithm that an identifier names; nil when it is none of ours or names another curve.
    static func algorithm(_ identifier: AlgorithmIdentifier) -> KeyAlgorithm? {
        guard let row = table.first(where: { $0.key == identifier.algorithm }), let parameters = identifier.parameters,
            var reader = try? ElementReader(der: parameters[...], limit: DERLimits.certificate),
            (try? reader.next().objectIdentifier) == row.curve
        else { return nil }
        return row.algorithm
    }

    static func identifier(_ algorithm: KeyAlgorithm) -> AlgorithmIdentifier? {
        table.first { $0.algorithm == algorithm }.map { row in
            AlgorithmIdentifier(
                row.key,
                parameters: DEREncoding.sequence(
                    DEREncoding.objectIdentifier(row.curve), DEREncoding.objectIdentifier(row.digest)))
        }
    }

    static func curve(_ algorithm: KeyAlgorithm) -> GOSTCurve? {
        switch algorithm {
        case .gost2004: .cryptoProA
        case .gost2015_256: .tc26_256A
        case .gost2015_512: .tc26_512A
        case .rsa, .ecP256, .ecP384: nil
        }
    }

    static func publicKey(_ info: SubjectPublicKeyInfo, _ curve: GOSTCurve) -> GOSTPublicKey? {
        guard let node = try? DER.parse(info.subjectPublicKey), let bytes = try? node.octetString else { return nil }
        return GOSTPublicKey(curve: curve, bytes: Array(bytes))
    }

    /// The number inside PKCS#8's privateKey field. Four forms are met: an OCTET STRING or nothing around the number,
    /// little-endian; an INTEGER or an ECPrivateKey (RFC 5915), most significant byte first.
    static func privateKey(_ contents: ArraySlice<UInt8>, _ curve: GOSTCurve) throws(Failure) -> GOSTPrivateKey {
        let length = curve.byteCount
        if contents.count == length { return try key(contents, curve) }
        guard let node = try? DER.parse(contents) else { throw malformed }
        switch node.identifier {
        case .octetString:
            guard let bytes = try? node.octetString, bytes.count == length else { throw malformed }
            return try key(bytes, curve)
        case .integer:
            guard let bytes = try? node.primitive else { throw malformed }
            return try key(fromBigEndian: bytes, curve)
        case .sequence:
            guard var reader = try? ElementReader(node), (try? reader.next().number()) == 1,
                let bytes = try? reader.next().octetString
            else { throw malformed }
            return try key(fromBigEndian: bytes, curve)
        default: throw malformed
        }
    }

    private static var malformed: Failure { Failure(.keyFileMalformed, "not a GOST private key (PKCS#8)") }

    private static func key(fromBigEndian bytes: ArraySlice<UInt8>, _ curve: GOSTCurve) throws(Failure)
        -> GOSTPrivateKey
    {
        let digits = bytes.drop { $0 == 0 }
        guard digits.count <= curve.byteCount else { throw malformed }
        return try key(digits.reversed(), curve)
    }

    /// Takes the number byte by byte, so that no copy of it is left behind.
    private static func key(_ digits: some Collection<UInt8>, _ curve: GOSTCurve) throws(Failure) -> GOSTPrivateKey {
        var number = SecretBytes()
        for digit in digits where !number.append(digit) { throw malformed }
        while number.count < curve.byteCount, number.append(0) {}
        return try GOSTPrivateKey(curve: curve, number: number)
    }
}
