import Configuration
import FoundationEssentials
import HallQueue
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
public import Logging
import SystemPackage

/// Makes this machine the hall of its centre in place of one that died (`kioskd --take-over`, docs/hall.md). To be done
/// once, before kioskd is started here.
public struct TakeOver: Sendable {
    /// What this machine begins with.
    public struct Outcome: Sendable, Hashable, CustomStringConvertible {
        /// How many wait, as the copy knows it.
        public var waiting: Int
        /// Who has to be heard before numbers are given.
        public var terminals: [String]
        /// The machines of the centre need no new codes.
        public var keepsMachines: Bool

        /// For the technician.
        public var description: String {
            """
            This machine is the hall now. Waiting: \(waiting). Start kioskd.
            Numbers are given when these were heard, or were left out on the manager's page: \
            \(terminals.joined(separator: ", "))
            \(keepsMachines
                ? "The machines of the centre keep their certificates."
                : "Each machine of the centre needs a new code: kioskctl hall enrol NAME --role ROLE")

            """
        }
    }

    /// Numbers of today and tomorrow begin above this when nobody says better.
    public static let usualFloor = HallTakeOver.usualFloor
    /// What the old hall's folder may have beside its journal: its authority, the machines, the mark of the plan. The
    /// authority's certificate comes last: with it the set is whole.
    private static let files = ["hall-machines.json", "hall-plan-applied", "hall-ca.key.pem", "hall-ca.pem"]

    /// - Parameters:
    ///   - configurationFile: of this machine, with the role `hall`.
    ///   - copy: folder or file of a copy of the old hall; nil begins with the plan alone.
    ///   - floor: numbers of today and tomorrow begin above it.
    /// - Throws: `journal.conflict` when a hall is kept here already, `configuration.invalid` for another role, and whatever
    ///   speaks against the copy.
    public static func run(
        configurationFile: String, copy: String?, above floor: Int, logger: Logger
    ) async throws -> Outcome {
        try await run(
            configurationFile: configurationFile, copy: copy, above: floor, clock: TrustedClock(), logger: logger)
    }

    static func run(
        configurationFile: String, copy: String?, above floor: Int, clock: TrustedClock, logger: Logger
    ) async throws -> Outcome {
        let file = try await FileProvider<YAMLSnapshot>(filePath: FilePath(configurationFile))
        let reader = ConfigReader(provider: file)
        guard HallConfiguration.isWanted(reader) else {
            throw Failure(.configurationInvalid, "kiosk.role is not hall")
        }
        let configuration = try HallConfiguration(reader)
        guard (0...50_000).contains(floor) else { throw Failure(.configurationInvalid, "a floor is 0 to 50000") }
        let folder = configuration.stateFolder
        let journal = try await Ground.openJournal(
            folder, demonstration: configuration.isDemonstration, clock: clock, logger: logger)
        do {
            let known = try copy.map { try HallTakeOver.read($0, workspace: folder) }
            // Before the journal: what is cut off here can be asked for again.
            let keepsMachines = try copy.map { try take($0, into: folder) } ?? false
            let now = clock.now()
            let hall = try await journal.adoptHall(
                known, plan: configuration.plan, day: configuration.zone.day(now), above: floor, at: now)
            let applied = AppliedPlan(folder: folder)
            // The plan of a copy stays in force: the manager may have changed it since it was configured.
            if known != nil, try PrivateFile.read("\(folder)/hall-plan-applied") == nil {
                try applied.note(configuration.plan)
            }
            try await journal.close()
            return Outcome(
                waiting: hall.waiting.count, terminals: hall.book.unheard.sorted(), keepsMachines: keepsMachines)
        } catch {
            try? await journal.close()
            throw error
        }
    }

    /// What this machine has of these already stays.
    /// - Returns: true when the old hall's authority is here.
    private static func take(_ copy: String, into folder: String) throws -> Bool {
        for name in files {
            guard try PrivateFile.read("\(folder)/\(name)") == nil,
                let content = try? PrivateFile.read("\(copy)/\(name)")
            else { continue }
            try PrivateFile.write("\(folder)/\(name)", content)
        }
        return try PrivateFile.read("\(folder)/hall-ca.pem") != nil
            && PrivateFile.read("\(folder)/hall-machines.json") != nil
    }
}
