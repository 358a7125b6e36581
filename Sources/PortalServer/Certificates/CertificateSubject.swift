import KioskDomain
import PKIX
import PortalContract
import SwiftASN1

/// Subjects in the national profile: all from the register, none from the request.
enum CertificateSubject {
    /// CN, SN, serialNumber = `IIN` and 12 digits, C = KZ, GN; for a legal entity also O and OU = `BIN` and 12 digits.
    static func name(of person: Person, for organisation: CheckedOrganisation?) -> DistinguishedName {
        var attributes: [DistinguishedName.Attribute] = [
            .init(.NameAttributes.commonName, person.commonName), .init(.NameAttributes.surname, person.surname),
            .init(.NameAttributes.serialNumber, "IIN\(person.iin.digits)"), .init(.NameAttributes.countryName, "KZ"),
        ]
        if let organisation {
            attributes.append(.init(.NameAttributes.organizationName, organisation.name))
            attributes.append(.init(.NameAttributes.organizationalUnitName, "BIN\(organisation.bin.digits)"))
        }
        attributes.append(.init(.NameAttributes.givenName, person.givenName))
        return DistinguishedName(attributes)
    }
}

/// An organisation whose fields are what they must be.
struct CheckedOrganisation: Sendable {
    let bin: BIN
    let name: String
    let holder: CertificateHolder

    /// As the register has it.
    init(bin: BIN, name: String, holder: CertificateHolder) {
        self.bin = bin
        self.name = name
        self.holder = holder
    }

    /// As a demonstration wishes it.
    ///
    /// - Throws: ``PortalProblem`` `portal.request-invalid`.
    init(_ organisation: Organisation) throws {
        guard let bin = try? BIN(text: organisation.bin) else { throw PortalProblem.invalid("the BIN is not valid") }
        guard (1...200).contains(organisation.name.utf8.count) else {
            throw PortalProblem.invalid("the organisation's name is empty or too long")
        }
        guard let holder = CertificateHolder(rawValue: organisation.holder),
            holder.rawValue.hasPrefix(CertificateHolder.legalEntity.rawValue)
        else { throw PortalProblem.invalid("not a part that someone has in a legal entity") }
        self.bin = bin
        name = organisation.name
        self.holder = holder
    }
}

extension CertificateUse {
    /// The shape of the certificate.
    ///
    /// - Throws: ``PortalProblem`` `portal.request-invalid` for a legal entity's certificate for both uses.
    func kind(for organisation: CheckedOrganisation?) throws -> NCAProfile.Kind {
        switch (self, organisation) {
        case (.authentication, nil): .individualAuthentication
        case (.signature, nil): .individualSignature
        case (.both, nil): .individualBoth
        case (.signature, let organisation?): .legalEntitySignature(organisation.holder)
        case (.authentication, let organisation?): .legalEntityAuthentication(organisation.holder)
        case (.both, _?): throw PortalProblem.invalid("a legal entity's certificate is for one use")
        }
    }
}
