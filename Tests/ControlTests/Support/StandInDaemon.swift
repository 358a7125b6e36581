import KioskDevices
import KioskTestSupport
import StreamSockets

/// Something that listens on a control socket and answers the first client in one way.
actor StandInDaemon {
    /// What it does to its client.
    enum Manner: Sendable {
        /// Reads the request, then writes these bytes and closes.
        case says(String)
        /// Takes the request and says nothing.
        case silent
    }

    private nonisolated let executor = BlockingExecutor(name: "stand-in")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    nonisolated let folder: TemporaryFolder
    nonisolated var socket: String { folder.file("control.sock") }
    private let manner: Manner
    private var listener: ListeningSocket?
    private var held: StreamSocket?

    init(_ manner: Manner) throws {
        self.manner = manner
        folder = try TemporaryFolder("control")
    }

    /// An HTTP answer with a JSON body.
    static func http(_ status: String, _ body: String) -> Manner {
        .says("HTTP/1.1 \(status)\r\ncontent-length: \(body.utf8.count)\r\nconnection: close\r\n\r\n\(body)")
    }

    func open() throws { listener = try ListeningSocket(at: .unix(socket)) }

    /// Serves one client.
    /// - Returns: the first line of its request.
    @discardableResult
    func serve() throws -> String {
        guard let client = try listener?.accept(within: .seconds(10)) else { return "" }
        var request: [UInt8] = []
        let end = ContinuousClock.now + .seconds(10)
        while !Self.isWhole(request), ContinuousClock.now < end {
            _ = try client.read(into: &request, upTo: 4096, within: .seconds(1))
        }
        switch manner {
        case .says(let text): try client.write(Array(text.utf8), within: .seconds(5))
        case .silent: held = client
        }
        return String(decoding: request.prefix { $0 != 0x0D }, as: UTF8.self)
    }

    /// Head and body are there.
    private static func isWhole(_ request: [UInt8]) -> Bool {
        let text = String(decoding: request, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return false }
        let head = text[..<end.lowerBound].lowercased()
        let length = head.firstMatch(of: /content-length: *([0-9]+)/).flatMap { Int($0.output.1) } ?? 0
        return text[end.upperBound...].utf8.count >= length
    }
}
