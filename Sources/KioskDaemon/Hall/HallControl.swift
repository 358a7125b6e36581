import FoundationEssentials
import HallContract
import HallServer
import Hummingbird
import KioskDevices
import KioskDiagnostics
import KioskDomain

/// What kioskctl is told by a machine that keeps the hall; who may connect is a matter of the socket's group.
struct HallControl: Sendable {
    let board: StatusBoard
    let started: ContinuousClock.Instant
    let authority: HallAuthority
    let register: MachineRegister
    let keeper: HallKeeper
    let queue: QueueRoutes

    func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("status") { _, _ in
            try ControlServer.json(
                ControlStatus(
                    uptimeSeconds: started.duration(to: .now) / .seconds(1), session: "hall",
                    devices: await board.statuses))
        }
        router.get("hall/machines") { _, _ in
            try ControlServer.json(
                await register.machines.map {
                    ControlMachine(name: $0.name, role: $0.role.rawValue, isRevoked: $0.serials.isEmpty)
                })
        }
        router.get("hall/copy") { _, _ in try await Self.answer { try await keeper.state() } }
        router.post("hall/codes") { request, _ in
            try await Self.answer {
                let machine = try await Self.machine(request)
                guard let role = HallRole(rawValue: machine.role) else {
                    let roles = HallRole.allCases.map(\.rawValue).joined(separator: ", ")
                    throw Failure(.requestInvalid, "the role is one of \(roles)")
                }
                let code = try await register.newCode(name: machine.name, role: role)
                return ControlHallCode(code: code, authority: authority.certificate)
            }
        }
        router.delete("hall/machines") { request, _ in
            try await Self.answer {
                let machine = try await Self.machine(request)
                guard try await register.revoke(machine.name) else {
                    throw Failure(.requestInvalid, "no machine of this name")
                }
                return machine
            }
        }
        queue.add(to: router)
        return router
    }

    private static func machine(_ request: Request) async throws -> ControlMachine {
        let body = try await request.body.collect(upTo: 4096)
        return try JSONDecoder().decode(ControlMachine.self, from: Data(body.readableBytesView))
    }

    private static func answer<Value: Encodable>(_ body: () async throws -> Value) async throws -> Response {
        do {
            return try ControlServer.json(try await body())
        } catch let failure as Failure {
            return try ControlServer.problem(failure)
        }
    }
}
