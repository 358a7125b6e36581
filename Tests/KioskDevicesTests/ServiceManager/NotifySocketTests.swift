import Glibc
import KioskDomain
import Testing

@testable import KioskDevices

@Suite("Service manager: sd_notify(3)")
struct NotifySocketTests {
    @Test("messages reach an abstract socket as one datagram, one assignment a line")
    func oneDatagram() throws {
        let receiver = try DatagramReceiver()
        let socket = NotifySocket(path: receiver.address)
        try socket.send(.ready, .status("two\nlines"), .extendTimeout(.milliseconds(1500)))
        #expect(receiver.next() == "READY=1\nSTATUS=two lines\nEXTEND_TIMEOUT_USEC=1500000")
        try socket.send(.watchdog)
        #expect(receiver.next() == "WATCHDOG=1")
        try socket.send(.stopping)
        #expect(receiver.next() == "STOPPING=1")
    }

    @Test("a socket in the file system is reached too")
    func pathInFileSystem() throws {
        let path = "/tmp/notify-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
        defer { unlink(path) }
        let receiver = try DatagramReceiver(address: path)
        try NotifySocket(path: path).send(.ready)
        #expect(receiver.next() == "READY=1")
    }

    @Test("nobody listens: a coded error, no crash, no wait")
    func nobodyListens() {
        let socket = NotifySocket(path: "@nobody-\(getpid())-\(UInt64.random(in: 0 ... .max))")
        #expect(throws: Failure.self) { try socket.send(.ready) }
    }

    @Test(
        "an address that is none is refused",
        arguments: ["relative", "", "vsock:2:1", String(repeating: "/x", count: 60)])
    func refusedAddress(path: String) {
        #expect(throws: Failure(.internalError, "notify socket: not an address")) {
            try NotifySocket(path: path).send(.ready)
        }
    }

    @Test("without NOTIFY_SOCKET there is no socket")
    func noVariable() {
        #expect(NotifySocket(variables: { _ in nil }, process: 7) == nil)
        #expect(NotifySocket(variables: { $0 == "NOTIFY_SOCKET" ? "" : nil }, process: 7) == nil)
    }

    @Test("the watchdog is due at half its time, and only for the process it is meant for")
    func watchdog() {
        func interval(_ more: [String: String]) -> Duration? {
            let variables = ["NOTIFY_SOCKET": "@x"].merging(more) { $1 }
            return NotifySocket(variables: { variables[$0] }, process: 7)?.watchdogInterval
        }
        #expect(interval(["WATCHDOG_USEC": "30000000"]) == .seconds(15))
        #expect(interval(["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "7"]) == .seconds(15))
        #expect(interval(["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "8"]) == nil)
        #expect(interval(["WATCHDOG_USEC": "0"]) == nil)
        #expect(interval(["WATCHDOG_USEC": "soon"]) == nil)
        #expect(interval([:]) == nil)
    }
}

/// A bound datagram socket, as the service manager has one.
private final class DatagramReceiver {
    let address: String
    private let descriptor: Int32

    init(address: String = "@test-\(getpid())-\(UInt64.random(in: 0 ... .max))") throws {
        self.address = address
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var storage = sockaddr_un()
        storage.sun_family = sa_family_t(AF_UNIX)
        var name = Array(address.utf8)
        if name[0] == UInt8(ascii: "@") { name[0] = 0 } else { name.append(0) }
        withUnsafeMutableBytes(of: &storage.sun_path) { $0.copyBytes(from: name) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
        let bound = withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        try #require(bound == 0)
    }

    deinit { close(descriptor) }

    /// The next datagram; nil when none came within a second.
    func next() -> String? {
        var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waited, 1, 1000) == 1 else { return nil }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
    }
}
