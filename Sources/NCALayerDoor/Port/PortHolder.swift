import FoundationEssentials
import KioskDevices

/// Who listens on a port of this machine, from `/proc`: for "NCALayer itself holds the port".
enum PortHolder {
    /// One line for a technician: what the program says of itself, and its process where that may be seen.
    static func describe(port: Int) async -> String {
        var parts: [String] = []
        if let greeting = await GreetingProbe.version(port: port) { parts.append("speaks as NCALayer \(greeting)") }
        if let socket = listener(port: port, in: ["/proc/net/tcp", "/proc/net/tcp6"]) {
            if let process = process(holding: socket.inode) {
                parts.append("process \(process.id) (\(process.name))")
            } else {
                parts.append("a process of user \(socket.user)")
            }
        }
        return "127.0.0.1:\(port): " + (parts.isEmpty ? "held by an unknown program" : parts.joined(separator: ", "))
    }

    struct Socket: Hashable {
        var inode: String
        var user: String
    }

    /// Reads the kernel's tables (proc(5)): local address, state `0A` for listening, user, inode.
    static func listener(port: Int, in tables: [String]) -> Socket? {
        let digits = String(port, radix: 16, uppercase: true)
        let wanted = ":" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        for table in tables {
            guard let content = try? PrivateFile.read(table) else { continue }
            for line in String(decoding: content, as: UTF8.self).split(separator: "\n").dropFirst() {
                let fields = line.split(separator: " ")
                guard fields.count > 9, fields[1].hasSuffix(wanted), fields[3] == "0A" else { continue }
                return Socket(inode: String(fields[9]), user: String(fields[7]))
            }
        }
        return nil
    }

    /// The process that has the socket open; nil when it belongs to a user whose processes are not ours to look at.
    private static func process(holding inode: String) -> (id: Int, name: String)? {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        for id in entries.compactMap({ Int($0) }) {
            let folder = "/proc/\(id)/fd"
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")
                if target == "socket:[\(inode)]" { return (id, command(of: id)) }
            }
        }
        return nil
    }

    /// The program's name; for Java the archive or class that it runs.
    private static func command(of id: Int) -> String {
        let content = (try? PrivateFile.read("/proc/\(id)/cmdline")) ?? Data()
        let words = content.split(separator: 0).prefix(64).map { String(decoding: $0, as: UTF8.self) }
        func base(_ path: String) -> String { String(path.split(separator: "/").last ?? "?") }
        guard let first = words.first.map(base) else { return "?" }
        let archive = words.first { $0.lowercased().contains("ncalayer") }.map(base)
        return String((archive.map { $0 == first ? first : "\(first) \($0)" } ?? first).prefix(100))
    }
}
