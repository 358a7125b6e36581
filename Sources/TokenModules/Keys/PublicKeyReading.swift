import CPKCS11
import HelperProtocol
import KioskDevices
import KioskDomain
import SwiftASN1

extension PKCS11Module {
    private static let modulusLimit = 2048
    private static let pointLimit = 1024

    /// What kind of key the object is, by its public attributes.
    func keyAlgorithm(of object: ObjectHandle, _ session: CK_SESSION_HANDLE) throws(Failure) -> TokenKeyAlgorithm {
        let type = try number(CKA_KEY_TYPE, of: object, session)
        let modulus =
            type == CKK_RSA ? try attribute(CKA_MODULUS, of: object, session, limit: Self.modulusLimit) : nil
        let curve =
            type == CKK_EC ? try attribute(CKA_EC_PARAMS, of: object, session, limit: Self.pointLimit) : nil
        return TokenKeyAlgorithm(keyType: type, modulus: modulus, curve: curve)
    }

    /// The public key of a public key object.
    func publicKey(_ object: ObjectHandle, _ session: CK_SESSION_HANDLE) throws(Failure) -> TokenPublicKey {
        let algorithm = try keyAlgorithm(of: object, session)
        switch algorithm {
        case .rsa2048, .rsa3072, .rsa4096:
            return try rsaKey(object, algorithm, session)
        case .ecP256, .ecP384:
            return try curveKey(object, algorithm, session)
        case .gost256, .gost512:
            let value = try attribute(CKA_VALUE, of: object, session, limit: Self.pointLimit) ?? []
            guard value.count == algorithm.bits / 4 else { throw garbage("a GOST public key of \(value.count) bytes") }
            return TokenPublicKey(algorithm: algorithm, subjectPublicKeyInfo: nil, value: value)
        case .other:
            throw garbage("a public key of another kind than was made")
        }
    }

    private func rsaKey(
        _ object: ObjectHandle, _ algorithm: TokenKeyAlgorithm, _ session: CK_SESSION_HANDLE
    ) throws(Failure) -> TokenPublicKey {
        let modulus = try attribute(CKA_MODULUS, of: object, session, limit: Self.modulusLimit) ?? []
        let exponent = try attribute(CKA_PUBLIC_EXPONENT, of: object, session, limit: 16) ?? []
        guard exponent.last.map({ $0 & 1 == 1 }) ?? false, modulus.last.map({ $0 & 1 == 1 }) ?? false else {
            throw garbage("an RSA public key with an even or empty number")
        }
        let key = try der { serializer in
            try serializer.appendConstructedNode(identifier: .sequence) { inner in
                try inner.serialize(positive: modulus)
                try inner.serialize(positive: exponent)
            }
        }
        // rsaEncryption with NULL (RFC 3279, 2.3.1).
        let info = try Self.subjectPublicKeyInfo(key) { inner in
            try inner.serialize(ASN1ObjectIdentifier(elements: [1, 2, 840, 113549, 1, 1, 1]))
            try inner.serialize(ASN1Null())
        }
        return TokenPublicKey(algorithm: algorithm, subjectPublicKeyInfo: info, value: key)
    }

    private func curveKey(
        _ object: ObjectHandle, _ algorithm: TokenKeyAlgorithm, _ session: CK_SESSION_HANDLE
    ) throws(Failure) -> TokenPublicKey {
        let bytes = try attribute(CKA_EC_POINT, of: object, session, limit: Self.pointLimit) ?? []
        let length = 1 + algorithm.bits / 4
        // An OCTET STRING by the standard; some modules give the bare point.
        let point =
            bytes.count == length + 2 && bytes[0] == 0x04 && bytes[1] == UInt8(length) ? Array(bytes[2...]) : bytes
        guard point.count == length, point[0] == 0x04, let curve = algorithm.curve else {
            throw garbage("CKA_EC_POINT: not an uncompressed point of the curve")
        }
        // id-ecPublicKey with the named curve (RFC 5480, 2.1.1).
        let info = try Self.subjectPublicKeyInfo(point) { inner in
            try inner.serialize(ASN1ObjectIdentifier(elements: [1, 2, 840, 10045, 2, 1]))
            inner.serializeRawBytes(curve)
        }
        return TokenPublicKey(algorithm: algorithm, subjectPublicKeyInfo: info, value: point)
    }

    private static func subjectPublicKeyInfo(
        _ key: [UInt8], _ algorithm: (inout DER.Serializer) throws -> Void
    ) throws(Failure) -> [UInt8] {
        try der { serializer in
            try serializer.appendConstructedNode(identifier: .sequence) { inner in
                try inner.appendConstructedNode(identifier: .sequence, algorithm)
                try inner.serialize(ASN1BitString(bytes: key[...]))
            }
        }
    }
}
