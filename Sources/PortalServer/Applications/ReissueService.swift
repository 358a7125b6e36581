import FoundationEssentials
import KioskDomain
import LocalAuthority
import PKIX
import PortalContract
import SQLAccess
import SwiftASN1

/// Applications signed with the EDS that is still valid (RULES E6). The new set supersedes the one that signed.
struct ReissueService: Sendable {
    let store: PortalStore
    let rules: RuleBook
    let clock: PortalClock

    /// The channel of such an application.
    static let channel = "reissue"

    func reissue(_ request: ReissueRequest, key: String?, kiosk: EnrolledKiosk) async throws -> ApplicationRecord {
        let now = clock.now()
        let proof = try HolderProof<ReissueStatement>(request.statement, kiosk: kiosk.id, now: now)
        let iin = try IIN(wire: proof.statement.iin)
        let medium = proof.statement.medium
        let draft = try ApplicationDraft(request, key: key, kiosk: kiosk.id, iin: iin, now: now)
        guard rules.media.value(on: clock.today()).kiosk.contains(medium) else {
            throw PortalProblem.invalid("a kiosk does not write this medium")
        }
        return try await store.write { database in
            // Held, so that two machines with one card make one application after the other.
            _ = try Person.hold(database, iin)
            if let former = try draft.former(database) { return try former.record(database) }
            try Self.mustBeRenewable(database, proof, of: iin, now)
            let record = try draft.insert(
                database, medium: medium, channel: Self.channel, attempt: nil, state: .confirmed, operatorID: nil)
            try database.execute(
                "INSERT INTO reissue (application, certificate) VALUES (?, ?)",
                [record.number, proof.statement.certificate])
            return record
        }
    }

    /// E6: of this portal, the person's own, for signatures, valid, and of a template that may be renewed.
    private static func mustBeRenewable(
        _ database: any SQLTransaction, _ proof: HolderProof<ReissueStatement>, of iin: IIN, _ now: UnixTime
    ) throws {
        guard let row = try CertificateRow.find(database, serial: proof.statement.certificate),
            row.der == Data(proof.certificate.der)
        else { throw PortalProblem(.reissueNotValid, 409, "the certificate is not of this portal") }
        guard row.iin == iin.digits else {
            throw PortalProblem(.requestForOtherPerson, 403, "the certificate is another person's")
        }
        // The ID card holds keys of natural persons only (E3).
        guard row.use != .authentication, proof.certificate.isPersonal else {
            throw PortalProblem(.reissueExcluded, 409, "certificates of this kind are not renewed")
        }
        let revocation = try RevocationRow.find(database, serial: row.serial)
        switch ReissueGate.decide(
            template: proof.certificate.template, notBefore: UnixTime(milliseconds: row.notBefore),
            notAfter: UnixTime(milliseconds: row.notAfter), isRevoked: revocation != nil, now: now)
        {
        case .allowed: return
        case .notValid: throw PortalProblem(.reissueNotValid, 409, "the certificate is not valid any more")
        case .templateExcluded: throw PortalProblem(.reissueExcluded, 409, "certificates of this kind are not renewed")
        }
    }

    /// Revokes the set whose key signed, in the transaction that issues the new one: no moment has two valid sets.
    ///
    /// - Throws: ``PortalProblem`` `reissue.not-valid` when it was revoked meanwhile: a lost key makes no new one (E7).
    static func supersede(
        _ database: any SQLTransaction, by application: ApplicationRow, kiosk: EnrolledKiosk, in store: PortalStore,
        at now: UnixTime
    ) throws {
        guard application.channel == channel else { return }
        try NamedLock.revocations.hold(database, in: store)
        let former: [String] = try database.values(
            """
            SELECT one.serial FROM reissue JOIN certificate AS signer ON signer.serial = reissue.certificate
            JOIN certificate AS one ON one.serial = signer.serial OR one.application = signer.application
            WHERE reissue.application = ? AND one.serial NOT IN (SELECT serial FROM revocation)
            """, [application.number])
        let signer: String? = try database.value(
            "SELECT certificate FROM reissue WHERE application = ?", [application.number])
        guard let signer, former.contains(signer) else {
            throw PortalProblem(.reissueNotValid, 409, "the certificate was revoked meanwhile")
        }
        for serial in former {
            try RevocationRow(serial: serial, at: now.wholeSeconds, cause: .superseded).insert(database)
            try Audit.record(
                database, at: now, kiosk: kiosk.id, "certificate.revoked", iin: application.iin,
                detail: "\(serial) \(RevocationCause.superseded.rawValue) by \(application.number)")
        }
    }
}

extension Certificate {
    /// The template that it was issued by, as far as a certificate tells it (RULES E6). This portal issues none of those that it
    /// does not tell.
    var template: CertificateTemplate {
        CertificateTemplate(extendedKeyUsages: extensions.extendedKeyUsage?.map(\.dotted) ?? [])
    }
}
