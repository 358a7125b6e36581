import FoundationEssentials
import HTTPTypes
import Hummingbird
import KioskDomain
import PortalContract

/// The services behind the routes.
struct PortalServices: Sendable {
    let enrolment: EnrolmentService
    let persons: PersonsService
    let sms: SMSService
    let stub: SMSStub
    let attempts: AttemptsService
    let portraits: PortraitsService
    let events: EventsService
    let applications: ApplicationsService
    let administrative: AdministrativeService
    let certificates: CertificatesService
    let demonstrationCertificates: DemonstrationCertificatesService
    let revocations: RevocationService
    let authorities: Authorities
    let operators: OperatorService
    let reservations: ReservationsService
    let ticketPage: TicketPage
    let pages: Pages
    let clock: PortalClock
    let demonstration: Bool
}

/// Routes only decode, call one service, and encode.
struct PortalRoutes {
    let services: PortalServices
    let authentication: KioskAuthentication

    func router() -> Router<PortalContext> {
        let router = Router(context: PortalContext.self)
        router.add(middleware: ProblemMiddleware())
        addOpen(router)
        let signed = router.group("").add(middleware: authentication)
        addPersons(signed)
        addQueue(router, signed)
        addAttempts(signed)
        addApplications(signed)
        var deskOnly = authentication
        deskOnly.role = .desk
        addDesk(router.group("").add(middleware: deskOnly))
        return router
    }

    private func addOpen(_ router: Router<PortalContext>) {
        let services = services
        router.get("\(PortalRoute.time)") { _, _ in
            try Response.json(
                TimeAnswer(
                    nowMilliseconds: services.clock.now().milliseconds, smsStub: services.demonstration,
                    demonstration: services.demonstration))
        }
        router.post("\(PortalRoute.kiosks)") { request, _ in
            let answer = try await services.enrolment.enrol(try await request.contract(EnrolmentRequest.self))
            return try Response.json(answer, status: .created)
        }
        router.get("/") { _, _ in try await services.pages.index() }
        router.get("/openapi.yaml") { _, _ in
            Response.bytes(OpenAPIDocument.bytes, type: "application/yaml")
        }
        router.get("\(PortalRoute.trustAnchors)") { _, _ in
            Response.bytes(try await services.authorities.anchors().utf8, type: "application/x-pem-file")
        }
        guard services.demonstration else { return }
        router.get("\(PortalRoute.smsStubPage)") { _, _ in try await services.pages.smsStub() }
        router.get("\(PortalRoute.smsStub)") { request, _ in
            let iin = request.uri.queryParameters["iin"].map { String($0) }
            return try Response.json(try await services.stub.messages(iin: iin))
        }
        router.post("\(PortalRoute.demonstrationCertificates)") { request, _ in
            let body = try await request.contract(DemonstrationCertificatesRequest.self)
            return try Response.json(try await services.demonstrationCertificates.issue(body))
        }
    }

    private func addPersons(_ router: RouterGroup<PortalContext>) {
        let services = services
        router.post("\(PortalRoute.personCheck)") { request, context in
            let body = try await request.contract(PersonCheckRequest.self)
            return try Response.json(try await services.persons.check(body, kiosk: context.requireKiosk().id))
        }
        router.post("\(PortalRoute.smsChallenges)") { request, context in
            let body = try await request.contract(SMSChallengeRequest.self)
            let answer = try await services.sms.request(body, kiosk: context.requireKiosk().id)
            return try Response.json(answer, status: .created)
        }
        router.post("\(PortalRoute.smsChallenges)/:id/answer") { request, context in
            let body = try await request.contract(SMSCodeRequest.self)
            let challenge = try context.parameters.require("id")
            return try Response.json(
                try await services.sms.answer(
                    challenge: challenge, code: body.code, kiosk: context.requireKiosk().id))
        }
        router.post("\(PortalRoute.events)") { request, context in
            let batch = try await request.contract(EventBatch.self)
            return try Response.json(try await services.events.take(batch, kiosk: context.requireKiosk()))
        }
    }

    private func addAttempts(_ router: RouterGroup<PortalContext>) {
        let services = services
        let path = "\(PortalRoute.attempts)/:source/:sequence"
        router.put("\(path)") { request, context in
            let opening = try await request.contract(AttemptOpening.self)
            let opened = try await services.attempts.open(
                try Self.attempt(context), opening, kiosk: context.requireKiosk())
            return try Response.json(opened)
        }
        router.get("\(path)/portrait") { _, context in
            let jpeg = try await services.portraits.release(try Self.attempt(context), kiosk: context.requireKiosk())
            return Response.bytes(jpeg, type: "image/jpeg")
        }
    }

    private static func attempt(_ context: PortalContext) throws -> AttemptKey {
        AttemptKey(
            source: try context.parameters.require("source"),
            sequence: try context.parameters.require("sequence", as: Int64.self))
    }

    private func addApplications(_ router: RouterGroup<PortalContext>) {
        let services = services
        router.post("\(PortalRoute.applications)") { request, context in
            let body = try await request.contract(ApplicationRequest.self)
            let record = try await services.applications.apply(
                body, key: request.headers[.idempotencyKey], kiosk: context.requireKiosk())
            return try Response.json(record, status: .created)
        }
        let path = "\(PortalRoute.applications)/:number"
        router.get("\(path)") { _, context in
            let number = try context.parameters.require("number")
            return try Response.json(try await services.applications.status(number, kiosk: context.requireKiosk()))
        }
        router.post("\(path)/administrative-responses") { request, context in
            let body = try await request.contract(AdministrativeChallenge.self)
            let number = try context.parameters.require("number")
            return try Response.json(
                try await services.administrative.respond(number, body, kiosk: context.requireKiosk()))
        }
        router.put("\(path)/certificates") { request, context in
            let body = try await request.contract(CertificatesRequest.self)
            let number = try context.parameters.require("number")
            return try Response.json(
                try await services.certificates.issue(number, body, kiosk: context.requireKiosk()))
        }
        router.post("\(path)/written") { request, context in
            let body = try await request.contract(WrittenRequest.self)
            let number = try context.parameters.require("number")
            return try Response.json(
                try await services.applications.written(number, body, kiosk: context.requireKiosk()))
        }
    }

    private func addDesk(_ router: RouterGroup<PortalContext>) {
        let services = services
        router.get("\(PortalRoute.attempts)") { request, context in
            guard let iin = request.uri.queryParameters["iin"] else { throw PortalProblem(.iinLength, 422, "no IIN") }
            return try Response.json(
                try await services.attempts.list(iin: String(iin), kiosk: context.requireKiosk()))
        }
        router.post("\(PortalRoute.operatorApplications)") { request, context in
            let body = try await request.contract(OperatorApplicationRequest.self)
            let record = try await services.operators.apply(
                body, key: request.headers[.idempotencyKey], kiosk: context.requireKiosk())
            return try Response.json(record, status: .created)
        }
        router.post("\(PortalRoute.operatorApplications)/:number/decision") { request, context in
            let body = try await request.contract(OperatorDecision.self)
            let number = try context.parameters.require("number")
            return try Response.json(
                try await services.operators.decide(number, body, kiosk: context.requireKiosk()))
        }
        router.put("\(PortalRoute.issuedCertificates)/:serial/revocation") { request, context in
            let body = try await request.contract(RevocationRequest.self)
            let serial = try context.parameters.require("serial")
            return try Response.json(
                try await services.revocations.revoke(serial, body, kiosk: context.requireKiosk()))
        }
    }
}
