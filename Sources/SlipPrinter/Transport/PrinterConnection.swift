import Glibc
import KioskDevices
import KioskDomain

/// An open way to a printer. Never blocks beyond its deadlines: non-blocking calls, poll, a limit (a blocking write to
/// usblp sleeps for ever at paper-out). Used by one executor only.
final class PrinterConnection {
    /// How a write ended; the counts are bytes that the kernel took, which may have reached the printer.
    enum WriteOutcome: Hashable {
        case all
        case stalled(taken: Int)
        case lost(taken: Int)
    }

    /// The printer went away.
    struct Lost: Error {}

    let descriptor: Int32
    private let isSocket: Bool
    /// usblp takes 8,192 bytes at a time.
    private static let chunk = 8192

    init(descriptor: Int32, isSocket: Bool) {
        self.descriptor = descriptor
        self.isSocket = isSocket
    }

    deinit { close(descriptor) }

    /// Writes all of `bytes`, as long as the printer takes some within each `stall` and all before `end`.
    func write(_ bytes: [UInt8], stall: Duration, until end: ContinuousClock.Instant) -> WriteOutcome {
        var taken = 0
        while taken < bytes.count {
            let deadline = min(end, .now + stall)
            guard let events = poll(POLLOUT, until: deadline) else { return .stalled(taken: taken) }
            if events & (POLLERR | POLLHUP | POLLNVAL) != 0 { return .lost(taken: taken) }
            let count = bytes[taken..<min(taken + Self.chunk, bytes.count)].withUnsafeBytes { part in
                isSocket
                    ? send(descriptor, part.baseAddress, part.count, Int32(MSG_NOSIGNAL))
                    : Glibc.write(descriptor, part.baseAddress, part.count)
            }
            if count > 0 {
                taken += count
            } else if count < 0, errno != EAGAIN, errno != EINTR {
                return .lost(taken: taken)
            }
        }
        return .all
    }

    /// What has come, waiting for the first byte until `end`; empty when nothing came.
    func read(until end: ContinuousClock.Instant) throws(Lost) -> [UInt8] {
        guard let events = poll(POLLIN, until: end) else { return [] }
        if events & POLLIN == 0, events & (POLLERR | POLLHUP | POLLNVAL) != 0 { throw Lost() }
        var buffer = [UInt8](repeating: 0, count: 1024)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        if count > 0 { return Array(buffer[..<count]) }
        // EINVAL: a usblp interface without a way back; it stays silent then.
        if count < 0, errno == EAGAIN || errno == EINTR || errno == EINVAL { return [] }
        // A socket that reads 0 bytes was closed at the other end; usblp reads 0 bytes from a printer with nothing to
        // say.
        if count == 0, !isSocket { return [] }
        throw Lost()
    }

    /// True as soon as the kernel takes bytes or reports an error (RFC 9293 connection established or refused).
    func isWritable(until end: ContinuousClock.Instant) -> Bool { poll(POLLOUT, until: end) != nil }

    /// Nil at the deadline.
    private func poll(_ events: Int32, until end: ContinuousClock.Instant) -> Int32? {
        var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        while true {
            let left = max(.zero, end - .now)
            let (seconds, attoseconds) = left.components
            let milliseconds = Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
            let count = Glibc.poll(&entry, 1, milliseconds)
            if count > 0 { return Int32(entry.revents) & 0xFFFF }
            if count == 0, end <= .now + .milliseconds(1) { return nil }
            if count < 0, errno != EINTR { return POLLERR }
        }
    }
}
