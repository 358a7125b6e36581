import FoundationEssentials
import KioskDomain
import PKIX
import SwiftASN1

/// A PKCS#10 request (RFC 2986) from outside, of which only the key is let through.
struct ProvenRequest: Sendable {
    let key: PublicKey
    let family: KeyFamily
    private let names: [String]

    /// - Throws: ``PortalProblem`` `portal.request-invalid` when it cannot be read, is not signed by its own key, or
    ///   holds a key that is not issued for.
    init(_ request: Data) throws {
        guard request.count <= 16_384, let parsed = try? CertificationRequest(der: Array(request)) else {
            throw PortalProblem.invalid("not a PKCS#10 request in DER")
        }
        guard let key = parsed.publicKey, let family = KeyFamily(of: key.algorithm) else {
            throw PortalProblem.invalid("no certificates are issued for keys of this kind or length")
        }
        guard parsed.provesPossession else {
            throw PortalProblem.invalid("the request is not signed by its own key")
        }
        self.key = key
        self.family = family
        names = parsed.subject.all(.NameAttributes.serialNumber)
    }

    /// - Throws: ``PortalProblem`` `portal.other-person` when it names somebody else.
    func mustName(nobodyBut person: Person) throws {
        guard names.allSatisfy({ $0 == "IIN\(person.iin.digits)" }) else {
            throw PortalProblem(.requestForOtherPerson, 403, "the request names another person")
        }
    }
}
