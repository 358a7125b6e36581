import Glibc
import KioskDevices
import KioskDomain
import SlipRaster

@testable import VirtualPrinter

/// A stand-in for usblp: a pseudo-terminal is a character device too, with the same open, poll, read and write. It
/// has no LPGETSTATUS, no device ID and no EBUSY: those are shown on the real driver in the hardware lab.
actor TerminalPrinter {
    private nonisolated let executor = BlockingExecutor(name: "pty-printer")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    nonisolated let path: String
    private var master: Int32
    /// Held open, so that the terminal lives between two openings by the driver.
    private let slave: Int32
    private var engine = PrinterEngine(width: 576)
    private(set) var pieces: [PaperPiece] = []

    init() throws {
        var modes = termios()
        cfmakeraw(&modes)
        var name = [CChar](repeating: 0, count: 64)
        var (master, slave): (Int32, Int32) = (-1, -1)
        guard openpty(&master, &slave, &name, &modes, nil) == 0 else {
            throw Failure(.internalError, "no pseudo-terminal")
        }
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.master = master
        self.slave = slave
    }

    deinit {
        if master >= 0 { close(master) }
        close(slave)
    }

    /// Rows of the pieces that came out.
    var heights: [Int] { pieces.map(\.raster.height) }

    /// Serves until one piece of paper is out and its confirmation was read, or until `limit`.
    func printOnePiece(within limit: Duration) {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            serve()
            if !pieces.isEmpty, engine.buffer.isEmpty, idle { return }
        }
    }

    /// Serves until so many bytes have come, then pulls the plug.
    func unplug(afterBytes limit: Int) {
        var count = 0
        let end = ContinuousClock.now + .seconds(20)
        while count < limit, ContinuousClock.now < end { count += serve() }
        close(master)
        master = -1
    }

    private var idle = false

    @discardableResult
    private func serve() -> Int {
        var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        poll(&entry, 1, 200)
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(master, &buffer, buffer.count)
        idle = count <= 0
        guard count > 0 else { return 0 }
        for action in engine.receive(buffer[..<count]) {
            switch action {
            case .reply(let bytes): _ = write(master, bytes, bytes.count)
            case .piece(let piece): pieces.append(piece)
            case .vanish: break
            }
        }
        return count
    }
}
