import Glibc

/// The file systems of people's sticks, told by the first bytes of a volume.
enum FileSystem: String, CaseIterable {
    case vfat, exfat, ext4

    /// Reads the volume's first bytes; nil for one that is not known, or cannot be read.
    init?(volume path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        guard pread(descriptor, &bytes, bytes.count, 0) == bytes.count else { return nil }
        self.init(start: bytes)
    }

    /// - Parameter start: the first 4096 bytes.
    init?(start: [UInt8]) {
        func has(_ text: String, at offset: Int) -> Bool { start[offset...].starts(with: text.utf8) }
        if has("EXFAT   ", at: 3) {
            self = .exfat
        } else if start[510] == 0x55, start[511] == 0xAA, has("FAT32   ", at: 82) || has("FAT1", at: 54) {
            self = .vfat
        } else if start[1080] == 0x53, start[1081] == 0xEF {
            // ext2, ext3 and ext4 have one magic number, and one driver.
            self = .ext4
        } else {
            return nil
        }
    }

    /// mount(2), data. A read-only mount must not write: ext4 would replay its journal.
    func options(readOnly: Bool) -> String {
        switch self {
        // Names in Kazakh and Russian come and go as UTF-8.
        case .vfat: "umask=0077,errors=remount-ro,utf8=1"
        case .exfat: "umask=0077,errors=remount-ro"
        case .ext4: readOnly ? "noload" : "errors=remount-ro"
        }
    }
}
