import FoundationEssentials
import Hummingbird
import KioskDevices
import KioskDiagnostics
import KioskDomain
import KioskJournal
import PortalContract
import SmartCard

/// What kioskctl is told over the unix socket; who may connect is a matter of the socket's group (DESIGN 5.9).
struct ControlServer: Sendable {
    let board: StatusBoard
    let trace: APDUTrace
    let started: ContinuousClock.Instant
    let session: @Sendable () -> String
    let operators: OperatorList
    let seat: OperatorSeat
    let journal: Journal
    let camera: CameraRoutes
    let queue: QueueRoutes
    /// Nil where no signers are configured.
    let sets: PushedSets?
    let metrics: MetricsRoute
    let slips: SlipRoutes

    func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("status") { _, _ in
            let status = ControlStatus(
                uptimeSeconds: started.duration(to: .now) / .seconds(1), session: session(),
                devices: await board.statuses)
            return try Self.json(status)
        }
        router.get("configuration") { _, _ in
            guard let sets else {
                return try Self.problem(
                    Failure(.configurationInvalid, "configuration.signers-file names no signers: no sets are taken"))
            }
            return try Self.json(await sets.report)
        }
        // What this program knows of the portal, whatever the portal serves by now.
        router.get("openapi.yaml") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/yaml"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: OpenAPIDocument.bytes)))
        }
        // PIN bytes are masked at the transport whatever is asked for here.
        router.post("apdu-trace") { request, _ in
            trace.isOn = request.uri.queryParameters["on"] == "true"
            return HTTPResponse.Status.noContent
        }
        operatorRoutes(router)
        camera.add(to: router)
        queue.add(to: router)
        metrics.add(to: router)
        slips.add(to: router)
        router.get("cards") { _, _ in
            try Self.json(
                await journal.cardLedger().map {
                    ControlCardTrial(
                        card: $0.card, medium: $0.medium, wrong: $0.wrong, remaining: $0.remaining,
                        blocked: $0.isBlocked, changedAtMilliseconds: $0.changedAt.milliseconds)
                })
        }
        return router
    }

    private func operatorRoutes(_ router: Router<BasicRequestContext>) {
        router.get("operators") { _, _ in
            try Self.json(
                await operators.all.map {
                    ControlOperator(
                        name: $0.name, fingerprint: $0.fingerprint, duties: $0.duties.map(\.rawValue).sorted())
                })
        }
        router.post("operators") { request, _ in
            try await Self.answer {
                let order = try await Self.order(request)
                try await seat.enrol(name: order.name, duties: try Self.duties(order))
            }
        }
        router.delete("operators") { request, _ in
            try await Self.answer {
                guard try await seat.dismiss(name: await Self.order(request).name) else {
                    throw Failure(.operatorUnknown, "no operator of this name")
                }
            }
        }
    }

    private static func order(_ request: Request) async throws -> ControlOperator {
        let body = try await request.body.collect(upTo: 4096)
        return try JSONDecoder().decode(ControlOperator.self, from: Data(body.readableBytesView))
    }

    /// Who names none serves citizens.
    private static func duties(_ order: ControlOperator) throws(Failure) -> Set<DeskDuty> {
        var duties: Set<DeskDuty> = []
        for word in order.duties {
            guard let duty = DeskDuty(rawValue: word) else {
                throw Failure(.requestInvalid, "no duty: \(word.prefix(20))")
            }
            duties.insert(duty)
        }
        return duties.isEmpty ? [.operator] : duties
    }

    /// 204, or 422 with the code and one line for the technician.
    private static func answer(_ body: () async throws -> Void) async throws -> Response {
        do {
            try await body()
            return Response(status: .noContent)
        } catch let failure as Failure {
            return try problem(failure)
        }
    }

    static func problem(_ failure: Failure) throws -> Response {
        try json(ControlProblem(code: failure.code.rawValue, detail: failure.detail), status: .unprocessableContent)
    }

    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(value))))
    }
}
