import KioskDevices
public import StreamSockets

/// Gives orders to a virtual camera. Its socket blocks, so it has its own thread.
public actor VirtualCameraHand {
    private nonisolated let executor = BlockingExecutor(name: "camera-hand")
    /// The hand's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private let control: String

    /// - Parameter control: path of the camera's control socket.
    public init(control: String) { self.control = control }

    /// Sends a line and waits for the answer, `ok` or `error: …`.
    ///
    /// - Throws: `SocketError` when the camera does not answer within seconds.
    @discardableResult
    public func order(_ line: String) throws(SocketError) -> String {
        let socket = try StreamSocket.connect(to: .unix(control), within: .seconds(1))
        try socket.write(Array("\(line)\n".utf8), within: .seconds(1))
        var answer: [UInt8] = []
        let end = ContinuousClock.now + .seconds(5)
        while !answer.contains(0x0A) {
            guard answer.count < 1024, ContinuousClock.now < end else { throw .timedOut }
            _ = try socket.read(into: &answer, upTo: 256, within: .seconds(1))
        }
        return String(decoding: answer.prefix { $0 != 0x0A }, as: UTF8.self)
    }
}
