import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import MachineKeys
import PortalClient
import PortalContract
import PortalSync

/// Asks the portal for its time: keeps our clock right, and says how the line and the outbox are.
actor PortalWatch {
    private let portal: PortalClient
    private let keeper: IdentityKeeper
    private let clock: TrustedClock
    private let journal: Journal
    private let board: StatusBoard
    private let reports: ReportWriter
    private let demonstration: Bool
    private let sets: PushedSets?
    private let lastRound: @Sendable () -> RoundReport
    private let lineFound: @Sendable (OfflinePolicy.DeviceFinding) async -> Void

    /// Between two looks at the identity.
    private static let identityPause = Duration.seconds(60)
    private var identityLook: ContinuousClock.Instant?

    init(
        portal: PortalClient, keeper: IdentityKeeper, clock: TrustedClock, journal: Journal, board: StatusBoard,
        centre: String, demonstration: Bool, sets: PushedSets?, lastRound: @escaping @Sendable () -> RoundReport,
        lineFound: @escaping @Sendable (OfflinePolicy.DeviceFinding) async -> Void = { _ in }
    ) {
        self.portal = portal
        self.keeper = keeper
        self.clock = clock
        self.journal = journal
        self.board = board
        reports = ReportWriter(board: board, journal: journal, clock: clock, centre: centre)
        self.demonstration = demonstration
        self.sets = sets
        self.lastRound = lastRound
        self.lineFound = lineFound
    }

    func run() async {
        while !Task.isCancelled {
            await look()
            try? await Task.sleep(for: .seconds(10))
        }
    }

    func look() async {
        let line = await line()
        await board.set(line)
        await lineFound(line.health == .fault ? .fails(line.code ?? .portalUnreachable) : .answers)
        if let status = await identity() { await board.set(status) }
        if let key = portal.currentIdentity?.key { await board.set(Self.key(key)) }
        await board.set(await OutboxHealth(journal: journal, clock: clock, lastRound: lastRound).status())
        await board.set(time())
    }

    private func line() async -> DeviceStatus {
        let asked = clock.mark()
        do {
            let answer = try await portal.time()
            clock.measured(portal: UnixTime(milliseconds: answer.nowMilliseconds), asked: asked)
            let isVirtual = answer.demonstration || answer.smsStub
            if isVirtual, !demonstration {
                return DeviceStatus(
                    id: "portal", name: "demonstration portal", health: .fault, code: .virtualPartRefused,
                    finding: "a demonstration portal is refused outside the demonstration", isVirtual: true)
            }
            return DeviceStatus(
                id: "portal", name: answer.smsStub ? "portal with SMS stub" : "portal", health: .ok,
                finding: "answers", isVirtual: isVirtual)
        } catch {
            return DeviceStatus(
                id: "portal", name: "portal", health: .fault, code: error.code, finding: error.detail)
        }
    }

    /// Tells the portal how this machine is, and rotates its key in time; nil while there is nothing new to say.
    private func identity() async -> DeviceStatus? {
        if let identityLook, identityLook.duration(to: .now) < Self.identityPause { return nil }
        do {
            let standing = try await keeper.tend(
                KioskTelling(configuration: await sets?.presence, report: await reports.report()))
            await sets?.heard(standing.configuration)
            identityLook = .now
            let days = (standing.certificateEndsAtMilliseconds - standing.nowMilliseconds) / 86_400_000
            return Self.identity(.ok, nil, "\(standing.kioskID), the certificate holds for \(days) days")
        } catch let error as any CodedError {
            // A portal that is away is the line's matter.
            if error.code == .portalUnreachable { return nil }
            identityLook = .now
            return Self.identity(.fault, error.code, "\(error)")
        } catch {
            return nil
        }
    }

    private static func identity(_ health: Health, _ code: FailureCode?, _ finding: String) -> DeviceStatus {
        DeviceStatus(
            id: "portal.identity", name: "identity at the portal", health: health, code: code, finding: finding)
    }

    private static func key(_ key: any MachineKey) -> DeviceStatus {
        let place = key.home == .tpm ? "lives in the TPM" : "lives in a file that only kioskd may read"
        let fault = key.fault
        return DeviceStatus(
            id: "identity.key", name: "key of this machine", health: fault == nil ? .ok : .fault, code: fault?.code,
            finding: fault.map { "\(place): \($0.detail)" } ?? place, isVirtual: key.isVirtual)
    }

    private func time() -> DeviceStatus {
        let reading = clock.read()
        let off =
            reading.offset.map { "\($0.components.seconds) s off the portal" } ?? "not compared with the portal yet"
        if let code = reading.refusal {
            return DeviceStatus(id: "clock", name: "clock", health: .fault, code: code, finding: off)
        }
        if reading.offset == nil { return DeviceStatus(id: "clock", name: "clock", health: .unknown, finding: off) }
        return DeviceStatus(
            id: "clock", name: "clock", health: reading.offsetIsLarge ? .warning : .ok,
            code: reading.offsetIsLarge ? .clockUntrusted : nil, finding: off)
    }
}
