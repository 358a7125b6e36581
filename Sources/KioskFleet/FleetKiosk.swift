import FoundationEssentials
import KioskDomain
import Logging
import PortalClient
import PortalContract
import PortalSync

/// One simulated kiosk: a name, key and certificate of its own at the portal, a journal, and the pump that every kiosk runs.
struct FleetKiosk: Sendable {
    let name: String
    let journal: any FleetJournal
    private let round: @Sendable () async -> Int
    private let loop: @Sendable () async -> Void

    /// Enrols a new key and wires journal, pump and line.
    static func enrol(
        _ plan: FleetPlan, number: Int, sharing shared: PortalClient?, line: FleetLine
    ) async throws -> (kiosk: FleetKiosk, client: PortalClient) {
        let configuration = PortalConfiguration(
            address: plan.portal, trustedAuthorities: plan.authority, timeout: .seconds(30))
        let client = try shared.map { try $0.sibling() } ?? PortalClient(configuration)
        let folder = "\(plan.folder)/\(number)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let keeper = IdentityKeeper(
            folder: folder, client: client,
            code: { try String(contentsOfFile: plan.codeFile, encoding: .utf8).filter { !$0.isWhitespace } },
            roles: [.kiosk])
        let name = try await keeper.identify().kioskID
        let journal: any FleetJournal =
            plan.hasJournals
            ? try await DiskJournal(folder: folder, line: line) : MemoryJournal(name: name, line: line)
        return (FleetKiosk(name, journal, client, line), client)
    }

    private init(_ name: String, _ journal: some FleetJournal, _ client: PortalClient, _ line: FleetLine) {
        self.name = name
        self.journal = journal
        let pump = OutboxPump(
            source: journal, logger: Logger(label: "fleet") { _ in SwiftLogNoOpLogHandler() }
        ) { batch throws(PortalError) in
            if line.isCut { throw PortalError(.portalUnreachable, "the simulated line is cut") }
            return try await client.send(batch)
        }
        round = { await pump.pumpOnce().sent }
        loop = { await pump.run() }
    }

    /// One batch; how many were confirmed.
    func pumpOnce() async -> Int { await round() }

    /// As a kiosk does, until cancelled.
    func pump() async { await loop() }
}
