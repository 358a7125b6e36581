import KioskDevices
import StreamSockets

/// One HTTP/1.1 request to this machine, written out byte by byte so that a test may send what a browser never would.
actor LocalHTTP {
    struct Answer: Sendable {
        var status: Int
        var head: String
        var body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    static let shared = LocalHTTP()
    private nonisolated let executor = BlockingExecutor(name: "e2e-http")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func send(
        _ method: String, _ path: String, port: UInt16, host: String? = nil, headers: [String: String] = [:],
        body: [UInt8] = [], within limit: Duration = .seconds(20)
    ) throws -> Answer {
        let socket = try StreamSocket.connect(to: .tcp(host: "127.0.0.1", port: port), within: .seconds(2))
        try socket.write(Self.request(method, path, port, host, headers, body), within: .seconds(5))
        let end = ContinuousClock.now + limit
        var bytes: [UInt8] = []
        do {
            while true {
                guard ContinuousClock.now < end else { throw Problem("\(method) \(path): no answer within \(limit)") }
                _ = try socket.read(into: &bytes, upTo: 1 << 16, within: .milliseconds(500))
            }
        } catch SocketError.closed {}
        return try Self.answer(bytes)
    }

    /// The parts of a `multipart/x-mixed-replace` answer that arrive whole within `time` of the first.
    func parts(_ path: String, port: UInt16, for time: Duration) throws -> [[UInt8]] {
        let socket = try StreamSocket.connect(to: .tcp(host: "127.0.0.1", port: port), within: .seconds(2))
        try socket.write(Self.request("GET", path, port, nil, [:], []), within: .seconds(5))
        var (bytes, parts): ([UInt8], [[UInt8]]) = ([], [])
        var end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            _ = try socket.read(into: &bytes, upTo: 1 << 16, within: .milliseconds(100))
            while let part = Self.takePart(&bytes) {
                if parts.isEmpty { end = .now + time }
                parts.append(part)
            }
        }
        return parts
    }

    /// Chunk marks may stand between a part's head and its bytes, never within our parts: each is written in one piece.
    private static func takePart(_ bytes: inout [UInt8]) -> [UInt8]? {
        guard let field = bytes.firstRange(of: Array("Content-Length: ".utf8)),
            let split = bytes[field.upperBound...].firstRange(of: Array("\r\n\r\n".utf8)),
            let count = Int(String(decoding: bytes[field.upperBound..<split.lowerBound], as: UTF8.self)),
            bytes.count >= split.upperBound + count
        else { return nil }
        let part = Array(bytes[split.upperBound..<split.upperBound + count])
        bytes.removeFirst(split.upperBound + count)
        return part
    }

    static func request(
        _ method: String, _ path: String, _ port: UInt16, _ host: String?, _ headers: [String: String], _ body: [UInt8]
    ) -> [UInt8] {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: \(host ?? "127.0.0.1:\(port)")", "Connection: close"]
        lines += headers.map { "\($0.key): \($0.value)" }
        if method == "POST" { lines.append("Content-Length: \(body.count)") }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
    }

    private static func answer(_ bytes: [UInt8]) throws -> Answer {
        guard let split = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { throw Problem("no HTTP answer") }
        let head = String(decoding: bytes[..<split.lowerBound], as: UTF8.self)
        guard let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Problem("no HTTP status")
        }
        var body = Array(bytes[split.upperBound...])
        if head.lowercased().contains("transfer-encoding: chunked") { body = joined(body) }
        return Answer(status: status, head: head, body: body)
    }

    /// Chunked transfer coding (RFC 9112, 7.1).
    private static func joined(_ bytes: [UInt8]) -> [UInt8] {
        var rest = bytes[...]
        var body: [UInt8] = []
        while let end = rest.firstRange(of: [0x0D, 0x0A]) {
            let size = Int(String(decoding: rest[rest.startIndex..<end.lowerBound], as: UTF8.self), radix: 16) ?? 0
            guard size > 0, rest.distance(from: end.upperBound, to: rest.endIndex) >= size else { break }
            body += rest[end.upperBound..<(end.upperBound + size)]
            rest = rest[(end.upperBound + size)...].dropFirst(2)
        }
        return body
    }
}

/// The data lines of a stream of server-sent events.
actor EventStream {
    private nonisolated let executor = BlockingExecutor(name: "e2e-events")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private var socket: StreamSocket?
    private var bytes: [UInt8] = []

    func open(_ path: String, port: UInt16) throws {
        let socket = try StreamSocket.connect(to: .tcp(host: "127.0.0.1", port: port), within: .seconds(2))
        try socket.write(LocalHTTP.request("GET", path, port, nil, [:], []), within: .seconds(5))
        self.socket = socket
    }

    func close() { socket = nil }

    /// The next event's data; nil when none came in time. An event is written as one chunk, so its line is whole.
    /// - Throws: `SocketError.closed` when the other side has gone.
    func next(within limit: Duration) throws -> [UInt8]? {
        let end = ContinuousClock.now + limit
        let mark = Array("data: ".utf8)
        while true {
            while let index = bytes.firstIndex(of: 0x0A) {
                let line = Array(bytes[..<index])
                bytes.removeSubrange(...index)
                if line.starts(with: mark) { return Array(line.dropFirst(mark.count)) }
            }
            guard let socket else { throw SocketError.closed }
            let left = end - ContinuousClock.now
            let wait = min(max(left, .zero), .milliseconds(200))
            if try socket.read(into: &bytes, upTo: 1 << 16, within: wait) == 0, left <= .zero { return nil }
        }
    }
}
