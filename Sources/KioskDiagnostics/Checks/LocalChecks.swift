internal import Glibc
internal import KioskDevices

/// Checks that need no running daemon.
public enum LocalChecks {
    /// The daemon listens on its control socket.
    public static func daemon(socket: String) -> Check {
        Check(id: "kioskd") {
            switch UnixSocket.probe(socket) {
            case .listening: CheckResult(id: "kioskd", state: .ok, finding: "answers on \(socket)")
            case .missing:
                CheckResult(
                    id: "kioskd", state: .fault, finding: "not running: \(socket) is missing",
                    remedy: "systemctl start kioskd; then journalctl -u kioskd")
            case .refused:
                CheckResult(
                    id: "kioskd", state: .fault, finding: "not running: nobody answers on \(socket)",
                    remedy: "systemctl restart kioskd; then journalctl -u kioskd")
            case .forbidden:
                CheckResult(
                    id: "kioskd", state: .unknown, finding: "no permission for \(socket)",
                    remedy: "run as root or join the group kiosk")
            case .failed(let number):
                CheckResult(id: "kioskd", state: .unknown, finding: "connect: errno \(number)")
            }
        }
    }

    /// The smart-card service can be reached by this user.
    public static func smartCardService(socket: String = "/run/pcscd/pcscd.comm") -> Check {
        Check(id: "pcscd") {
            switch UnixSocket.probe(socket) {
            case .listening: CheckResult(id: "pcscd", state: .ok, finding: "answers on \(socket)")
            case .missing, .refused:
                CheckResult(
                    id: "pcscd", state: .fault, finding: "the smart-card service does not answer on \(socket)",
                    remedy: "apt install pcscd; systemctl enable --now pcscd.socket")
            case .forbidden:
                CheckResult(
                    id: "pcscd", state: .fault, finding: "no permission for \(socket)",
                    remedy: "run as root or as the user of kioskd")
            case .failed(let number):
                CheckResult(id: "pcscd", state: .unknown, finding: "connect: errno \(number)")
            }
        }
    }

    /// There is room for the journal, and its disk takes changes.
    /// - Parameters:
    ///   - warning: free bytes below which to warn.
    ///   - fault: free bytes below which the journal refuses new work.
    public static func diskSpace(
        folder: String, warning: UInt64 = 512 << 20, fault: UInt64 = 8 << 20
    ) -> Check {
        Check(id: "disk.journal") {
            var status = statvfs()
            guard statvfs(folder, &status) == 0 else {
                return CheckResult(id: "disk.journal", state: .unknown, finding: "\(folder): errno \(errno)")
            }
            let free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
            if let refusal = refusedChanges(folder, isOutOfNodes: status.f_files > 0 && status.f_favail < 16) {
                return refusal
            }
            return CheckResult(
                id: "disk.journal", state: free < fault ? .fault : free < warning ? .warning : .ok,
                finding: "\(free >> 20) MiB free for \(folder)", remedy: "free space on this file system")
        }
    }

    private static func refusedChanges(_ folder: String, isOutOfNodes: Bool) -> CheckResult? {
        if DiskRoom.at(folder) == .readOnly {
            return CheckResult(
                id: "disk.journal", state: .fault, finding: "the file system of \(folder) takes no changes",
                remedy: "find out why (dmesg, findmnt), fsck, mount it for writing; then systemctl restart kioskd")
        }
        guard isOutOfNodes else { return nil }
        return CheckResult(
            id: "disk.journal", state: .fault, finding: "no inode is left for \(folder)",
            remedy: "delete files on this file system: df -i")
    }

    /// The clock is not before this program was released, nor absurdly late.
    /// - Parameters:
    ///   - now: milliseconds since 1970 UTC.
    ///   - released: an instant that has certainly passed.
    public static func clock(now: Int64, released: Int64) -> Check {
        Check(id: "clock") {
            let twentyYears: Int64 = 20 * 366 * 86_400_000
            guard now >= released, now - released < twentyYears else {
                return CheckResult(
                    id: "clock", state: .fault, finding: "the clock of this machine cannot be right",
                    remedy: "timedatectl set-ntp true; check the battery of the board")
            }
            return CheckResult(id: "clock", state: .ok, finding: "plausible; the portal's time decides")
        }
    }
}
