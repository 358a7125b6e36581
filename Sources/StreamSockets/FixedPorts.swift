import Glibc

/// TCP ports at which a program must listen although the system gives their numbers to outgoing connections, as those of
/// vpcd's readers: one connection, even one that ended a minute ago (TIME-WAIT), and the program finds its port taken.
public struct FixedPorts: Sendable, Hashable {
    /// vpcd's ports for the cards in its two readers.
    public static let virtualReaders = FixedPorts([35963, 35964])

    private static let reserved = "/proc/sys/net/ipv4/ip_local_reserved_ports"

    let ports: [UInt16]

    /// These ports.
    public init(_ ports: [UInt16]) {
        self.ports = ports
    }

    /// Has the system give them to no outgoing connection from now on (Linux ip-sysctl, `ip_local_reserved_ports`).
    ///
    /// - Returns: false without the right to; whoever listens may then find a port taken.
    @discardableResult
    public func reserve() -> Bool {
        let file = open(Self.reserved, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = max(0, read(file, &bytes, bytes.count))
        let before = String(decoding: bytes.prefix(count).prefix { $0 != 0x0A }, as: UTF8.self)
        let wanted = (before.isEmpty ? [] : [before]) + ports.map { "\($0)" }
        let list = Array(wanted.joined(separator: ",").utf8)
        return pwrite(file, list, list.count, 0) == list.count
    }

    /// Waits until each of them could be listened at.
    ///
    /// - Parameter limit: more than the 60 s for which Linux remembers an ended connection.
    /// - Returns: false when one is still taken then.
    public func becomeFree(within limit: Duration = .seconds(75)) async throws -> Bool {
        let end = ContinuousClock.now + limit
        while !ports.allSatisfy({ (try? ListeningSocket(at: .tcp(host: "0.0.0.0", port: $0))) != nil }) {
            guard ContinuousClock.now < end else { return false }
            try await Task.sleep(for: .milliseconds(100))
        }
        return true
    }
}
