import Glibc
import KioskDevices
import SlipRaster

@testable import VirtualPrinter

/// An Epson's likeness that answers `DLE EOT n` whatever `n` is: one byte that says "all well" for those that it does not know.
actor ClonePrinter {
    private nonisolated let executor = BlockingExecutor(name: "clone-printer")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    nonisolated let port: UInt16
    private let listener: Descriptor
    private let wake: WakePipe
    private var engine = PrinterEngine(width: 576)
    private var last: [UInt8] = []

    private init(_ listener: Descriptor, _ wake: WakePipe, _ fault: PrinterFault?) {
        self.listener = listener
        self.wake = wake
        port = Sockets.port(of: listener)
        if let fault { _ = engine.apply(fault) }
    }

    static func with(_ fault: PrinterFault?, _ body: (UInt16) async throws -> Void) async throws {
        let wake = try WakePipe()
        let printer = ClonePrinter(try Sockets.listen(host: "127.0.0.1", port: 0), wake, fault)
        async let served: Void = printer.run()
        do {
            try await body(printer.port)
        } catch {
            wake.signal()
            throw error
        }
        wake.signal()
        await served
    }

    private func run() {
        var sender: Descriptor?
        while true {
            var entries = [wake.reader, (sender ?? listener).number]
                .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&entries, 2, -1) >= 0, entries[0].revents == 0 else { return }
            guard let current = sender else {
                sender = Sockets.accept(listener)
                continue
            }
            guard let bytes = Sockets.read(current) else {
                sender = nil
                continue
            }
            for byte in bytes { serve(byte, current) }
        }
    }

    private func serve(_ byte: UInt8, _ sender: Descriptor) {
        for case .reply(let bytes) in engine.receive([byte]) { Sockets.write(bytes, to: sender) }
        last = (last + [byte]).suffix(3)
        if last.starts(with: [0x10, 0x04]), last.count == 3, !(1...4).contains(byte) {
            Sockets.write([0x12], to: sender)
        }
    }
}
