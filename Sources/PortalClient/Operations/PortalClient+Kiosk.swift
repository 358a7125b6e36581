import HTTPTypes
public import PortalContract

extension PortalClient {
    /// Enrols a key. Needs no identity; the same code and key answer the same machine again.
    ///
    /// - Throws: `portal.enrolment-refused`.
    public func enrol(_ request: EnrolmentRequest) async throws(PortalError) -> KioskGrant {
        try await perform(Call(.post, PortalRoute.kiosks, line: .open).sending(request), as: KioskGrant.self)
    }

    /// The first certificate for a key that an older version enrolled. Needs no identity: the request proves the key.
    ///
    /// - Throws: `portal.kiosk-certificate` for a key that the portal does not know, or that had a certificate before.
    public func fetchCertificate(_ request: KioskCertificateRequest) async throws(PortalError) -> KioskGrant {
        try await perform(Call(.post, PortalRoute.firstCertificate, line: .open).sending(request), as: KioskGrant.self)
    }

    /// A certificate for the key that shall follow the present one; both hold until the end of their own.
    public func renewCertificate(_ request: KioskCertificateRequest) async throws(PortalError) -> KioskGrant {
        try await perform(Call(.post, PortalRoute.nextCertificate).sending(request), as: KioskGrant.self)
    }

    /// Tells the portal this machine's clock, and what it pins; hears how it stands there.
    ///
    /// - Throws: `portal.kiosk-revoked`, `portal.kiosk-certificate`, `portal.kiosk-certificate-expired`.
    public func present(trustDigest: String?) async throws(PortalError) -> KioskStanding {
        let presence = KioskPresence(clockMilliseconds: ownClock(), trustDigest: trustDigest)
        return try await perform(Call(.put, PortalRoute.kiosk).sending(presence), as: KioskStanding.self)
    }

    /// The machines after the one named, by ID; role `technician` or `admin`.
    public func kiosks(after kioskID: String? = nil) async throws(PortalError) -> KioskList {
        let query = kioskID.map { "?after=\($0)" } ?? ""
        return try await perform(Call(.get, PortalRoute.kiosks + query), as: KioskList.self)
    }

    /// Shuts a machine out for good; role `admin`.
    public func revokeKiosk(
        _ kioskID: String, _ request: KioskRevocationRequest
    ) async throws(PortalError) -> RegisteredKiosk {
        try await perform(
            Call(.put, PortalRoute.kioskRevocation(kioskID)).sending(request), as: RegisteredKiosk.self)
    }

    /// A one-time code for a machine or a person; role `admin`.
    public func newEnrolmentCode(_ request: EnrolmentCodeRequest) async throws(PortalError) -> EnrolmentCode {
        try await perform(
            Call(.post, PortalRoute.enrolmentCodes, idempotent: false).sending(request), as: EnrolmentCode.self)
    }

    /// Hands over a batch of at most ``EventBatch/limit`` events.
    public func send(_ batch: EventBatch) async throws(PortalError) -> EventReceipts {
        try await perform(Call(.post, PortalRoute.events).sending(batch), as: EventReceipts.self)
    }

    /// The codes "sent" by the stub to this IIN, newest first; demonstration mode only. Needs no identity.
    public func smsStub(iin: String) async throws(PortalError) -> [SMSStubMessage] {
        try await perform(
            Call(.get, "\(PortalRoute.smsStub)?iin=\(iin)", line: .open), as: [SMSStubMessage].self)
    }

    /// Certificates for keys of a demonstration person; demonstration mode only. Needs no identity.
    public func demonstrationCertificates(
        _ request: DemonstrationCertificatesRequest
    ) async throws(PortalError) -> DemonstrationCertificates {
        try await perform(
            Call(.post, PortalRoute.demonstrationCertificates, idempotent: false, line: .open).sending(request),
            as: DemonstrationCertificates.self)
    }
}
