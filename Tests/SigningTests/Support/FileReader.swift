import Glibc
import KioskTestSupport
import Testing

/// Files of /proc, whose length is not known before they are read.
enum FileReader {
    static func read(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        try RealPart.require(descriptor >= 0, "\(path) cannot be opened: \(errno)")
        defer { close(descriptor) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while all.count < 1 << 24 {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            all += buffer[..<count]
        }
        return all
    }
}
