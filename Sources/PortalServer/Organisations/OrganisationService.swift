import FoundationEssentials
import KioskDomain
import PKIX
import PortalContract
import SQLAccess
import SwiftASN1

/// Applications for the EDS of an organisation, signed by its head with the own EDS (RULES E3).
struct OrganisationService: Sendable {
    let store: PortalStore
    let rules: RuleBook
    let clock: PortalClock

    /// The channel of such an application.
    static let channel = "organisation"

    func apply(_ request: OrganisationRequest, key: String?, kiosk: EnrolledKiosk) async throws -> ApplicationRecord {
        let (now, today) = (clock.now(), clock.today())
        let proof = try HolderProof<OrganisationStatement>(request.statement, kiosk: kiosk.id, now: now)
        let (iin, bin) = (try IIN(wire: proof.statement.iin), try BIN(wire: proof.statement.bin))
        let medium = proof.statement.medium
        let draft = try ApplicationDraft(request, key: key, kiosk: kiosk.id, iin: iin, now: now)
        try mustBeWritten(medium, on: today)
        return try await store.write { database in
            let person = try Person.hold(database, iin)
            if let former = try draft.former(database) { return try former.record(database) }
            try Self.mustBeOwn(database, proof, of: iin, now)
            guard PersonGate.mayHoldEDS(born: person.birthDate, on: today, rules: rules) == .allowed else {
                throw PortalProblem(.personUnderAge, 409, "not yet 16 by the register")
            }
            let organisation = try OrganisationRow.headed(database, bin.digits, by: iin)
            return try draft.insert(
                database, medium: medium, channel: Self.channel, attempt: nil, state: .confirmed, operatorID: nil,
                bin: organisation.bin)
        }
    }

    /// E3, E3a: whatever a kiosk takes applications for, and never the ID card.
    private func mustBeWritten(_ medium: Medium, on today: CivilDate) throws {
        switch rules.media.value(on: today).mayWrite(medium, at: .kiosk, holder: .legalEntity, isHoldersOwn: false) {
        case .allowed: return
        case .refused(.idCardNotForLegalEntity):
            throw PortalProblem(.organisationIDCard, 409, "an ID card holds the EDS of natural persons only")
        case .refused: throw PortalProblem.invalid("no application for this medium is taken from a kiosk")
        }
    }

    /// The signer's own EDS for signatures, of this portal, valid now.
    private static func mustBeOwn(
        _ database: any SQLTransaction, _ proof: HolderProof<OrganisationStatement>, of iin: IIN, _ now: UnixTime
    ) throws {
        guard let row = try CertificateRow.find(database, serial: proof.statement.certificate),
            row.der == Data(proof.certificate.der)
        else { throw PortalProblem(.certificateStatusUnknown, 403, "the certificate is not of this portal") }
        guard row.iin == iin.digits else {
            throw PortalProblem(.requestForOtherPerson, 403, "the certificate is another person's")
        }
        guard proof.certificate.isPersonal else {
            throw PortalProblem(.organisationOwnEDS, 403, "the certificate is an organisation's")
        }
        guard row.use != .authentication else {
            throw PortalProblem(.certificatePurpose, 403, "the key is not for signatures")
        }
        guard UnixTime(milliseconds: row.notBefore) <= now else {
            throw PortalProblem(.certificateNotYetValid, 403, "the certificate is not valid yet")
        }
        guard now <= UnixTime(milliseconds: row.notAfter) else {
            throw PortalProblem(.certificateExpired, 403, "the certificate is not valid any more")
        }
        guard try RevocationRow.find(database, serial: row.serial) == nil else {
            throw PortalProblem(.certificateRevoked, 403, "the certificate was revoked")
        }
    }
}

extension OrganisationStatement: HolderStatement {}

extension Certificate {
    /// Names no organisation.
    var isPersonal: Bool { subject.first(.NameAttributes.organizationName) == nil }

    /// RULES E3: an organisation's EDS is not used for personal services.
    ///
    /// - Throws: ``PortalProblem`` `person.legal-entity`.
    func mustBePersonal() throws {
        guard isPersonal else { throw PortalProblem(.personLegalEntity, 403, "the EDS is a legal entity's") }
    }
}
