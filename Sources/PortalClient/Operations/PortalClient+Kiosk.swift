import HTTPTypes
public import PortalContract

extension PortalClient {
    /// Enrols a key. Needs no identity; the same code and key answer the same again.
    public func enrol(_ request: EnrolmentRequest) async throws(PortalError) -> EnrolmentAnswer {
        try await perform(Call(.post, PortalRoute.kiosks, signed: false).sending(request), as: EnrolmentAnswer.self)
    }

    /// Hands over a batch of at most ``EventBatch/limit`` events.
    public func send(_ batch: EventBatch) async throws(PortalError) -> EventReceipts {
        try await perform(Call(.post, PortalRoute.events).sending(batch), as: EventReceipts.self)
    }

    /// The codes "sent" by the stub to this IIN, newest first; demonstration mode only. Needs no identity.
    public func smsStub(iin: String) async throws(PortalError) -> [SMSStubMessage] {
        try await perform(
            Call(.get, "\(PortalRoute.smsStub)?iin=\(iin)", signed: false), as: [SMSStubMessage].self)
    }

    /// Certificates for keys of a demonstration person; demonstration mode only. Needs no identity.
    public func demonstrationCertificates(
        _ request: DemonstrationCertificatesRequest
    ) async throws(PortalError) -> DemonstrationCertificates {
        try await perform(
            Call(.post, PortalRoute.demonstrationCertificates, idempotent: false, signed: false).sending(request),
            as: DemonstrationCertificates.self)
    }
}
