import Glibc
import KioskDevices
import KioskDomain
import KioskTestSupport
import Logging
import ServiceLifecycle
import Testing

@testable import NCALayerDoor

@Suite("A port that another program holds, and the life of the door")
struct PortTakenTests {
    private func configuration(port: Int, _ folder: TemporaryFolder) -> DoorConfiguration {
        DoorConfiguration(
            port: port, stateFolder: folder.path, host: ScriptedSigningHost(),
            policies: FixedPolicies(permissions: [:]),
            logger: Logger(label: "door") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test("who holds the port is named: it greets as NCALayer, and its process")
    func named() async throws {
        let folder = try TemporaryFolder("door")
        try await OpenDoor.with { door in
            let leaf = try #require(door.identity.leaf(at: OpenDoor.today))
            let failure = await #expect(throws: Failure.self) {
                try await DoorServer.open(configuration(port: door.server.port, folder), leaf)
            }
            #expect(failure?.code == .doorPortTaken)
            let detail = failure?.detail ?? ""
            #expect(detail.contains("speaks as NCALayer 1.4") && detail.contains("process \(getpid()) ("), "\(detail)")
        }
    }

    @Test("the kernel's table: listening sockets only, the port's digits in full")
    func table() throws {
        let folder = try TemporaryFolder("door")
        let line = "   0: 0100007F:350B 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1"
        let connected =
            "   1: 0100007F:1F90 0100007F:350B 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1"
        let path = try folder.write("tcp", "  sl  local_address rem_address   st\n\(line)\n\(connected)\nshort\n".utf8)
        #expect(PortHolder.listener(port: 13579, in: [path]) == PortHolder.Socket(inode: "4711", user: "1000"))
        #expect(PortHolder.listener(port: 8080, in: [path]) == nil)
    }

    @Test("the service waits for the port, opens, and closes when the daemon stops")
    func service() async throws {
        let folder = try TemporaryFolder("door")
        let (service, group) = try await OpenDoor.with { door in
            let service = DoorService(configuration(port: door.server.port, folder)) { OpenDoor.today }
            let group = ServiceGroup(
                services: [service], logger: Logger(label: "group") { _ in SwiftLogNoOpLogHandler() })
            Task { try await group.run() }
            try await eventually { service.status.code == .doorPortTaken }
            #expect(service.status.health == .fault && service.status.finding.contains("NCALayer 1.4"))
            return (service, group)
        }
        try await eventually { service.status.health == .ok }
        let server = try #require(service.server)
        let identity = try #require(try DoorIdentity.kept(in: folder.path))
        let client = try await DoorClient.connect(port: server.port, identity: identity)
        #expect(try await client.text().contains("1.4"))
        await group.triggerGracefulShutdown()
        #expect(try await client.next() == .close(1001, ""))
        try await eventually { service.status.finding == "closed" }
    }
}
