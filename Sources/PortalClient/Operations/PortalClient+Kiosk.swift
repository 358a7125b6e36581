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

    /// Tells the portal this machine's clock, what it pins, and how it stands with sets of configuration; hears how it
    /// stands there.
    ///
    /// - Throws: `portal.kiosk-revoked`, `portal.kiosk-certificate`, `portal.kiosk-certificate-expired`.
    public func present(
        trustDigest: String?, _ telling: KioskTelling = KioskTelling()
    ) async throws(PortalError) -> KioskStanding {
        let presence = KioskPresence(clockMilliseconds: ownClock(), trustDigest: trustDigest, telling: telling)
        return try await perform(Call(.put, PortalRoute.kiosk).sending(presence), as: KioskStanding.self)
    }

    /// The signed set of configuration that this machine is offered, by what it last told.
    public func configuration() async throws(PortalError) -> ConfigurationAnswer {
        try await perform(Call(.get, PortalRoute.configuration), as: ConfigurationAnswer.self)
    }

    /// The machines after the one named, by ID; role `technician` or `admin`.
    public func kiosks(after kioskID: String? = nil) async throws(PortalError) -> KioskList {
        let query = kioskID.map { "?after=\($0)" } ?? ""
        return try await perform(Call(.get, PortalRoute.kiosks + query), as: KioskList.self)
    }

    /// All machines for people at one look; role `technician` or `admin`.
    public func fleet() async throws(PortalError) -> FleetSummary {
        try await perform(Call(.get, PortalRoute.fleet), as: FleetSummary.self)
    }

    /// Machines for people after the one named, by ID; role `technician` or `admin`.
    public func fleetKiosks(
        after kioskID: String? = nil, state: KioskState? = nil, centre: String? = nil
    ) async throws(PortalError) -> FleetKioskList {
        let query = [
            kioskID.map { "after=\($0)" }, state.map { "state=\($0.rawValue)" }, centre.map { "centre=\($0)" },
        ].compactMap { $0 }.joined(separator: "&")
        return try await perform(Call(.get, "\(PortalRoute.fleetKiosks)?\(query)"), as: FleetKioskList.self)
    }

    /// How the fleet stood; role `technician` or `admin`.
    public func fleetSamples(hours: Int) async throws(PortalError) -> FleetSamples {
        try await perform(Call(.get, "\(PortalRoute.fleetSamples)?hours=\(hours)"), as: FleetSamples.self)
    }

    /// Shuts a machine out for good; role `admin`.
    public func revokeKiosk(
        _ kioskID: String, _ request: KioskRevocationRequest
    ) async throws(PortalError) -> RegisteredKiosk {
        try await perform(
            Call(.put, PortalRoute.kioskRevocation(kioskID)).sending(request), as: RegisteredKiosk.self)
    }

    /// Agrees that a fenced kiosk enrols anew; role `admin`.
    ///
    /// - Throws: 409 `portal.refused` for one that is not fenced.
    public func liftFence(
        _ kioskID: String, _ request: FenceLiftingRequest
    ) async throws(PortalError) -> EnrolmentCode {
        try await perform(
            Call(.post, PortalRoute.fenceLifting(kioskID), idempotent: false).sending(request), as: EnrolmentCode.self)
    }

    /// Alarms after the one named, by kiosk and code; role `technician` or `admin`.
    public func alarms(after last: KioskAlarm? = nil, all: Bool = false) async throws(PortalError) -> KioskAlarmList {
        let after = last.map { "&after=\($0.kioskID)&afterCode=\($0.code.rawValue)" } ?? ""
        return try await perform(Call(.get, "\(PortalRoute.alarms)?all=\(all)\(after)"), as: KioskAlarmList.self)
    }

    /// Says how an alarm stands; role `technician` or `admin`.
    public func say(
        _ word: KioskAlarmWord, of kioskID: String, _ code: KioskAlarmCode
    ) async throws(PortalError) -> KioskAlarm {
        try await perform(
            Call(.put, PortalRoute.alarm(of: kioskID, code.rawValue)).sending(word), as: KioskAlarm.self)
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
