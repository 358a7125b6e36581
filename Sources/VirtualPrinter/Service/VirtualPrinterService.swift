/// The virtual slip printer of kiosk-sim: raw TCP as a network printer, a folder for a paper tray, faults on demand.
/// It names itself `KIOSK-SIM VIRTUAL` (RULES R1).
public struct VirtualPrinterService: Sendable {
    /// Where it listens and where the slips go.
    public struct Configuration: Sendable, Hashable {
        /// Numeric address.
        public var host: String
        /// 0 takes a free one.
        public var port: UInt16
        /// Slips as `slip-000001.png` and `slips.jsonl`; made when missing.
        public var folder: String
        /// Unix socket for faults, one line each, answered by one line; nil for none. At most 107 bytes.
        public var controlSocket: String?
        /// Dots across the paper.
        public var width: Int
        /// Whose commands and answers it has.
        public var family: VirtualFamily

        /// Where it listens and where the slips go.
        public init(
            host: String = "127.0.0.1", port: UInt16 = 9100, folder: String, controlSocket: String? = nil,
            width: Int = 576, family: VirtualFamily = .epson
        ) {
            self.host = host
            self.port = port
            self.folder = folder
            self.controlSocket = controlSocket
            self.width = width
            self.family = family
        }
    }

    /// Where it listens and where the slips go.
    public var configuration: Configuration

    /// A printer; nothing is opened before `run`.
    public init(_ configuration: Configuration) {
        self.configuration = configuration
    }

    /// Prints until the task is cancelled.
    /// - Parameter onReady: called once with the port, as soon as connections are taken.
    /// - Throws: a `Failure` when an address cannot be taken or the folder cannot be written.
    public func run(onReady: (@Sendable (UInt16) -> Void)? = nil) async throws {
        let printer = try await RunningVirtualPrinter.start(configuration)
        onReady?(printer.port)
        try await withTaskCancellationHandler {
            try await printer.finished()
        } onCancel: {
            printer.askToStop()
        }
    }
}

/// A virtual printer at work in this process.
public final class RunningVirtualPrinter: Sendable {
    /// The TCP port taken.
    public let port: UInt16
    private let wake: WakePipe
    private let work: Task<Void, any Error>

    private init(port: UInt16, wake: WakePipe, work: Task<Void, any Error>) {
        self.port = port
        self.wake = wake
        self.work = work
    }

    /// Takes the addresses and begins to print.
    public static func start(_ configuration: VirtualPrinterService.Configuration) async throws -> RunningVirtualPrinter
    {
        try await start(configuration, tray: nil)
    }

    /// - Parameter tray: nil for the folder of the configuration.
    static func start(
        _ configuration: VirtualPrinterService.Configuration, tray: (any PaperTray)?
    ) async throws -> RunningVirtualPrinter {
        let wake = try WakePipe()
        let loop = PrinterLoop(configuration, wake, tray: tray)
        let port = try await loop.open()
        return RunningVirtualPrinter(port: port, wake: wake, work: Task { try await loop.run() })
    }

    /// Stops it and waits until its sockets are closed.
    public func stop() async throws {
        askToStop()
        try await finished()
    }

    func askToStop() { wake.signal() }

    func finished() async throws { try await work.value }
}
