import CardReaderPCSC
import KioskDevices
import KioskTestSupport
import SmartCard
import VirtualCard

/// A virtual card in the real service's virtual reader, and a monitor that watches it.
struct RealReader: Sendable {
    static let name = PCSCService.virtualReaderName
    let monitor: ReaderMonitor
    let folder: TemporaryFolder

    /// Runs `body` with the card in the reader.
    ///
    /// - Parameter state: a PIV card that was used before; a new one when nil.
    static func withCard(
        _ kind: VirtualCardKind = .piv, state: VirtualCardState? = nil, table: ATRTable = .builtIn,
        _ body: (RealReader) async throws -> Void
    ) async throws {
        try await PCSCService.withRunning {
            let reader = RealReader(monitor: ReaderMonitor(table: table), folder: try TemporaryFolder("reader"))
            if let state { try StateFile(path: reader.folder.file("card.json")).save(state) }
            let person = Personalisation(holder: DemoCard.holder, pin: DemoCard.pin, puk: DemoCard.puk)
            let service = VirtualCardService(
                VirtualCardConfiguration(
                    stateFile: StateFile(path: reader.folder.file("card.json")), person: person,
                    kind: kind, controlSocket: reader.socket))
            try await withThrowingTaskGroup { group in
                group.addTask { try await service.run() }
                group.addTask { await reader.monitor.run() }
                try await reader.waitForCard()
                try await body(reader)
                group.cancelAll()
            }
        }
    }

    private var socket: String { folder.file("control") }

    /// Gives the card an order over its control socket.
    @discardableResult
    func order(_ text: String) throws -> String { try VirtualCardControl.send(text, socket: socket) }

    /// Waits until the monitor sees what is expected.
    func wait(_ what: String, for expected: @escaping @Sendable (ReaderCondition) -> Bool) async throws {
        let monitor = monitor
        try await withDeadline(.seconds(20), what) {
            for await snapshot in monitor.snapshots() where expected(snapshot.condition(of: Self.name)) { return }
        }
    }

    /// APDUs that the card has seen since it was put in.
    func commands() throws -> Int {
        let words = try order("status").split(separator: " ")
        return words.first { $0.hasPrefix("commands=") }.flatMap { Int($0.dropFirst(9)) } ?? 0
    }

    func waitForCard() async throws {
        try await wait("a card in the reader") { condition in
            if case .card = condition { true } else { false }
        }
    }

    /// Opens a session with the card.
    func open(trace: APDUTrace? = nil) async throws -> CardConnection {
        let connection = CardConnection(reader: Self.name, trace: trace)
        try await connection.open()
        return connection
    }
}
