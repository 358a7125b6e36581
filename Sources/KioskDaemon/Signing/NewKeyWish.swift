import HelperProtocol
import KioskDevices
import KioskDomain
import NCALayer
import PKIX
import SwiftASN1

/// The key that a page wants made, read from its free-form wishes (`docs/ncalayer.md`).
struct NewKeyWish: Sendable {
    var algorithm: SigningKeyAlgorithm
    var subject: DistinguishedName

    init(algorithm: SigningKeyAlgorithm, subject: DistinguishedName) {
        self.algorithm = algorithm
        self.subject = subject
    }

    /// - Parameter wishes: `algorithm` (also `keyAlgorithm`, `alg`) and `subject` (also `subjectDn`, `dn`); without them
    ///   RSA-2048 and no subject: the authority knows whom it certifies.
    init(_ wishes: [String: String]) throws(HostRefusal) {
        func wish(_ names: String...) -> String? { names.lazy.compactMap { wishes[$0] }.first { !$0.isEmpty } }
        let name = wish("algorithm", "keyAlgorithm", "alg") ?? SigningKeyAlgorithm.rsa2048.rawValue
        guard let algorithm = Self.algorithm(name) else { throw .failed(.signAlgorithm, "algorithm") }
        do {
            subject = try DistinguishedName(text: wish("subject", "subjectDn", "dn"))
        } catch {
            throw .failed(.doorRequest, "subject: \(error.detail)")
        }
        self.algorithm = algorithm
    }

    /// Our names, and those by which `getKeyInfo` and Java call the same.
    private static func algorithm(_ name: String) -> SigningKeyAlgorithm? {
        let plain = name.lowercased().replacing("_", with: "-")
        if let ours = SigningKeyAlgorithm(rawValue: plain) { return ours }
        switch plain {
        case "rsa", "rsa2048": return .rsa2048
        case "rsa3072": return .rsa3072
        case "rsa4096": return .rsa4096
        case "ec", "ecdsa", "p-256", "secp256r1": return .ecP256
        case "p-384", "secp384r1": return .ecP384
        case "gost", "gost2015", "ecgost3410-2015", "ecgost3410-2015-512": return .gost2015_512
        case "ecgost3410-2015-256": return .gost2015_256
        case "ecgost34310": return .gost2004
        default: return nil
        }
    }

    /// The subject that is wanted names an organisation.
    var isOfOrganisation: Bool { subject.first(.NameAttributes.organizationName) != nil }

    /// The same for a token; nil for GOST, whose parameters a certification request needs and PKCS#11 does not tell.
    var onToken: TokenKeyAlgorithm? {
        switch algorithm {
        case .rsa2048: .rsa2048
        case .rsa3072: .rsa3072
        case .rsa4096: .rsa4096
        case .ecP256: .ecP256
        case .ecP384: .ecP384
        case .gost2004, .gost2015_256, .gost2015_512: nil
        }
    }

    /// For people.
    var name: String {
        let kind: KeyAlgorithm =
            switch algorithm {
            case .rsa2048: .rsa(bits: 2048)
            case .rsa3072: .rsa(bits: 3072)
            case .rsa4096: .rsa(bits: 4096)
            case .ecP256: .ecP256
            case .ecP384: .ecP384
            case .gost2004: .gost2004
            case .gost2015_256: .gost2015_256
            case .gost2015_512: .gost2015_512
            }
        return kind.name
    }

    /// As kiosk-sign wants it for a file.
    func inFile(named name: String) -> MakeKeysOrder.Key {
        MakeKeysOrder.Key(
            algorithm: algorithm, name: name,
            subject: subject.attributes.map { SubjectAttribute(type: String(describing: $0.type), value: $0.value) })
    }
}

extension DistinguishedName {
    fileprivate init(text: String?) throws(Failure) {
        guard let text else {
            self.init([])
            return
        }
        try self.init(text: text)
    }
}
