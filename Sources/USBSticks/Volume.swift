import Glibc
import KioskDevices
import KioskDomain

/// A volume that is mounted for the time of one step: nothing on it is run, no device node and no set-user-ID bit on it
/// counts, and no symbolic link is followed (mount(2)).
struct Volume {
    var device: String
    var fileSystem: FileSystem
    /// An empty folder.
    var mountPoint: String

    /// MS_NOSYMFOLLOW of Linux 5.10, which the C library of Debian 12 does not name.
    private static let noSymbolicLinks = 256

    /// - Throws: as `body`; `stick.read-only` when it is to be written and cannot, `stick.unreadable` when its file system
    ///   is damaged, `stick.fault` when this process may not mount.
    func mounted<Value>(readOnly: Bool, _ body: (_ folder: String) throws(Failure) -> Value) throws(Failure) -> Value {
        var flags = Int(MS_NOSUID) | Int(MS_NODEV) | Int(MS_NOEXEC) | Int(MS_NOATIME) | Self.noSymbolicLinks
        flags |= readOnly ? Int(MS_RDONLY) : Int(MS_SYNCHRONOUS)
        guard mount(device, mountPoint, fileSystem.rawValue, UInt(flags), fileSystem.options(readOnly: readOnly)) == 0
        else {
            // The kernel has no driver for this file system.
            throw errno == ENODEV ? Failure(.stickUnreadable, fileSystem.rawValue) : Self.failure("mount", errno)
        }
        let value: Value
        do throws(Failure) {
            value = try body(mountPoint)
        } catch {
            unmount()
            throw error
        }
        unmount()
        return value
    }

    /// A stick that was pulled, or is held by somebody, is let go of; what was written is durable before this.
    private func unmount() {
        if umount2(mountPoint, 0) != 0 { umount2(mountPoint, Int32(MNT_DETACH)) }
    }

    static func failure(_ call: String, _ number: Int32) -> Failure {
        let detail = "\(call): \(String(cString: strerror(number)))"
        switch number {
        case EROFS, EACCES: return Failure(.stickReadOnly, detail)
        case ENOSPC, EDQUOT: return Failure(.stickFull, detail)
        case EINVAL, EUCLEAN, ENOTDIR: return Failure(.stickUnreadable, detail)
        case EIO, ENODEV, ENXIO, ENOENT, ENOMEDIUM: return Failure(.stickRemoved, detail)
        default: return Failure(.stickFault, detail)
        }
    }
}
