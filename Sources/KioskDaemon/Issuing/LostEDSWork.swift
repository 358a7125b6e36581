import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import PortalClient
import PortalContract

/// What a person identified by face could revoke, and its revoking (E7): asked of the portal with the evidence of the match.
struct LostEDSWork: Sendable {
    let journal: Journal
    let portal: PortalClient
    let zone: CentreZone
    /// This machine at the portal.
    let machine: String

    func list(_ person: IdentifiedPerson) async -> SessionEvent {
        await asked(person) { key, evidence in
            let list = try await portal.liveEDS(
                LiveEDSRequest(iin: person.applicant.identity.iin.digits, attempt: key, evidence: evidence))
            return .liveEDS(
                list.sets.map { set in
                    LiveEDS(
                        id: set.id, medium: set.medium, serials: set.serials,
                        lastDay: zone.day(UnixTime(milliseconds: set.notAfterMilliseconds)))
                })
        }
    }

    /// The same again has the same answer, however often it is sent.
    func revoke(_ lost: LostEDS, _ cause: RevocationCause) async -> SessionEvent {
        await asked(lost.person) { key, _ in
            let iin = lost.person.applicant.identity.iin
            let revoked = try await portal.revokeLost(
                LostRevocationRequest(iin: iin.digits, attempt: key, sets: lost.sets.map(\.id), cause: cause)
            ).revocations
            guard let at = revoked.map(\.revokedAtMilliseconds).max() else { return .refused(.portalAnswer) }
            return .revoked(
                RevokedCertificates(
                    iin: iin, serials: revoked.map(\.serial), cause: cause, at: UnixTime(milliseconds: at)))
        }
    }

    private func asked(
        _ person: IdentifiedPerson, _ question: (AttemptKey, String?) async throws -> PortalEvent
    ) async -> SessionEvent {
        do {
            guard let record = try await journal.attempt(id: person.attempt.id) else {
                return .portal(.refused(.internalError))
            }
            let key = AttemptKey(source: machine, sequence: record.sequence)
            return .portal(try await question(key, record.evidence))
        } catch let error as PortalError {
            return .portal(error.sessionEvent)
        } catch {
            return .portal(.refused((error as? any CodedError)?.code ?? .journalFault))
        }
    }
}
