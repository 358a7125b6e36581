import Glibc

/// Who holds a device that has one user at a time: a printer (mostly CUPS), a camera that streams.
public enum DeviceHolder {
    /// Processes looked at; a machine has not more.
    private static let limit = 65_536

    /// `held by cupsd (process 123)`; without the rights to see other users' files it says how to learn it.
    public static func describe(_ path: String) -> String {
        guard let (process, name) = find(path) else { return "held by another program: fuser -v \(path)" }
        return "held by \(name) (process \(process))"
    }

    /// The first process other than this one that has the device open; nil without the rights to see it.
    public static func find(_ path: String) -> (process: Int, name: String)? {
        var wanted = stat()
        guard stat(path, &wanted) == 0, wanted.st_mode & S_IFMT == S_IFCHR else { return nil }
        for process in entries("/proc").compactMap({ Int($0) }).prefix(limit) where process != getpid() {
            for descriptor in entries("/proc/\(process)/fd") {
                var found = stat()
                guard stat("/proc/\(process)/fd/\(descriptor)", &found) == 0, found.st_mode & S_IFMT == S_IFCHR,
                    found.st_rdev == wanted.st_rdev
                else { continue }
                return (process, name(of: process))
            }
        }
        return nil
    }

    private static func name(of process: Int) -> String {
        let descriptor = open("/proc/\(process)/comm", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "?" }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = max(0, read(descriptor, &buffer, buffer.count))
        return String(decoding: buffer[..<count].prefix { $0 != 0x0A }, as: UTF8.self)
    }

    private static func entries(_ folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
