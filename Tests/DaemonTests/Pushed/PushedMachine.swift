import Configuration
import Crypto
import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import Logging
import PortalClient
import PortalContract
import PushedConfiguration
import Synchronization

@testable import KioskDaemon

/// A machine with pushed sets, its parts scripted, its file real.
final class PushedMachine: Sendable {
    let folder: TemporaryFolder
    private let key = P256.Signing.PrivateKey()
    private let state = Mutex(State())

    struct State {
        var isFree = true
        var offered: String?
        var statuses = [DeviceStatus(id: "printer.slip", name: "", health: .ok, finding: "")]
        var shown: DeviceStatus?
        var starts = 0
        var isBlocked = false
        var today = CivilDate.literal(2026, 11, 22)
    }

    init() throws {
        folder = try TemporaryFolder("pushed")
        try folder.write("signers.pem", (key.publicKey.pemRepresentation + "\n").utf8)
    }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }
    var now: State { state.withLock { $0 } }

    func set(_ version: Int, more: String = "", from: String = "2026-01-01", by signer: P256.Signing.PrivateKey? = nil)
        throws -> SignedSet
    {
        let json = """
            {"format": "psc-kiosk-configuration-1", "scope": "all", "version": \(version),
            "valid-from": "\(from)"\(more.isEmpty ? "" : ", " + more)}
            """
        return try SignerKeys.sign(Data(json.utf8), with: signer ?? key)
    }

    /// The machine's own file.
    func own(_ more: [String: String] = [:]) -> InMemoryProvider {
        var values = [
            "mode": "production", "state.folder": folder.path, "camera.source": "device:/dev/psc-kiosk/camera",
            "printer.device": "device:/dev/psc-kiosk/printer", "portal.url": "https://portal.example",
            "portal.ca-file": "/etc/x.pem", "psc.name.kk": "а", "psc.name.ru": "б", "psc.name.en": "c",
            "configuration.signers-file": folder.file("signers.pem"), "limits.idle-seconds": "60",
        ]
        values.merge(more) { $1 }
        var all: [AbsoluteConfigKey: ConfigValue] = [
            "queue.purposes": ConfigValue(.stringArray(["eds | Құжат | Документ | Document"]), isSecret: false)
        ]
        for (key, value) in values {
            all[AbsoluteConfigKey(key.split(separator: ".").map(String.init))] = ConfigValue(
                .string(value), isSecret: false)
        }
        return InMemoryProvider(values: all)
    }

    /// A start of kioskd: what it runs on, and the part that follows sets.
    func start(ready: Bool = true) async throws -> (configuration: DaemonConfiguration, sets: PushedSets) {
        guard var start = try PushedStart(own()) else { throw CancellationError() }
        let configuration = try start.configuration()
        let sets = PushedSets(
            start, surroundings, PushedSets.Patience(trial: .zero, settling: .zero, look: .seconds(60)))
        change { $0.isBlocked = false }
        if ready { await sets.ready() }
        return (configuration, sets)
    }

    private var surroundings: PushedSets.Surroundings {
        PushedSets.Surroundings(
            place: ConfigurationPlace(kiosk: "kiosk-1", centre: "PSC-1", region: ""),
            fetch: { () async throws(PortalError) in ConfigurationAnswer(set: self.now.offered) },
            statuses: { self.now.statuses },
            leave: {
                self.state.withLock { state in
                    state.isBlocked = state.isFree
                    return state.isFree
                }
            }, stay: { self.change { $0.isBlocked = false } }, today: { self.now.today },
            again: { self.change { $0.starts += 1 } }, show: { status in self.change { $0.shown = status } },
            logger: Logger(label: "pushed-test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The portal offers a set, and gives it when asked.
    func offer(_ set: SignedSet, to sets: PushedSets, as name: ConfigurationName? = nil) async {
        change { $0.offered = set.text }
        await sets.heard(name ?? ConfigurationName(set))
    }
}
