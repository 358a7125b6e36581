import FoundationEssentials
import KioskDevices

/// Which start of the machine this is: after a new one its disk may be an old picture of itself.
enum MachineStart {
    /// The kernel's random name of this start.
    static let boot: String = {
        let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        return text.map { String($0.prefix(36)) } ?? ""
    }()

    /// True when the hall of a folder was last opened in another start, or nothing can be told.
    static func isNew(to folder: String) throws -> Bool {
        try boot.isEmpty || PrivateFile.read(file(folder)) != Data(boot.utf8)
    }

    /// To be noted when the hall has kept what follows from a new start.
    static func note(in folder: String) throws { try PrivateFile.write(file(folder), Data(boot.utf8)) }

    private static func file(_ folder: String) -> String { "\(folder)/hall-boot" }
}
