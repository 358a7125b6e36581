import KioskDevices
public import StreamSockets

/// Takes orders to a virtual stick, a line each.
public actor StickHand {
    private nonisolated let executor = BlockingExecutor(name: "stick-hand")
    /// A thread of its own.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let drive: VirtualStickDrive

    /// Whose hand it is.
    public init(_ drive: VirtualStickDrive) { self.drive = drive }

    /// Answers until the task is cancelled.
    public func run(_ listener: ListeningSocket) async throws {
        while !Task.isCancelled {
            guard let socket = try listener.accept(within: .seconds(1)) else { continue }
            await answer(socket)
            socket.shutdown()
        }
    }

    private func answer(_ socket: StreamSocket) async {
        do throws(SocketError) {
            var bytes: [UInt8] = []
            let end = ContinuousClock.now + .seconds(5)
            while bytes.last != 0x0A, bytes.count < 256, .now < end {
                _ = try socket.read(into: &bytes, upTo: 256 - bytes.count, within: .seconds(1))
            }
            let line = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
            try socket.write(Array("\(await drive.order(line))\n".utf8), within: .seconds(5))
        } catch {
            // Whoever gave the order has gone.
        }
    }
}
