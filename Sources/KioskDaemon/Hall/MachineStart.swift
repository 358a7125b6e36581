import FoundationEssentials
import KioskDevices

/// Which start of the machine this is: after a new one its disk may be an old picture of itself.
enum MachineStart {
    /// The kernel's random name of this start.
    static let boot = name(
        environment: ProcessInfo.processInfo.environment["KIOSK_BOOT_ID"],
        file: "/proc/sys/kernel/random/boot_id")

    /// From kioskd's unit, which hides the kernel's file from the daemon (`ProcSubset=pid`), else from the file. Where both
    /// are missing each start of the program counts as one of the machine: blocks are given up rather than used twice.
    static func name(environment: String?, file: String) -> String {
        let text = environment ?? (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        let name = text.filter { $0.isHexDigit }
        return name.count == 32 ? name.lowercased() : "unknown-\(UInt64.random(in: 0 ... .max))"
    }

    /// True when the hall of a folder was last opened in another start, or nothing can be told.
    static func isNew(to folder: String) throws -> Bool {
        try boot.isEmpty || PrivateFile.read(file(folder)) != Data(boot.utf8)
    }

    /// To be noted when the hall has kept what follows from a new start.
    static func note(in folder: String) throws { try PrivateFile.write(file(folder), Data(boot.utf8)) }

    private static func file(_ folder: String) -> String { "\(folder)/hall-boot" }
}
