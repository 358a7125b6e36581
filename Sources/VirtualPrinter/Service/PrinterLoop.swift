import FoundationEssentials
import Glibc
import KioskDevices

/// One thread, one poll: a sender at a time as on a real printer's port 9100, and any number of control lines.
actor PrinterLoop {
    private nonisolated let executor = BlockingExecutor(name: "virtual-printer")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let configuration: VirtualPrinterService.Configuration
    private let wake: WakePipe
    private var engine: PrinterEngine
    private var tray: (any PaperTray)?
    private var port: UInt16 = 0
    private var listener: Descriptor?
    private var sender: Descriptor?
    private var control: Descriptor?
    private var technicians: [(descriptor: Descriptor, text: [UInt8])] = []

    /// - Parameter tray: nil for the folder of the configuration.
    init(_ configuration: VirtualPrinterService.Configuration, _ wake: WakePipe, tray: (any PaperTray)?) {
        self.configuration = configuration
        self.wake = wake
        self.tray = tray
        engine = PrinterEngine(width: configuration.width, family: configuration.family)
    }

    /// Takes the addresses; returns the TCP port.
    func open() throws -> UInt16 {
        if tray == nil { tray = try SlipFolder(path: configuration.folder) }
        if let path = configuration.controlSocket { control = try Sockets.listen(path: path) }
        let listener = try Sockets.listen(host: configuration.host, port: configuration.port)
        port = Sockets.port(of: listener)
        self.listener = listener
        return port
    }

    /// Works until woken by the stop signal. Idle it sleeps; nothing here waits for a single peer.
    func run() throws {
        defer { closeAll() }
        while true {
            var entries = watched()
            guard poll(&entries, nfds_t(entries.count), -1) >= 0 || errno == EINTR else {
                throw Sockets.failure("poll")
            }
            let ready = Set(entries.filter { $0.revents != 0 }.map(\.fd))
            if ready.contains(wake.reader) { return }
            try serveControl(ready)
            try servePrinting(ready)
        }
    }

    private func watched() -> [pollfd] {
        var numbers = [wake.reader] + technicians.map(\.descriptor.number)
        if let control { numbers.append(control.number) }
        // As on a real printer's port the next sender waits until the current one has hung up.
        if let current = sender ?? listener { numbers.append(current.number) }
        return numbers.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    }

    private func servePrinting(_ ready: Set<Int32>) throws {
        if sender == nil, let listener, ready.contains(listener.number) { sender = Sockets.accept(listener) }
        guard let current = sender, ready.contains(current.number) else { return }
        guard let bytes = Sockets.read(current) else {
            sender = nil
            return
        }
        try perform(engine.receive(bytes))
    }

    private func perform(_ actions: [PrinterEngine.Action]) throws {
        for action in actions {
            switch action {
            case .reply(let bytes): if let sender { Sockets.write(bytes, to: sender) }
            case .piece(let piece): try tray?.keep(piece, at: Date())
            case .vanish:
                if let sender { Sockets.resetOnClose(sender) }
                sender = nil
                listener = nil
            }
        }
    }

    private func serveControl(_ ready: Set<Int32>) throws {
        if let control, ready.contains(control.number), let descriptor = Sockets.accept(control) {
            technicians.append((descriptor, []))
        }
        for index in technicians.indices.reversed() where ready.contains(technicians[index].descriptor.number) {
            guard let bytes = Sockets.read(technicians[index].descriptor), technicians[index].text.count < 1024 else {
                technicians.remove(at: index)
                continue
            }
            technicians[index].text += bytes
            while let end = technicians[index].text.firstIndex(of: 0x0A) {
                let line = String(decoding: technicians[index].text[..<end], as: UTF8.self)
                technicians[index].text.removeSubrange(...end)
                let answer = try answer(to: line)
                Sockets.write(Array((answer + "\n").utf8), to: technicians[index].descriptor)
            }
        }
    }

    private func answer(to line: String) throws -> String {
        if line == "status" { return try report() }
        guard let fault = PrinterFault(line: line) else { return "error: unknown command" }
        if fault == .back, listener == nil {
            do {
                listener = try Sockets.listen(host: configuration.host, port: port)
            } catch {
                return "error: \(error.detail)"
            }
        }
        try perform(engine.apply(fault))
        return "ok"
    }

    private func report() throws -> String {
        struct Report: Encodable {
            var paper: String
            var cover: String
            var link: String
            var answers: Bool
            var ticketInOutput: Bool
            var slips: Int
            var rowsHanging: Int
            var bytesWaiting: Int
        }
        let report = Report(
            paper: engine.paper.rawValue, cover: engine.isCoverOpen ? "open" : "closed",
            link: listener == nil ? "vanished" : "up", answers: !engine.isSilent,
            ticketInOutput: engine.hasTicket, slips: engine.pieces,
            rowsHanging: engine.rowsHanging, bytesWaiting: engine.buffer.count)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }

    private func closeAll() {
        sender = nil
        listener = nil
        technicians = []
        if let path = configuration.controlSocket, control != nil { unlink(path) }
        control = nil
    }
}
