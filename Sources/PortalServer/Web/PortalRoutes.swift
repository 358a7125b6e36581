import FoundationEssentials
import HTTPTypes
import Hummingbird
import KioskDomain
import PortalContract

/// The services behind the routes.
struct PortalServices: Sendable {
    let enrolment: EnrolmentService
    let kiosks: KioskRegister
    let codes: EnrolmentCodes
    let alarms: AlarmsService
    let fences: FenceLifting
    let fleet: FleetService
    let sampler: FleetSampler
    let fleetPage: FleetPage
    let fleetEvents: FleetEvents
    let store: PortalStore
    let persons: PersonsService
    let sms: SMSService
    let stub: SMSStub
    let attempts: AttemptsService
    let portraits: PortraitsService
    let events: EventsService
    let applications: ApplicationsService
    let reissues: ReissueService
    let organisations: OrganisationService
    let standings: StandingService
    let homeApplications: HomeApplications
    let administrative: AdministrativeService
    let certificates: CertificatesService
    let demonstrationCertificates: DemonstrationCertificatesService
    let revocations: RevocationService
    let ownRevocations: OwnRevocationService
    let lostEDS: LostEDSService
    let authorities: Authorities
    let operators: OperatorService
    let reservations: ReservationsService
    let exchanges: CardExchangeService
    let officers: OfficerService
    let officerFiles: OfficerFileService
    let treasury: DemonstrationTreasury
    let documents: DocumentService
    let phone: PhoneStub
    let logIns: LogInService
    let accounts: AccountService
    let phones: PhoneService
    let phoneSignatures: PhoneSignatureService
    let ticketPage: TicketPage
    let arrivalsPage: ArrivalsPage
    let pages: Pages
    let clock: PortalClock
    let demonstration: Bool
}

/// Routes only decode, call one service, and encode.
struct PortalRoutes {
    let services: PortalServices
    let gate: KioskGate
    let document: ContractDocument
    let metrics: PortalMetrics

    /// - Parameter kioskPort: told on the open port to those who have a certificate.
    func table(kioskPort: Int) -> RouteTable {
        let table = RouteTable(
            gate: gate, demonstration: services.demonstration, document: document, metrics: metrics)
        addOpen(table, kioskPort)
        addKiosks(table)
        addAlarms(table)
        addFleet(table)
        addArrivals(table)
        addPersons(table)
        addQueue(table)
        addAttempts(table)
        addApplications(table)
        addDesk(table)
        addExchanges(table)
        addDocuments(table)
        addAccounts(table)
        return table
    }

    private func addOpen(_ table: RouteTable, _ kioskPort: Int) {
        let services = services
        table.on(.time) { _, _ in
            try Response.json(
                TimeAnswer(
                    nowMilliseconds: services.clock.now().milliseconds, smsStub: services.demonstration,
                    demonstration: services.demonstration, kioskPort: kioskPort))
        }
        table.on(.trustAnchors) { _, _ in
            Response.bytes(try await services.authorities.anchors().utf8, type: "application/x-pem-file")
        }
        table.on(.smsStub) { request, _ in
            let iin = try request.uri.queryParameters["iin"].map { try IIN(wire: String($0)) }
            return try Response.json(try await services.stub.messages(iin: iin?.digits))
        }
        table.on(.issueDemonstrationCertificates) { request, _ in
            let body = try await request.contract(DemonstrationCertificatesRequest.self)
            return try Response.json(try await services.demonstrationCertificates.issue(body))
        }
        table.on(.applyAtHome) { request, _ in
            let body = try await request.contract(HomeApplicationRequest.self)
            return try Response.json(try await services.homeApplications.apply(body), status: .created)
        }
        table.page("/") { _, _ in try await services.pages.index() }
        table.page("/openapi.yaml") { _, _ in Response.bytes(OpenAPIDocument.bytes, type: "application/yaml") }
        guard services.demonstration else { return }
        table.page(PortalRoute.smsStubPage) { _, _ in try await services.pages.smsStub() }
    }

    private func addPersons(_ table: RouteTable) {
        let services = services
        table.on(.check) { request, context in
            let body = try await request.contract(PersonCheckRequest.self)
            return try Response.json(try await services.persons.check(body, kiosk: context.requireKiosk().id))
        }
        table.on(.requestSMSCode) { request, context in
            let body = try await request.contract(SMSChallengeRequest.self)
            let answer = try await services.sms.request(body, kiosk: context.requireKiosk().id)
            return try Response.json(answer, status: .created)
        }
        table.on(.answerSMSCode) { request, context in
            let body = try await request.contract(SMSCodeRequest.self)
            let challenge = try context.parameters.require("id")
            return try Response.json(
                try await services.sms.answer(
                    challenge: challenge, code: body.code, kiosk: context.requireKiosk().id))
        }
        table.on(.send) { request, context in
            let batch = try await request.contract(EventBatch.self)
            return try Response.json(try await services.events.take(batch, kiosk: context.requireKiosk()))
        }
    }

    private func addAttempts(_ table: RouteTable) {
        let services = services
        table.on(.openAttempt) { request, context in
            let opening = try await request.contract(AttemptOpening.self)
            let opened = try await services.attempts.open(
                try Self.attempt(context), opening, kiosk: context.requireKiosk())
            return try Response.json(opened)
        }
        table.on(.portrait) { _, context in
            let jpeg = try await services.portraits.release(try Self.attempt(context), kiosk: context.requireKiosk())
            return Response.bytes(jpeg, type: "image/jpeg")
        }
    }

    private static func attempt(_ context: PortalContext) throws -> AttemptKey {
        AttemptKey(
            source: try context.parameters.require("source"),
            sequence: try context.parameters.require("sequence", as: Int64.self))
    }

    private func addApplications(_ table: RouteTable) {
        let services = services
        table.on(.apply) { request, context in
            let body = try await request.contract(ApplicationRequest.self)
            let record = try await services.applications.apply(
                body, key: request.headers[.idempotencyKey], kiosk: context.requireKiosk())
            return try Response.json(record, status: .created)
        }
        table.on(.reissue) { request, context in
            let body = try await request.contract(ReissueRequest.self)
            let record = try await services.reissues.reissue(
                body, key: request.headers[.idempotencyKey], kiosk: context.requireKiosk())
            return try Response.json(record, status: .created)
        }
        table.on(.applyForOrganisation) { request, context in
            let body = try await request.contract(OrganisationRequest.self)
            let record = try await services.organisations.apply(
                body, key: request.headers[.idempotencyKey], kiosk: context.requireKiosk())
            return try Response.json(record, status: .created)
        }
        table.on(.revokeOwn) { request, context in
            let body = try await request.contract(OwnRevocationRequest.self)
            return try Response.json(
                try await services.ownRevocations.revoke(body, kiosk: context.requireKiosk()))
        }
        table.on(.liveEDS) { request, context in
            let body = try await request.contract(LiveEDSRequest.self)
            return try Response.json(try await services.lostEDS.live(body, kiosk: context.requireKiosk()))
        }
        table.on(.revokeLost) { request, context in
            let body = try await request.contract(LostRevocationRequest.self)
            return try Response.json(try await services.lostEDS.revoke(body, kiosk: context.requireKiosk()))
        }
        table.on(.application) { _, context in
            let number = try context.parameters.require("number")
            return try Response.json(try await services.applications.status(number, kiosk: context.requireKiosk()))
        }
        table.on(.standing) { request, context in
            let body = try await request.contract(StandingRequest.self)
            let number = try context.parameters.require("number")
            return try Response.json(
                try await services.standings.standing(number, body, kiosk: context.requireKiosk()))
        }
        table.on(.administrativeResponse) { request, context in
            let body = try await request.contract(AdministrativeChallenge.self)
            let number = try context.parameters.require("number")
            return try Response.json(
                try await services.administrative.respond(number, body, kiosk: context.requireKiosk()))
        }
        table.on(.issueCertificates) { request, context in
            let body = try await request.contract(CertificatesRequest.self)
            let number = try context.parameters.require("number")
            return try Response.json(
                try await services.certificates.issue(number, body, kiosk: context.requireKiosk()))
        }
        table.on(.reportWritten) { request, context in
            let body = try await request.contract(WrittenRequest.self)
            let number = try context.parameters.require("number")
            return try Response.json(
                try await services.applications.written(number, body, kiosk: context.requireKiosk()))
        }
    }

    private func addDesk(_ table: RouteTable) {
        let services = services
        table.on(.attempts) { request, context in
            guard let iin = request.uri.queryParameters["iin"] else { throw PortalProblem(.iinLength, 422, "no IIN") }
            return try Response.json(
                try await services.attempts.list(iin: String(iin), kiosk: context.requireKiosk()))
        }
        table.on(.applyAtDesk) { request, context in
            let body = try await request.contract(OperatorApplicationRequest.self)
            let record = try await services.operators.apply(
                body, key: request.headers[.idempotencyKey], kiosk: context.requireKiosk())
            return try Response.json(record, status: .created)
        }
        table.on(.deskApplication) { _, context in
            let number = try context.parameters.require("number")
            return try Response.json(
                try await services.operators.application(number, kiosk: context.requireKiosk()))
        }
        table.on(.decide) { request, context in
            let body = try await request.contract(OperatorDecision.self)
            let number = try context.parameters.require("number")
            return try Response.json(
                try await services.operators.decide(number, body, kiosk: context.requireKiosk()))
        }
        table.on(.certificates) { request, context in
            guard let iin = request.uri.queryParameters["iin"] else { throw PortalProblem(.iinLength, 422, "no IIN") }
            return try Response.json(
                try await services.revocations.certificates(iin: String(iin), kiosk: context.requireKiosk()))
        }
        table.on(.revoke) { request, context in
            let body = try await request.contract(RevocationRequest.self)
            let serial = try context.parameters.require("serial")
            return try Response.json(
                try await services.revocations.revoke(serial, body, kiosk: context.requireKiosk()))
        }
    }
}
