import CryptoExtras
import FoundationEssentials
import KioskDomain
import SwiftASN1
import X509

/// Reads a PKCS#10 request (RFC 2986) from outside and lets only its key through.
enum RequestReader {
    /// The key of a request that its own key signed and that names nobody but `person`.
    ///
    /// - Throws: ``PortalProblem`` `portal.request-invalid` or `portal.other-person`.
    static func key(of request: Data, for person: Person) throws -> Certificate.PublicKey {
        guard request.count <= 16_384, let parsed = try? CertificateSigningRequest(derEncoded: Array(request)) else {
            throw PortalProblem.invalid("not a PKCS#10 request in DER")
        }
        guard parsed.publicKey.isValidSignature(parsed.signature, for: parsed) else {
            throw PortalProblem.invalid("the request is not signed by its own key")
        }
        for name in parsed.subject {
            for attribute in name where attribute.type == .NameAttributes.serialNumber {
                guard attribute.value.description == "IIN\(person.iin.digits)" else {
                    throw PortalProblem(.requestForOtherPerson, 403, "the request names another person")
                }
            }
        }
        if let rsa = _RSA.Signing.PublicKey(parsed.publicKey), rsa.keySizeInBits < 2_048 {
            throw PortalProblem.invalid("the RSA key is shorter than 2048 bits")
        }
        return parsed.publicKey
    }
}
