import FoundationEssentials
import KioskDomain
import LocalAuthority
import PKIX
import PortalContract
import SQLAccess

/// A certificate about to be issued and put on record, within the transaction of its reason.
struct CertificateIssue: Sendable {
    let hierarchy: Hierarchy
    let person: Person
    let organisation: CheckedOrganisation?
    let use: CertificateUse
    let request: Data
    let key: PublicKey
    let notBefore: UnixTime
    let notAfter: UnixTime

    /// Certificates know whole seconds only; they end on the same day of a later year (RULES E1).
    init(
        _ use: CertificateUse, _ request: (data: Data, proven: ProvenRequest), _ hierarchy: Hierarchy,
        for person: Person, of organisation: CheckedOrganisation? = nil, from now: UnixTime, years: Int
    ) {
        self.hierarchy = hierarchy
        self.person = person
        self.organisation = organisation
        self.use = use
        self.request = request.data
        key = request.proven.key
        notBefore = now.wholeSeconds
        notAfter = ValidityDates.end(from: now, years: years)
    }

    /// Signs it and keeps it.
    func record(_ database: any SQLTransaction, application: String?) throws -> IssuedCertificate {
        let issuer = hierarchy.issuing
        let profile = NCAProfile(
            try use.kind(for: organisation), addresses: hierarchy.addresses.profile(hierarchy.family))
        let certificate = try issuer.certify(
            CertificateBuilder(
                serialNumber: .random(), issuer: issuer.certificate.subject,
                subject: CertificateSubject.name(of: person, for: organisation), notBefore: notBefore,
                notAfter: notAfter, publicKey: key.info,
                extensions: profile.extensions(for: key.info, issuer: issuer.certificate)))
        let serial = CertificateRow.text(certificate.serialNumber)
        try database.execute(
            """
            INSERT INTO certificate
            (serial, family, iin, application, use, digest, der, issuer, notBefore, notAfter, bin)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                serial, hierarchy.family.rawValue, person.iin.digits, application, use.rawValue,
                ContentDigest.hex(of: request), Data(certificate.der), Data(issuer.certificate.der),
                notBefore.milliseconds, notAfter.milliseconds, organisation?.bin.digits,
            ])
        return IssuedCertificate(
            certificate: Data(certificate.der), serial: serial, notBeforeMilliseconds: notBefore.milliseconds,
            notAfterMilliseconds: notAfter.milliseconds)
    }
}
