public import KioskDomain
import SwiftASN1

/// What an NCA certificate may be used for, by its extended key usage.
public enum CertificatePurpose: String, Sendable, Hashable, CaseIterable {
    /// Signing documents.
    case signature
    /// Logging in.
    case authentication
}

/// Whom an NCA certificate is about, by its extended key usage (facts of the NCA, 3.1).
public enum CertificateHolder: String, Sendable, Hashable, CaseIterable {
    /// A person.
    case individual = "1.2.398.3.3.4.1.1"
    /// A legal entity, or someone of it whose part is not said.
    case legalEntity = "1.2.398.3.3.4.1.2"
    /// Its head.
    case chiefExecutive = "1.2.398.3.3.4.1.2.1"
    /// One with the right to sign.
    case signatory = "1.2.398.3.3.4.1.2.2"
    /// One with the right to sign financial documents.
    case financialSignatory = "1.2.398.3.3.4.1.2.3"
    /// One of its staff department.
    case humanResources = "1.2.398.3.3.4.1.2.4"
    /// One who works for it.
    case employee = "1.2.398.3.3.4.1.2.5"
    /// Staff of the NCA.
    case authorityStaff = "1.2.398.3.3.4.2"
    /// Administrator of the NCA.
    case authorityAdministrator = "1.2.398.3.3.4.2.1"
    /// Manager of the NCA.
    case authorityManager = "1.2.398.3.3.4.2.2"
    /// Operator of the NCA.
    case authorityOperator = "1.2.398.3.3.4.2.3"
}

/// How the holder was identified, by the extended key usage.
public enum HolderIdentification: String, Sendable, Hashable, CaseIterable {
    /// In person.
    case inPerson = "1.2.398.3.3.4.3.1"
    /// Remotely.
    case remote = "1.2.398.3.3.4.3.2"
    /// Remotely by Digital ID.
    case remoteDigitalID = "1.2.398.3.3.4.3.2.1"
}

extension Certificate {
    /// The purposes that its extended key usage names, never its key usage alone: with GOST 2015 one certificate serves
    /// both. One without the extension serves both too, unless its key usage has no signature at all.
    public var purposes: Set<CertificatePurpose> {
        guard let names = extensions.extendedKeyUsage else {
            let usage = extensions.keyUsage ?? [.digitalSignature, .nonRepudiation]
            return usage.isDisjoint(with: [.digitalSignature, .nonRepudiation]) ? [] : [.signature, .authentication]
        }
        var purposes: Set<CertificatePurpose> = []
        let any = names.contains(ExtendedKeyUsage.any)
        if any || names.contains(ExtendedKeyUsage.emailProtection) { purposes.insert(.signature) }
        if any || names.contains(ExtendedKeyUsage.clientAuth) { purposes.insert(.authentication) }
        return purposes
    }

    /// The most exact kind of holder that it names; nil when it names none.
    public var holder: CertificateHolder? { mostExact(CertificateHolder.init(rawValue:)) }

    /// How its holder was identified; nil when it does not say.
    public var identification: HolderIdentification? { mostExact(HolderIdentification.init(rawValue:)) }

    /// Whether the extended key usage names this purpose, with dots between the numbers. No extension: false.
    public func hasExtendedKeyUsage(dotted name: String) -> Bool {
        extensions.extendedKeyUsage?.contains { $0.dotted == name } ?? false
    }

    private func mostExact<Kind>(_ kind: (String) -> Kind?) -> Kind? {
        let names = extensions.extendedKeyUsage ?? []
        let found = names.compactMap { name in kind(name.dotted).map { ($0, name.oidComponents.count) } }
        return found.max { $0.1 < $1.1 }?.0
    }

    /// The holder's IIN and what is wrong with its digits: on certificates a warning only (P5). Nil when the subject's
    /// serial number holds none.
    public var individualNumber: (iin: IIN, warning: IINError?)? {
        guard let text = subject.first(.NameAttributes.serialNumber), text.hasPrefix("IIN") else { return nil }
        return try? IIN.onCertificate(String(text.dropFirst(3)))
    }

    /// The 12 digits of the organisation's BIN, from OU or the serial number; nil when there are none. The digits are as
    /// the certificate has them, their check digit may be wrong.
    public var organisationNumber: String? {
        let texts = subject.all(.NameAttributes.organizationalUnitName) + subject.all(.NameAttributes.serialNumber)
        let digits = texts.first { $0.hasPrefix("BIN") }?.dropFirst(3)
        guard let digits, digits.count == 12, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return String(digits)
    }

    /// What a report should say though nothing forbids the certificate (P5).
    public var warnings: [FailureCode] { individualNumber?.warning == nil ? [] : [.certificateIIN] }
}
