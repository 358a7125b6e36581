import Glibc
import KioskDomain
import KioskTestSupport
import Logging
import NCALayer
import Testing

@testable import NCALayerDoor

/// A door on a free port for the time of a test.
struct OpenDoor: Sendable {
    var server: DoorServer
    var host: ScriptedSigningHost
    var identity: DoorIdentity

    /// The same for every test of a run: making it is not what they are about.
    static let identity = Result { try LocalAuthority.make(now: today) }
    /// Today, by the machine.
    static let today = UnixTime(milliseconds: 1000 * Int64(time(nil)))

    static func with<Value: Sendable>(
        _ permissions: [String: SitePermission] = [:], limits: DoorLimits = DoorLimits(closing: .milliseconds(100)),
        _ body: (OpenDoor) async throws -> Value
    ) async throws -> Value {
        let identity = try identity.get()
        let host = ScriptedSigningHost()
        let leaf = try #require(identity.leaf(at: today))
        let configuration = DoorConfiguration(
            port: 0, stateFolder: "", host: host, policies: FixedPolicies(permissions: permissions), limits: limits,
            logger: Logger(label: "door") { _ in SwiftLogNoOpLogHandler() })
        let door = OpenDoor(
            server: try await DoorServer.open(configuration, leaf), host: host, identity: identity)
        do {
            let value = try await body(door)
            await door.server.close()
            return value
        } catch {
            await door.server.close()
            throw error
        }
    }

    /// A page that has read the greeting.
    func page(origin: String? = "https://portal.example", path: String = "/") async throws -> DoorClient {
        let client = try await DoorClient.connect(
            port: server.port, identity: identity, origin: origin, path: path)
        let greeting = try await client.text()
        #expect(greeting == #"{"result":{"version":"1.4"}}"#)
        return client
    }
}

/// Rules by origin; everyone else is asked about.
struct FixedPolicies: SitePolicies {
    var permissions: [String: SitePermission]

    func permission(for origin: PageOrigin) async -> SitePermission { permissions[origin.description] ?? .ask }
}
