import KioskDomain
import PKIX
import SwiftASN1
import XMLSignature

/// Throw-away keys with self-made certificates, one of each kind.
struct DemoSigner: Sendable {
    let key: PrivateKey
    let certificate: Certificate

    init(_ algorithm: KeyAlgorithm) throws {
        key = try PrivateKey.generate(algorithm)
        certificate = try Self.certificate(key)
    }

    /// The same key for all tests of a run: RSA keys take their time.
    static func of(_ algorithm: KeyAlgorithm) throws -> DemoSigner {
        switch algorithm {
        case .rsa: try rsa.get()
        case .ecP256: try p256.get()
        case .ecP384: try p384.get()
        case .gost2004: try gost2004.get()
        case .gost2015_256: try gost256.get()
        case .gost2015_512: try gost512.get()
        }
    }

    private static let rsa = Result { try DemoSigner(.rsa(bits: 2048)) }
    private static let p256 = Result { try DemoSigner(.ecP256) }
    private static let p384 = Result { try DemoSigner(.ecP384) }
    private static let gost2004 = Result { try DemoSigner(.gost2004) }
    private static let gost256 = Result { try DemoSigner(.gost2015_256) }
    private static let gost512 = Result { try DemoSigner(.gost2015_512) }

    /// All kinds.
    static let algorithms: [KeyAlgorithm] = [
        .rsa(bits: 2048), .ecP256, .ecP384, .gost2004, .gost2015_256, .gost2015_512,
    ]

    private static func certificate(_ key: PrivateKey) throws -> Certificate {
        let algorithm = key.algorithm.signatureAlgorithm
        let name = DEREncoding.sequence(
            DEREncoding.set(of: [
                DEREncoding.sequence(
                    DEREncoding.objectIdentifier([2, 5, 4, 3]), DEREncoding.utf8String("Demo Person 1"))
            ]))
        let tbs = DEREncoding.sequence(
            DEREncoding.explicit(0, DEREncoding.integer(2)), DEREncoding.integer(1), algorithm.identifier.der, name,
            DEREncoding.sequence(
                DEREncoding.time(UnixTime(milliseconds: 1_700_000_000_000)),
                DEREncoding.time(UnixTime(milliseconds: 2_400_000_000_000))),
            name, key.publicKey.info.der)
        let signed = ToBeSigned(bytes: tbs, algorithm: algorithm)
        return try Certificate(der: signed.assembled(signature: key.sign(digest: signed.digest)))
    }

    /// The signed document.
    static func sign(_ text: String, _ algorithm: KeyAlgorithm) throws -> String { try sign(.text(text), algorithm) }

    /// The signed document.
    static func sign(
        _ source: XMLSource, _ algorithm: KeyAlgorithm, _ options: XMLSigningOptions = XMLSigningOptions()
    ) throws -> String {
        let signer = try of(algorithm)
        return try signer.complete(XMLSigner.prepare(source, certificate: signer.certificate, options: options))
    }

    /// The sample envelope, signed.
    static func message(_ token: WebServiceToken, _ algorithm: KeyAlgorithm) throws -> String {
        let signer = try of(algorithm)
        return try signer.complete(
            WebServiceSigner.prepare(.text(Samples.envelope), certificate: signer.certificate, token: token))
    }

    func complete(_ prepared: PreparedXMLSignature) throws -> String {
        Samples.text(try prepared.complete(signature: key.sign(digest: prepared.digest)))
    }
}
