import FoundationEssentials
import Glibc
import KioskTestSupport
import StreamSockets
import Testing

/// vpcd listens at ports of the range of outgoing connections: without this, one such connection leaves no card reader.
@Suite("Ports of the virtual readers")
struct FixedPortsTests {
    @Test("the system gives a reserved port to no outgoing connection")
    func reserved() throws {
        try RealPart.require(geteuid() == 0, "only root may reserve ports")
        #expect(FixedPorts.virtualReaders.reserve())
        #expect(FixedPorts.virtualReaders.reserve(), "a second time")
        let data = FileManager.default.contents(atPath: "/proc/sys/net/ipv4/ip_local_reserved_ports") ?? Data()
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains("35963-35964"))
    }

    @Test("a port that an outgoing connection has is waited for")
    func waits() async throws {
        let listener = try ListeningSocket(at: .tcp(host: "127.0.0.1", port: 0))
        let (outgoing, port) = try Self.connection(to: listener.address)
        let ports = FixedPorts([port])
        #expect(try await !ports.becomeFree(within: .milliseconds(250)))
        async let free = ports.becomeFree(within: .seconds(10))
        // The other side ends first, so that no ended connection is remembered at this side.
        do { _ = try #require(try listener.accept(within: .seconds(5))) }
        close(outgoing)
        #expect(try await free)
    }

    private static func connection(to address: SocketAddress) throws -> (descriptor: Int32, port: UInt16) {
        let port: UInt16? = if case .tcp(_, let port) = address { port } else { nil }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var form = sockaddr_in()
        form.sin_family = sa_family_t(AF_INET)
        form.sin_port = try #require(port).bigEndian
        form.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &form) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        try #require(result, "a connection, errno \(errno)")
        return (descriptor, UInt16(bigEndian: form.sin_port))
    }
}
