import CPKCS11
import HelperProtocol
import KioskDevices
import KioskDomain
import SwiftASN1

/// The templates of a new key pair.
struct KeyTemplates {
    let publicHalf: [Attribute]
    let privateHalf: [Attribute]

    /// - Parameter gostParameters: `CKA_GOSTR3410_PARAMS`, which only the site knows.
    init(
        _ key: TokenKeyReference, _ algorithm: TokenKeyAlgorithm, gostParameters: [UInt8]?
    ) throws(Failure) {
        var common = [Attribute(CKA_TOKEN, true), Attribute(CKA_ID, key.id)]
        if !key.label.isEmpty { common.append(Attribute(CKA_LABEL, Array(key.label.utf8))) }
        var parameters: [Attribute] = []
        switch algorithm {
        case .rsa2048, .rsa3072, .rsa4096:
            parameters.append(Attribute(CKA_MODULUS_BITS, number: CK_ULONG(algorithm.bits)))
            parameters.append(Attribute(CKA_PUBLIC_EXPONENT, [0x01, 0x00, 0x01]))
        case .ecP256, .ecP384:
            parameters.append(Attribute(CKA_EC_PARAMS, algorithm.curve ?? []))
        case .gost256, .gost512:
            guard let gostParameters else {
                throw Failure(.signAlgorithm, "no gostParameters are configured for \(algorithm.rawValue)")
            }
            parameters.append(Attribute(CKA_GOSTR3410_PARAMS, gostParameters))
        case .other:
            throw Failure(.signAlgorithm, "no key of kind \(algorithm.rawValue) can be made")
        }
        publicHalf = common + [Attribute(CKA_VERIFY, true)] + parameters
        // E2: made on the medium, never leaving it.
        privateHalf =
            common + [
                Attribute(CKA_PRIVATE, true), Attribute(CKA_SENSITIVE, true), Attribute(CKA_EXTRACTABLE, false),
                Attribute(CKA_SIGN, true),
            ]
    }
}

/// The template of an X.509 certificate object (PKCS#11 2.40, 4.6.3): subject, issuer and serial number as the
/// certificate has them.
struct CertificateTemplate {
    let attributes: [Attribute]

    /// - Throws: `Failure` with `certificate.malformed`.
    init(_ key: TokenKeyReference, der: [UInt8]) throws(Failure) {
        guard let names = try? CertificateNames(der) else {
            throw Failure(.certificateMalformed, "not an X.509 certificate")
        }
        var attributes = [
            Attribute(CKA_CLASS, number: CKO_CERTIFICATE), Attribute(CKA_CERTIFICATE_TYPE, number: CKC_X_509),
            Attribute(CKA_TOKEN, true), Attribute(CKA_PRIVATE, false), Attribute(CKA_ID, key.id),
            Attribute(CKA_VALUE, der), Attribute(CKA_SUBJECT, names.subject), Attribute(CKA_ISSUER, names.issuer),
            Attribute(CKA_SERIAL_NUMBER, names.serialNumber),
        ]
        if !key.label.isEmpty { attributes.append(Attribute(CKA_LABEL, Array(key.label.utf8))) }
        self.attributes = attributes
    }
}

/// Three fields of TBSCertificate (RFC 5280, 4.1.2), each with its tag and length.
private struct CertificateNames {
    var serialNumber: [UInt8] = []
    var issuer: [UInt8] = []
    var subject: [UInt8] = []

    init(_ certificate: [UInt8]) throws {
        let root = try DER.parse(certificate)
        let body = try DER.sequence(root, identifier: .sequence) { certificate in
            guard let body = certificate.next(), certificate.next() != nil, certificate.next() != nil else {
                throw ASN1Error.invalidASN1Object(reason: "three parts")
            }
            return body
        }
        self = try DER.sequence(body, identifier: .sequence) { fields in
            var names = CertificateNames()
            var all: [ASN1Node] = []
            while let field = fields.next() { all.append(field) }
            let version = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
            if all.first?.identifier == version { all.removeFirst() }
            guard all.count >= 6, all[0].identifier == .integer, all[2].identifier == .sequence,
                all[4].identifier == .sequence
            else { throw ASN1Error.invalidASN1Object(reason: "fields of TBSCertificate") }
            names.serialNumber = Array(all[0].encodedBytes)
            names.issuer = Array(all[2].encodedBytes)
            names.subject = Array(all[4].encodedBytes)
            return names
        }
    }

    private init() {}
}
