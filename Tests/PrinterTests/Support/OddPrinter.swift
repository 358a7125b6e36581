import Glibc
import KioskDevices
import KioskTestSupport
import SlipRaster

@testable import VirtualPrinter

/// How a printer answers that no maker describes.
protocol Oddity: Sendable {
    /// True for one that speaks without being asked.
    var babbles: Bool { get }
    /// To the bytes that came.
    mutating func answer(_ bytes: [UInt8]) -> [UInt8]
    /// What it says when nobody asked.
    mutating func babble() -> [UInt8]
}

/// A printer on TCP with an oddity; it serves one sender at a time.
actor OddPrinter {
    private nonisolated let executor = BlockingExecutor(name: "odd-printer")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    nonisolated let port: UInt16
    private let listener: Descriptor
    private let wake: WakePipe
    private var oddity: any Oddity

    private init(_ listener: Descriptor, _ wake: WakePipe, _ oddity: any Oddity) {
        self.listener = listener
        self.wake = wake
        port = Sockets.port(of: listener)
        self.oddity = oddity
    }

    static func with(_ oddity: any Oddity, _ body: (UInt16) async throws -> Void) async throws {
        let wake = try WakePipe()
        let printer = OddPrinter(try Sockets.listen(host: "127.0.0.1", port: 0), wake, oddity)
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
            let events = Int16(POLLIN | (sender != nil && oddity.babbles ? POLLOUT : 0))
            var entries = [
                pollfd(fd: wake.reader, events: Int16(POLLIN), revents: 0),
                pollfd(fd: (sender ?? listener).number, events: events, revents: 0),
            ]
            guard poll(&entries, 2, -1) >= 0, entries[0].revents == 0 else { return }
            guard let current = sender else {
                sender = Sockets.accept(listener)
                continue
            }
            guard let bytes = Sockets.read(current) else {
                sender = nil
                continue
            }
            let answer = oddity.answer(bytes)
            if !answer.isEmpty { Sockets.write(answer, to: current) }
            if entries[1].revents & Int16(POLLOUT) != 0 { Sockets.write(oddity.babble(), to: current) }
        }
    }
}

/// Takes everything and never stops sending bytes by chance.
struct Babbling: Oddity {
    let babbles = true
    private var generator: SplitMix64

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    func answer(_ bytes: [UInt8]) -> [UInt8] { [] }

    mutating func babble() -> [UInt8] { (0..<512).map { _ in UInt8.random(in: 0...255, using: &generator) } }
}

/// An Epson's likeness that answers `DLE EOT n` whatever `n` is: one byte that says "all well" for those that it does not know.
struct Clone: Oddity {
    let babbles = false
    private var engine = PrinterEngine(width: 576)
    private var last: [UInt8] = []

    init(_ fault: PrinterFault?) {
        if let fault { _ = engine.apply(fault) }
    }

    mutating func answer(_ bytes: [UInt8]) -> [UInt8] {
        var answer: [UInt8] = []
        for byte in bytes {
            for case .reply(let reply) in engine.receive([byte]) { answer += reply }
            last = (last + [byte]).suffix(3)
            if last.starts(with: [0x10, 0x04]), last.count == 3, !(1...4).contains(byte) { answer.append(0x12) }
        }
        return answer
    }

    func babble() -> [UInt8] { [] }
}
