internal import Glibc
internal import KioskDevices
internal import StreamSockets

/// Asks local addresses whether somebody is there.
actor Probe {
    private nonisolated let executor = BlockingExecutor(name: "probe")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private static let limit = Duration.seconds(1)

    /// Somebody listens.
    func listens(_ address: SocketAddress) -> Bool {
        (try? StreamSocket.connect(to: address, within: Self.limit)) != nil
    }

    /// Nobody has the TCP port; port 0 is always free.
    func isFree(_ port: UInt16) -> Bool {
        (try? ListeningSocket(at: .tcp(host: "127.0.0.1", port: port))) != nil
    }

    /// A TCP port that nobody has at this moment.
    func freePort() throws(StageProblem) -> UInt16 {
        guard let listener = try? ListeningSocket(at: .tcp(host: "127.0.0.1", port: 0)),
            case .tcp(_, let port) = listener.address
        else { throw StageProblem("no TCP port is free", remedy: "stop other programs") }
        return port
    }

    /// An HTTP server answers `path` with 200.
    func isHealthy(port: UInt16, path: String) -> Bool {
        let address = SocketAddress.tcp(host: "127.0.0.1", port: port)
        guard let socket = try? StreamSocket.connect(to: address, within: Self.limit) else { return false }
        let request = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n"
        var answer: [UInt8] = []
        do {
            try socket.write(Array(request.utf8), within: Self.limit)
            while answer.count < 12, try socket.read(into: &answer, upTo: 1024, within: Self.limit) > 0 {}
        } catch {
            return false
        }
        return answer.starts(with: Array("HTTP/1.1 200".utf8))
    }

    /// Sends one line and reads one.
    func ask(_ path: String, _ line: String) throws(SocketError) -> String {
        let socket = try StreamSocket.connect(to: .unix(path), within: Self.limit)
        try socket.write(Array("\(line)\n".utf8), within: Self.limit)
        var answer: [UInt8] = []
        let end = ContinuousClock.now + .seconds(5)
        while !answer.contains(0x0A) {
            guard answer.count < 4096, ContinuousClock.now < end else { throw .timedOut }
            _ = try socket.read(into: &answer, upTo: 1024, within: .seconds(1))
        }
        return String(decoding: answer.prefix { $0 != 0x0A }, as: UTF8.self)
    }
}
