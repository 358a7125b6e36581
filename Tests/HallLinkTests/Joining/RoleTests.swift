import AsyncHTTPClient
import FoundationEssentials
import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskTestSupport
import NIOCore
import NIOHTTP1
import NIOSSL
import Testing

@testable import HallClient
@testable import HallServer

@Suite("Who may call what: mutual TLS by role (issue 5, item 4)")
struct RoleTests {
    /// As in docs/hall.md, written out once more: the code's own table is not its proof.
    private static let allowed: [HallRole: Set<HallCall>] = [
        .terminal: [.report, .lease, .join, .boards, .renew],
        .desk: [.report, .lease, .join, .act, .views, .boards, .renew],
        .board: [.boards, .renew],
        .manager: [.views, .boards, .plan, .leaveOut, .reports, .renew],
    ]

    @Test("each role and each call, as the table of docs/hall.md has it", arguments: HallRole.allCases)
    func table(role: HallRole) async throws {
        try await Centre.with { centre in
            _ = try? await centre.machine("M", role).greet("M")
            let wire = try Wire(centre, "M")
            for call in HallCall.allCases {
                let mayCall = Self.allowed[role, default: []].contains(call)
                if call == .views || call == .boards {
                    #expect(try await wire.stream(call).status == (mayCall ? 200 : 403), "\(role) \(call)")
                    continue
                }
                // The role is looked at before the body: this one is nobody's.
                let answer = try await wire.send(call == .plan ? .PUT : .POST, call.path, Array("[]".utf8))
                #expect(answer.status == (mayCall ? 400 : 403), "\(role) \(call)")
                #expect(answer.code == (mayCall ? .requestInvalid : .hallRefused), "\(role) \(call)")
            }
        }
    }

    @Test("a terminal and a desk speak in their own name only")
    func ownName() async throws {
        try await Centre.with { centre in
            let terminal = try await centre.machine("T1", .terminal)
            let desk = try await centre.machine("D1", .desk)
            let epoch = try await terminal.greet("T1").epoch
            let line = NumberLine(day: NoonClock.day, lane: .general)
            let calls: [(String, () async throws(Failure) -> Void)] = [
                ("report", { () throws(Failure) in _ = try await terminal.greet("T2") }),
                ("lease", { () throws(Failure) in _ = try await terminal.lease(line, to: "T2", epoch: epoch) }),
                (
                    "act",
                    { () throws(Failure) in
                        _ = try await desk.act(.callNext, window: 1, request: RequestID(desk: "D2", id: "1"))
                    }
                ),
            ]
            for (name, call) in calls {
                let failure = await #expect(throws: Failure.self, "\(name)") { try await call() }
                #expect(failure?.code == .hallRefused, "\(name)")
            }
            let foreign = try slip("T2", 1)
            let failure = await #expect(throws: Failure.self) { try await terminal.join(foreign) }
            #expect(failure?.code == .hallRefused)
            #expect(try centre.hall.keeper.view?.waiting.isEmpty == true)
        }
    }

    @Test("without a certificate, or with one of another authority, TLS itself ends the call")
    func strangers() async throws {
        try await Centre.with { centre in
            _ = try await centre.machine("T1", .terminal).greet("T1")
            let good = try Wire(centre, "T1")
            var bare = good.tls
            bare.certificateChain = []
            bare.privateKey = nil
            let foreign = try await Self.foreignTLS(centre, name: "T1")
            for (kind, tls) in [("none", bare), ("foreign", foreign)] {
                let wire = Wire(address: centre.address, tls: tls)
                await #expect(throws: (any Error).self, "\(kind)") { try await wire.send(.POST, HallCall.report.path) }
            }
            // The port for those without one serves nothing else.
            let enrolment = try Wire.enrolment(centre)
            for call in HallCall.allCases {
                #expect(try await enrolment.send(.POST, call.path, Array("{}".utf8)).status == 404, "\(call)")
            }
        }
    }

    @Test("a machine that joined another hall by mistake is told queue.hall-refused, not that the line is cut")
    func otherHall() async throws {
        try await Centre.with { other in
            try await Centre.with { centre in
                _ = try await other.machine("T1", .terminal).greet("T1")
                let path = try centre.folder.makeFolder("T1")
                for file in ["hall-identity.pem", "hall-authority.pem"] {
                    try centre.folder.write("T1/\(file)", try other.folder.read("T1/\(file)"))
                }
                #expect(FileManager.default.fileExists(atPath: path))
                // It does not trust this hall.
                let failure = await #expect(throws: Failure.self) { try await centre.client("T1").greet("T1") }
                #expect(failure?.code == .hallRefused, "\(failure?.detail ?? "")")
                // It trusts this hall, which does not trust it.
                try centre.folder.write("T1/hall-authority.pem", try centre.hall.authority.certificate.utf8)
                let second = await #expect(throws: Failure.self) { try await centre.client("T1").greet("T1") }
                #expect(second?.code == .hallRefused, "\(second?.detail ?? "")")
            }
        }
    }

    @Test("a revoked machine is refused from the next call on, its event stream ends, and a new code brings it back")
    func revoked() async throws {
        var limits = HallLimits()
        limits.heartbeat = .milliseconds(100)
        try await Centre.with(limits: limits) { centre in
            let machine = try await centre.machine("T1", .terminal)
            try await machine.greet("T1")
            let stream = try await Wire(centre, "T1").stream(.boards)
            #expect(stream.status == 200)
            #expect(try await centre.hall.register.revoke("T1"))
            for try await _ in stream.body {}
            let failure = await #expect(throws: Failure.self) { try await machine.greet("T1") }
            #expect(failure?.code == .hallRefused)
            #expect(try await !centre.hall.register.revoke("T1"), "once is enough")
            #expect(try await centre.machine("T1", .terminal).greet("T1").day == NoonClock.day)
        }
    }

    @Test("who joins under a name puts the machine out that had it before")
    func replaced() async throws {
        try await Centre.with { centre in
            let first = try await centre.machine("T1", .terminal)
            try await first.greet("T1")
            let code = try await centre.hall.register.newCode(name: "T1", role: .terminal)
            try await first.greet("T1")
            let second = try centre.client("T1-new", code: code)
            try await second.greet("T1")
            let failure = await #expect(throws: Failure.self) { try await first.greet("T1") }
            #expect(failure?.code == .hallRefused)
        }
    }

    @Test("a certificate is renewed in time, while a stream stands, and the older one is good until its end")
    func renewal() async throws {
        try await Centre.with { centre in
            let machine = try await centre.machine("D1", .desk)
            _ = try? await machine.greet("D1")
            let before = try centre.folder.read("D1/hall-identity.pem")
            let old = try Wire(centre, "D1")
            // In the machine's eyes two months have gone by.
            let later = try centre.client("D1") { [clock = centre.clock] in clock.now() + .seconds(61 * 86_400) }
            let running = Task { await later.run() }
            defer { running.cancel() }
            try await eventually { try centre.folder.read("D1/hall-identity.pem") != before }
            let fresh = try Wire(centre, "D1")
            for (id, wire) in [("1", old), ("2", fresh)] {
                #expect(try await wire.send(.act, Self.call(id)).status == 200)
                #expect(try await wire.stream(.views).status == 200)
            }
            centre.clock.advance(.seconds(91 * 86_400))
            #expect(try await old.send(.act, Self.call("3")).code == .hallRefused, "its time is over")
        }
    }

    private static func call(_ id: String) -> ActRequest {
        ActRequest(action: .callNext, window: 1, request: RequestID(desk: "D1", id: id))
    }

    /// A certificate with the right name, by an authority that is not the hall's.
    private static func foreignTLS(_ centre: Centre, name: String) async throws -> TLSConfiguration {
        let path = try centre.folder.makeFolder("foreign")
        let authority = try HallAuthority(folder: path, now: centre.clock.now())
        let register = try MachineRegister(folder: path, authority: authority) { [clock = centre.clock] in clock.now() }
        let code = try await register.newCode(name: name, role: .terminal)
        let folder = HallFolder(path: path)
        let (key, request) = try await folder.asking()
        let grant = try await register.enrol(
            CertificateWish(
                code: code.split(separator: ".").first.map(String.init), request: request))
        try folder.keep(authority: Data(try centre.hall.authority.certificate.utf8))
        guard let identity = try folder.keep(key, grant, code: nil) else { throw Problem("no identity") }
        return identity.tls
    }
}
