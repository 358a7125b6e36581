import HTTPTypes
public import PortalContract

extension PortalClient {
    /// Applies for an EDS after a match (RULES B3).
    ///
    /// - Parameter key: chosen by the kiosk and kept with its journal entry; the same key answers the same application.
    public func apply(_ request: ApplicationRequest, key: String) async throws(PortalError) -> ApplicationRecord {
        try await perform(
            Call(.post, PortalRoute.applications, idempotencyKey: key).sending(request), as: ApplicationRecord.self)
    }

    /// Applies for a re-issue with a statement signed by the EDS that is still valid (RULES E6).
    ///
    /// - Parameter key: chosen by the kiosk for this statement; the same key answers the same application.
    /// - Throws: `reissue.not-valid`, `reissue.excluded`, `reissue.stale`, `signature.invalid`.
    public func reissue(_ request: ReissueRequest, key: String) async throws(PortalError) -> ApplicationRecord {
        try await perform(
            Call(.post, PortalRoute.reissues, idempotencyKey: key).sending(request), as: ApplicationRecord.self)
    }

    /// Applies for the EDS of an organisation with a statement signed by its head's own EDS (RULES E3); role `kiosk`.
    ///
    /// - Parameter key: chosen by the kiosk for this statement; the same key answers the same application.
    /// - Throws: `organisation.unknown`, `organisation.closed`, `organisation.other-head`, `organisation.id-card`,
    ///   `organisation.own-eds-needed`, `person.under-age`, codes of the BIN and of the certificate that signed.
    public func applyForOrganisation(
        _ request: OrganisationRequest, key: String
    ) async throws(PortalError) -> ApplicationRecord {
        try await perform(
            Call(.post, PortalRoute.organisationApplications, idempotencyKey: key).sending(request),
            as: ApplicationRecord.self)
    }

    /// A holder revokes the own EDS (RULES E7); the same statement again has the same answer. Role `kiosk`.
    ///
    /// - Throws: `portal.certificate-mismatch`, `certificate.expired`, `certificate.revoked`, `reissue.stale`,
    ///   `signature.invalid`.
    public func revokeOwn(_ request: OwnRevocationRequest) async throws(PortalError) -> OwnRevocations {
        try await perform(Call(.post, PortalRoute.ownRevocations).sending(request), as: OwnRevocations.self)
    }

    /// What the person whose face matched could revoke (RULES E7). Role `kiosk`.
    ///
    /// - Throws: `face.no-match` and the like when the evidence does not suffice, `portal.attempt-without-proof`,
    ///   `portal.other-person`, `reissue.stale` when the match is too old.
    public func liveEDS(_ request: LiveEDSRequest) async throws(PortalError) -> LiveEDSList {
        try await perform(Call(.post, PortalRoute.liveEDS).sending(request), as: LiveEDSList.self)
    }

    /// Revokes sets of the person whose face matched (RULES E7); the same again has the same answer. Role `kiosk`.
    ///
    /// - Throws: as ``liveEDS(_:)``; `portal.certificate-mismatch` for a set that is not the person's or not live,
    ///   `portal.idempotency-conflict` when the attempt has served for something else.
    public func revokeLost(_ request: LostRevocationRequest) async throws(PortalError) -> OwnRevocations {
        try await perform(Call(.post, PortalRoute.lostRevocations).sending(request), as: OwnRevocations.self)
    }

    /// - Throws: `application.unknown`.
    public func application(_ number: String) async throws(PortalError) -> ApplicationRecord {
        try await perform(Call(.get, PortalRoute.application(number)), as: ApplicationRecord.self)
    }

    /// Where an application of the person who proved the IIN stands; one that can be written is this kiosk's from then on
    /// (RULES E10).
    ///
    /// - Throws: `application.unknown` for a wrong number and for somebody else's alike, `application.too-many-tries` with
    ///   the seconds to wait, `proof.missing`.
    public func standing(_ number: String, _ request: StandingRequest) async throws(PortalError) -> StandingAnswer {
        try await perform(Call(.post, PortalRoute.standing(number)).sending(request), as: StandingAnswer.self)
    }

    /// Makes an application as a person would on the portal's pages; demonstration mode only. Needs no identity.
    public func applyAtHome(_ request: HomeApplicationRequest) async throws(PortalError) -> ApplicationRecord {
        try await perform(
            Call(.post, PortalRoute.demonstrationApplications, idempotent: false, line: .open).sending(request),
            as: ApplicationRecord.self)
    }

    /// Lets the portal answer the card's administrative challenge (RULES E2a).
    public func administrativeResponse(
        _ number: String, _ challenge: AdministrativeChallenge
    ) async throws(PortalError) -> AdministrativeResponse {
        try await perform(
            Call(.post, PortalRoute.administrativeResponses(number)).sending(challenge),
            as: AdministrativeResponse.self)
    }

    /// Has both certificates issued; the same requests answer the same certificates.
    ///
    /// - Throws: `portal.other-person` when a request names another IIN, `portal.idempotency-conflict` for other requests
    ///   than those already served, `portal.request-invalid` when a request is not signed by its own key.
    public func issueCertificates(
        _ number: String, _ request: CertificatesRequest
    ) async throws(PortalError) -> CertificatesAnswer {
        try await perform(Call(.put, PortalRoute.certificates(number)).sending(request), as: CertificatesAnswer.self)
    }

    /// Tells that both certificates are on the medium.
    public func reportWritten(_ number: String, serials: [String]) async throws(PortalError) -> ApplicationRecord {
        try await perform(
            Call(.post, PortalRoute.written(number)).sending(WrittenRequest(serials: serials)),
            as: ApplicationRecord.self)
    }
}
