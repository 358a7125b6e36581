import HTTPTypes
import HallContract
import HallQueue
import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore
import PKIX
import ServiceLifecycle

/// The calls of machines that show a certificate, each with the roles that may (``HallCall/roles``).
struct HallRoutes {
    let hall: any HallPort
    let reports: any HallReports
    let register: MachineRegister
    let feed: ViewFeed
    let limits: HallLimits

    func router() -> Router<HallContext> {
        let router = Router(context: HallContext.self)
        router.add(middleware: HallProblems())
        terminalRoutes(router)
        deskRoutes(router)
        managerRoutes(router)
        add(.renew, .post, to: router) { machine, wish in try await register.renew(machine, wish) }
        addStream(.views, .views, to: router)
        addStream(.boards, .boards, to: router)
        return router
    }

    private func terminalRoutes(_ router: Router<HallContext>) {
        add(.report, .post, to: router) { (machine, request: ReportRequest) in
            try Self.own(request.report.terminal, machine)
            try Plausibility.check(request, today: hall.view?.day)
            return try await hall.report(request.report, status: request.status)
        }
        add(.lease, .post, to: router) { (machine, request: LeaseRequest) in
            try Self.own(request.terminal, machine)
            try Plausibility.check(request)
            return try await hall.lease(request.line, to: request.terminal, epoch: request.epoch)
        }
        add(.join, .post, to: router) { (machine, ticket: IssuedTicket) in
            try Self.own(ticket.terminal, machine)
            try Plausibility.check(ticket, today: hall.view?.day)
            return try await hall.join(ticket)
        }
    }

    private func deskRoutes(_ router: Router<HallContext>) {
        add(.act, .post, to: router) { (machine, request: ActRequest) in
            try Self.own(request.request.desk, machine)
            try Plausibility.check(request)
            return ActAnswer(
                number: try await hall.act(request.action, window: request.window, request: request.request))
        }
    }

    private func managerRoutes(_ router: Router<HallContext>) {
        add(.plan, .put, to: router) { (_, request: PlanRequest) in
            try await hall.replan(request.plan, over: request.former)
            return request.plan
        }
        add(.leaveOut, .post, to: router) { (_, request: LeaveOutRequest) in
            try await hall.leaveOut(request.terminal)
            return request
        }
        add(.reports, .post, to: router) { (_, request: ReportsRequest) in
            var answer = ReportsAnswer(days: try await reports.reportDays(), report: nil)
            if let day = request.day { answer.report = try await reports.report(day) }
            return answer
        }
    }

    /// A machine speaks for itself only.
    private static func own(_ name: String, _ machine: MachineRegister.Machine) throws(Failure) {
        guard name == machine.name else { throw Failure(.hallRefused, "\(machine.name) spoke for another machine") }
    }

    private func add<Body: Decodable & Sendable, Answer: Encodable & Sendable>(
        _ call: HallCall, _ method: HTTPRequest.Method, to router: Router<HallContext>,
        _ body: @escaping @Sendable (MachineRegister.Machine, Body) async throws -> Answer
    ) {
        router.on(RouterPath(call.path), method: method) { [register, limits] request, context in
            let machine = try await register.machine(showing: try await context.certificate(), for: call)
            return try Response.hall(try await body(machine, try await request.value(Body.self, limits)))
        }
    }

    /// Events until either side goes; a machine that is revoked meanwhile is let go.
    private func addStream(_ call: HallCall, _ kind: ViewFeed.Kind, to router: Router<HallContext>) {
        router.on(RouterPath(call.path), method: .get) { [register, feed] request, context in
            let certificate = try await context.certificate()
            _ = try await register.machine(showing: certificate, for: call)
            guard let wakes = feed.wakes() else { throw Failure(.hallUnreachable, "too many event streams") }
            let body = ResponseBody { writer in
                try await request.body.consumeWithCancellationOnInboundClose { _ in
                    var sent = 0
                    for await _ in wakes.cancelOnGracefulShutdown() {
                        guard await register.machine(showing: certificate) != nil else { break }
                        let newest = feed.newest(kind)
                        try await writer.write(newest.version == sent ? ViewFeed.heartbeat : newest.event)
                        sent = newest.version
                    }
                }
                try await writer.finish(nil)
            }
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
                body: body)
        }
    }
}

extension MachineRegister {
    /// The machine that a certificate names, when its role may make the call.
    /// - Throws: `queue.hall-refused`.
    func machine(showing certificate: Certificate, for call: HallCall) throws(Failure) -> Machine {
        guard let machine = machine(showing: certificate) else {
            throw Failure(.hallRefused, "the machine's certificate is revoked or too old")
        }
        guard call.roles.contains(machine.role) else {
            throw Failure(.hallRefused, "the role \(machine.role.rawValue) may not call \(call.rawValue)")
        }
        return machine
    }
}
