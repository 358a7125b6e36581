import Glibc
import KioskDevices
import KioskTestSupport

@testable import VirtualPrinter

/// A printer that takes everything and never stops sending bytes by chance.
actor BabblingPrinter {
    private nonisolated let executor = BlockingExecutor(name: "babbling-printer")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    nonisolated let port: UInt16
    private let listener: Descriptor
    private let wake: WakePipe
    private var generator: SplitMix64

    private init(_ listener: Descriptor, _ wake: WakePipe, seed: UInt64) {
        self.listener = listener
        self.wake = wake
        port = Sockets.port(of: listener)
        generator = SplitMix64(seed: seed)
    }

    static func with(seed: UInt64, _ body: (UInt16) async throws -> Void) async throws {
        let wake = try WakePipe()
        let printer = BabblingPrinter(try Sockets.listen(host: "127.0.0.1", port: 0), wake, seed: seed)
        async let babbled: Void = printer.run()
        do {
            try await body(printer.port)
        } catch {
            wake.signal()
            throw error
        }
        wake.signal()
        await babbled
    }

    private func run() {
        var sender: Descriptor?
        while true {
            let events = Int16(POLLIN | (sender == nil ? 0 : POLLOUT))
            var entries = [
                pollfd(fd: wake.reader, events: Int16(POLLIN), revents: 0),
                pollfd(fd: (sender ?? listener).number, events: events, revents: 0),
            ]
            guard poll(&entries, 2, -1) >= 0, entries[0].revents == 0 else { return }
            guard let current = sender else {
                sender = Sockets.accept(listener)
                continue
            }
            if Sockets.read(current) == nil {
                sender = nil
            } else if entries[1].revents & Int16(POLLOUT) != 0 {
                Sockets.write((0..<512).map { _ in UInt8.random(in: 0...255, using: &generator) }, to: current)
            }
        }
    }
}
