public import KioskDevices
import KioskDomain
import SlipRaster

/// The slip printer: one at a time, on a thread of its own, every wait with a deadline. It opens the printer for each
/// operation, so that unplugging leaves nothing behind and CUPS or a technician's tool is not locked out.
///
/// It never prints a slip twice by itself: what is not confirmed stays `unconfirmed` (DESIGN 5.3).
public actor SlipPrinter {
    /// How long things may take.
    public struct Limits: Sendable, Hashable {
        /// Until a TCP printer accepts.
        public var connect: Duration = .seconds(3)
        /// Until an answer to one question.
        public var reply: Duration = .milliseconds(500)
        /// In which the printer must take at least one byte of a slip.
        public var stall: Duration = .seconds(5)
        /// From the last byte to the confirmation.
        public var confirmation: Duration = .seconds(10)
        /// Between two looks at the status while a confirmation is awaited.
        public var glance: Duration = .milliseconds(500)

        /// The usual limits.
        public init() {}
    }

    /// One printer.
    public struct Configuration: Sendable, Hashable {
        /// Where it is.
        public var address: PrinterAddress
        /// The paper in it.
        public var paper: SlipRenderer.Paper
        /// False on printers without the near-end sensor.
        public var hasNearEndSensor: Bool
        /// False on printers that do not know GS ( H (TM-T88III and older): GS r alone confirms then.
        public var hasProcessID: Bool
        /// True in the demonstration only: else a printer that names itself virtual is refused (RULES R1).
        public var acceptsVirtual: Bool
        /// How long things may take.
        public var limits: Limits

        /// One printer.
        public init(
            address: PrinterAddress, paper: SlipRenderer.Paper = .mm80, hasNearEndSensor: Bool = true,
            hasProcessID: Bool = true, acceptsVirtual: Bool = false, limits: Limits = Limits()
        ) {
            self.address = address
            self.paper = paper
            self.hasNearEndSensor = hasNearEndSensor
            self.hasProcessID = hasProcessID
            self.acceptsVirtual = acceptsVirtual
            self.limits = limits
        }
    }

    /// What this printer is.
    public nonisolated let configuration: Configuration
    private nonisolated let executor = BlockingExecutor(name: "slip-printer")
    /// A slip broke off: a part of it may be in the printer's buffer or under its cutter.
    private var hasRemains = false
    private var lastIdentity: PrinterIdentity?
    private var jobs = Int.random(in: 0..<456_976)

    /// Printing, status and identity share one thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// A printer; nothing is opened before the first call.
    public init(_ configuration: Configuration) {
        self.configuration = configuration
    }

    /// What the printer tells about itself now. Waits for a running job; at most some seconds.
    public func status() -> PrinterStatus {
        look().status
    }

    /// What the printer calls itself; nil when it cannot be reached or does not say.
    public func identity() -> PrinterIdentity? {
        guard let session = try? open() else { return nil }
        return try? identity(session)
    }

    /// Status and identity for screens and `kioskctl`.
    /// - Parameter id: the role, such as `printer.slip`.
    public func deviceStatus(id: String) -> DeviceStatus {
        let (status, finding) = look()
        let identity = lastIdentity
        let isRefused = identity?.isVirtual == true && !configuration.acceptsVirtual
        return DeviceStatus(
            id: id, name: identity?.name ?? "", health: isRefused ? .fault : status.health,
            code: isRefused ? .virtualPartRefused : status.code, finding: finding,
            isVirtual: identity?.isVirtual ?? false)
    }

    /// Prints one slip; ends within the job's limit and one reply. Slips come out in the order of the calls.
    public nonisolated func print(_ job: SlipJob) async -> PrintResult {
        await print(job, until: .now + job.limit)
    }

    private func print(_ job: SlipJob, until end: ContinuousClock.Instant) -> PrintResult {
        guard ContinuousClock.now < end else { return .failed(.printerBusy) }
        do {
            let raster = try SlipRenderer(paper: configuration.paper).raster(job.document)
            let session = try open()
            if let obstacle = try prepare(session) { return .failed(obstacle) }
            jobs += 1
            let run = PrintRun(session: session, configuration: configuration, id: .init(count: jobs), end: end)
            let result = run.print(raster)
            if case .unconfirmed = result {
                hasRemains = true
                // At once, while the printer is still there: a refill must find nothing to print.
                try? session.clear()
            }
            return result
        } catch let problem as any CodedError {
            return .failed(problem.code)
        } catch {
            return .failed(.printerLost)
        }
    }

    /// Everything before the first byte of a slip.
    /// - Returns: why it cannot be printed; nil when nothing is known to stand against it.
    private func prepare(_ session: PrinterSession) throws -> FailureCode? {
        let status = try settle(session)
        if let obstacle = status.obstacle { return obstacle }
        // A silent printer is asked nothing more: it gets the slip, which stays unconfirmed.
        guard status.isAnswering else { return nil }
        let identity = try identity(session)
        if identity?.isVirtual == true, !configuration.acceptsVirtual { return .virtualPartRefused }
        try cutRemains(session)
        return nil
    }

    private func look() -> (status: PrinterStatus, finding: String) {
        do {
            let session = try open()
            var status = try settle(session)
            if case .device = configuration.address {
                status.portStatus = USBPrinterClass.portStatus(session.connection)
            }
            // GS I is answered on-line only; off-line it would wait in the buffer.
            if status.isOffline == .no { _ = try identity(session) }
            return (status, status.finding)
        } catch let problem as Failure {
            return (PrinterStatus(link: problem.code), problem.detail)
        } catch {
            let status = PrinterStatus(link: .printerLost)
            return (status, status.finding)
        }
    }

    private func open() throws -> PrinterSession {
        do {
            let connection = try configuration.address.open(within: configuration.limits.connect)
            let session = PrinterSession(connection, configuration.limits)
            try session.drain()
            return session
        } catch {
            // What is plugged in next may be another printer.
            lastIdentity = nil
            throw error
        }
    }

    private func identity(_ session: PrinterSession) throws(PrinterConnection.Lost) -> PrinterIdentity? {
        if case .device = configuration.address, let id = USBPrinterClass.deviceID(session.connection) {
            let maker = USBPrinterClass.value("MFG", "MANUFACTURER", in: id) ?? ""
            lastIdentity = PrinterIdentity(maker: maker, model: USBPrinterClass.value("MDL", "MODEL", in: id) ?? "")
        } else if let maker = try session.information(.maker) {
            lastIdentity = PrinterIdentity(maker: maker, model: try session.information(.model) ?? "")
        }
        return lastIdentity
    }

    /// The status, after stale data is dropped: no job of ours is under way here, so what an off-line printer holds,
    /// also from a process before this one, must not come out when its paper is refilled. One that is on-line has
    /// printed it.
    private func settle(_ session: PrinterSession) throws(PrinterConnection.Lost) -> PrinterStatus {
        let status = try session.status(decoder)
        guard hasRemains || status.isOffline == .yes else { return status }
        try session.clear()
        return try session.status(decoder)
    }

    /// A slip that broke off is still under the head: it is cut away, so that the next person does not get it.
    private func cutRemains(_ session: PrinterSession) throws(PrinterConnection.Lost) {
        guard hasRemains else { return }
        // If the printer still waits for the rest of a picture it gets white; otherwise NULs are ignored.
        let fill = [UInt8](repeating: 0, count: ESCPOS.sliceRows * configuration.paper.rawValue / 8)
        let bytes = fill + ESCPOS.initialise + ESCPOS.feedAndCut
        let limits = configuration.limits
        guard session.connection.write(bytes, stall: limits.stall, until: .now + limits.stall) == .all else {
            throw PrinterConnection.Lost()
        }
        hasRemains = false
    }

    private var decoder: EpsonStatus { EpsonStatus(hasNearEndSensor: configuration.hasNearEndSensor) }
}
