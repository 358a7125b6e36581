import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTestSupport
import KioskTime
import Logging
import MachineKeys
import ServiceLifecycle
import Synchronization

@testable import HallClient
@testable import HallServer
@testable import KioskDaemon

/// The hall of a centre as kioskd builds it: a real journal, TLS on loopback. A test may close it and open it again, on the
/// same ports and with the same folder.
final class Centre: Sendable {
    /// The hall while it is open.
    struct Open: Sendable {
        var keeper: HallKeeper
        var authority: HallAuthority
        var register: MachineRegister
        var journal: Journal
        var group: ServiceGroup
        var run: Task<Void, any Error>
    }

    let folder: TemporaryFolder
    /// By which certificates and codes are good.
    let clock = ShiftedClock()
    let plan: HallPlan
    let limits: HallLimits
    /// Between the server and the keeper.
    private let middle: @Sendable (HallKeeper) -> any HallPort
    private let ports = Mutex(HallPorts(machines: 0, enrolment: 0))
    private let state = Mutex<Open?>(nil)
    private let clients = Mutex<[HallClient]>([])
    private let place = Mutex("hall")

    private init(_ plan: HallPlan, _ limits: HallLimits, _ middle: @escaping @Sendable (HallKeeper) -> any HallPort)
        throws
    {
        folder = try TemporaryFolder("hall-link")
        try folder.makeFolder("hall")
        self.plan = plan
        self.limits = limits
        self.middle = middle
    }

    /// Runs `body` in a centre whose hall is open, and takes everything down again.
    static func with<Value: Sendable>(
        _ plan: HallPlan = .plain(), limits: HallLimits = HallLimits(),
        middle: @escaping @Sendable (HallKeeper) -> any HallPort = { $0 },
        _ body: @Sendable (Centre) async throws -> Value
    ) async throws -> Value {
        let centre = try Centre(plan, limits, middle)
        do {
            try await centre.open()
            let value = try await body(centre)
            try await centre.end()
            return value
        } catch {
            try? await centre.end()
            throw error
        }
    }

    var hall: Open {
        get throws {
            guard let open = state.withLock({ $0 }) else { throw Problem("the hall is closed") }
            return open
        }
    }

    var address: String { "https://127.0.0.1:\(ports.withLock { $0.machines })" }
    var enrolmentPort: Int { ports.withLock { $0.enrolment } }

    /// The next opening is that of another machine, which has its state there.
    func move(to folder: String) { place.withLock { $0 = folder } }

    /// Opens the hall, at first on ports that are free, below those that the system gives to outgoing connections.
    func open() async throws {
        if ports.withLock({ $0.machines }) != 0 {
            let same = ports.withLock { $0 }
            // A program that another test starts just now may hold a copy of the old socket for a moment.
            return try await eventually("the hall opens on its ports again") {
                try? await open(on: same)
            }
        }
        for _ in 0..<20 {
            let port = Int.random(in: 20_000..<32_000)
            let wanted = HallPorts(machines: port, enrolment: port + 1)
            if (try? await open(on: wanted)) != nil { return ports.withLock { $0 = wanted } }
        }
        throw Problem("no free ports")
    }

    private func open(on ports: HallPorts) async throws {
        let hallFolder = folder.file(place.withLock { $0 })
        let trusted = TrustedClock(clock: NoonClock())
        let journal = try await Journal.open(
            folder: hallFolder, key: try JournalKey.load(folder: hallFolder), now: trusted.now())
        let keeper = try await HallKeeper.open(
            journal: journal, clock: trusted, zone: .almaty, plan: plan,
            applied: AppliedPlan(folder: hallFolder))
        let authority = try HallAuthority(folder: hallFolder, now: clock.now())
        let register = try MachineRegister(folder: hallFolder, authority: authority) { [clock] in clock.now() }
        let (ready, isReady) = AsyncStream.makeStream(of: Bool.self)
        let server = HallServer(
            hall: middle(keeper), reports: ManagerWork(journal: journal, clock: trusted), authority: authority,
            register: register, host: "127.0.0.1", ports: ports,
            limits: limits, logger: Self.logger, now: { [clock] in clock.now() }, ready: { _ in isReady.yield(true) })
        let group = ServiceGroup(services: [server], gracefulShutdownSignals: [], logger: Self.logger)
        let run = Task {
            defer { isReady.yield(false) }
            try await group.run()
        }
        guard await ready.first(where: { _ in true }) == true else {
            try await journal.close()
            throw Problem("the hall does not open")
        }
        state.withLock {
            $0 = Open(
                keeper: keeper, authority: authority, register: register, journal: journal, group: group, run: run)
        }
    }

    /// As at SIGTERM.
    func close() async throws {
        guard let open = state.withLock({ state in state.take() }) else { return }
        await open.group.triggerGracefulShutdown()
        try await open.run.value
        try await open.journal.close()
    }

    private func end() async throws {
        for client in clients.withLock({ $0 }) { await client.shutdown() }
        try await close()
    }

    // MARK: - Machines

    /// A machine that joins with a code of its own at its first call.
    func machine(_ name: String, _ role: HallRole) async throws -> HallClient {
        try client(name, code: try await hall.register.newCode(name: name, role: role))
    }

    /// A machine with whatever its folder holds, and with a code when it is given one.
    func client(
        _ name: String, code: String? = nil, authorityFile: String = "", keys: KeyMaker = .files,
        now: (@Sendable () -> UnixTime)? = nil
    ) throws -> HallClient {
        let path = (try? folder.makeFolder(name)) ?? folder.file(name)
        let codeFile = try code.map { try folder.write("\(name)/code", $0.utf8) } ?? ""
        var settings = try HallClientSettings(
            address: address, enrolmentPort: enrolmentPort, authorityFile: authorityFile, codeFile: codeFile,
            folder: path, keys: keys)
        // Of a machine ten times slower.
        settings.timeout = .seconds(30)
        settings.silence = .seconds(30)
        let client = HallClient(settings, logger: Self.logger, now: now ?? { [clock] in clock.now() })
        clients.withLock { $0.append(client) }
        return client
    }

    static let logger = Logger(label: "hall-link") { _ in SwiftLogNoOpLogHandler() }
}
