import FoundationEssentials
import HallQueue
import KioskJournal

/// Which start of the machine this is: after a new one its disk may be an old picture of itself.
enum MachineStart {
    /// The kernel's random name of this start.
    static let boot: String = {
        let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        return text.map { String($0.prefix(36)) } ?? ""
    }()

    /// True when the journal was last used in another start.
    static func isNew(to journal: Journal) async throws -> Bool { try await journal.leases()?.boot != boot }
}
