import CKiosk
import Glibc

/// Whether a folder's disk takes more files.
public enum DiskRoom: Sendable, Hashable {
    /// As far as the kernel tells.
    case enough
    /// No block, or no inode, is left for this user.
    case full
    /// Mounted for reading only, or so since the kernel found it faulty.
    case readOnly

    /// Of the disk that the folder is on; ``enough`` also when there is no such folder.
    public static func at(_ folder: String) -> DiskRoom {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { return .enough }
        if status.f_flag & UInt(ST_RDONLY) != 0 { return .readOnly }
        // File systems without a fixed number of inodes say 0 of both.
        let hasInodes = status.f_files == 0 || status.f_favail > 0
        return status.f_bavail > 0 && hasInodes ? tried(folder) : .full
    }

    /// ext4 that stopped itself refuses all writing but still says that it is mounted for it.
    private static func tried(_ folder: String) -> DiskRoom {
        switch ck_try_file(folder) {
        case EROFS: .readOnly
        case ENOSPC, EDQUOT: .full
        default: .enough
        }
    }
}
