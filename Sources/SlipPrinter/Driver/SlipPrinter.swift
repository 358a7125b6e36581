public import KioskDevices
import KioskDomain
import SlipRaster

/// The slip printer: one at a time, on a thread of its own, every wait with a deadline. It opens the printer for each
/// operation, so that unplugging leaves nothing behind and CUPS or a technician's tool is not locked out.
///
/// It never prints a slip twice by itself: what is not confirmed stays `unconfirmed` (DESIGN 5.3).
public actor SlipPrinter {
    /// What this printer is.
    public nonisolated let configuration: Configuration
    private nonisolated let executor = BlockingExecutor(name: "slip-printer")
    private var remains = Remains()
    private var lastIdentity: PrinterIdentity?
    private var lastFamily: PrinterFamily?
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
        if case .ipp = configuration.address { return try? queue.identity() }
        guard let line = try? open() else { return nil }
        return try? identity(line)
    }

    /// The family as it was told or recognised at the last call; nil before, and when it could not be.
    public func family() -> PrinterFamily? { lastFamily }

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

    /// Drops what the printer holds of unfinished slips and cuts it away; nothing of it can come out later.
    /// - Throws: why it could not be reached.
    public func clear() throws(Failure) {
        if case .ipp = configuration.address { return }
        let line = try open()
        do {
            try clear(line)
            remains.needsCut = true
            guard try line.dialect.status(line.session).obstacle == nil else { return }
            try cutRemains(line)
            remains.needsCut = try line.dialect.begin(line.session, count: jobs) == nil
        } catch {
            throw Failure(.printerLost, "clear")
        }
    }

    /// - Parameter picture: of the slip, or why it could not be drawn.
    func print(_ picture: Result<Raster, SlipRenderingError>, until end: ContinuousClock.Instant) -> PrintResult {
        guard ContinuousClock.now < end else { return .failed(.printerBusy) }
        do {
            let raster = try picture.get()
            if case .ipp = configuration.address {
                let dialect = configuration.dialect(configuration.family ?? .epson, model: "")
                return queue.print(dialect.slip(raster))
            }
            let line = try open()
            jobs += 1
            let evidence: Evidence
            var before: [UInt8] = []
            switch try prepare(line) {
            case .obstacle(let code): return .failed(code)
            case .ready(let proof): evidence = proof
            case .silent(let proof):
                evidence = proof
                if remains.needsCut { before = line.remainsCut(configuration.paper) }
            }
            remains.mayBeHeld = true
            let result = PrintRun(
                session: line.session, dialect: line.dialect, limits: configuration.limits, evidence: evidence,
                end: end
            ).print(raster, after: before)
            recover(line, after: result)
            return result
        } catch let problem as any CodedError {
            return .failed(problem.code)
        } catch {
            return .failed(.printerLost)
        }
    }

    private func recover(_ line: Line, after result: PrintResult) {
        switch result {
        case .printed: remains.printed()
        case .failed: break
        case .unconfirmed:
            remains.broke()
            // At once, while the printer is still there: a refill must find nothing to print.
            try? clear(line)
        }
    }

    private func clear(_ line: Line) throws(PrinterConnection.Lost) {
        try line.dialect.clear(line.session)
        remains.cleared()
    }

    private enum Preparation {
        case obstacle(FailureCode)
        case ready(Evidence)
        /// It said nothing, and gets the slip all the same.
        case silent(Evidence)
    }

    /// Everything before the first byte of a slip.
    private func prepare(_ line: Line) throws -> Preparation {
        var status = try settle(line)
        if status.hasTicketInOutput == .yes {
            let command = line.dialect.removeTicket(configuration.untaken)
            if !command.isEmpty {
                try line.session.send(command)
                status = try self.status(line, until: { $0.hasTicketInOutput != .yes })
                if status.hasTicketInOutput == .yes { return .obstacle(.printerTicketInOutput) }
            }
        }
        if let obstacle = status.obstacle { return .obstacle(obstacle) }
        // A silent printer is asked nothing more: it gets the slip, which stays unconfirmed.
        guard status.isAnswering else {
            let proof = PrinterProfile.of(line.family).proof
            return .silent(proof == .processID ? .processID(.init(count: jobs), orMaker: nil) : .none)
        }
        try line.examine()
        // First: a picture that broke off would swallow the next question.
        try cutRemains(line)
        if try identity(line)?.isVirtual == true, !configuration.acceptsVirtual {
            return .obstacle(.virtualPartRefused)
        }
        if let evidence = try line.dialect.begin(line.session, count: jobs) { return .ready(evidence) }
        // It works on something for too long. The cut that it may still hold would bring out, at any time later, what
        // was left of the slip before.
        remains.broke()
        try clear(line)
        return .obstacle(.printerBusy)
    }

    private func look() -> (status: PrinterStatus, finding: String) {
        do {
            if case .ipp = configuration.address {
                let status = try queue.status()
                lastIdentity = try queue.identity()
                return (status, status.finding)
            }
            let line = try open()
            var status = try settle(line)
            status.portStatus = line.portStatus
            // Text is told on-line only; off-line the question would wait in the buffer.
            if status.isOffline == .no {
                try line.examine()
                _ = try identity(line)
            }
            return (status, status.finding)
        } catch let problem as Failure {
            return (PrinterStatus(link: problem.code), problem.detail)
        } catch {
            let status = PrinterStatus(link: .printerLost)
            return (status, status.finding)
        }
    }

    /// The status, after stale data is dropped: no job of ours is under way here, so what an off-line printer holds,
    /// also from another process, must not come out when its paper is refilled. One that is on-line has printed it.
    private func settle(_ line: Line) throws(PrinterConnection.Lost) -> PrinterStatus {
        let status = try line.dialect.status(line.session)
        let isStale = status.isOffline == .yes && (remains.mayBeHeld || line.dialect.clearsQuietly)
        guard remains.needsClear || isStale else { return status }
        try clear(line)
        return try line.dialect.status(line.session)
    }

    /// Asks until it is as wanted, for one reply's time at the longest.
    private func status(
        _ line: Line, until isWanted: (PrinterStatus) -> Bool
    ) throws(PrinterConnection.Lost) -> PrinterStatus {
        let end = line.session.replyDeadline
        while true {
            let status = try line.dialect.status(line.session)
            if isWanted(status) || ContinuousClock.now >= end { return status }
            try line.session.listen(until: min(end, .now + .milliseconds(50)))
        }
    }

    /// A slip that broke off is still under the head: it is cut away, so that the next person does not get it.
    private func cutRemains(_ line: Line) throws(PrinterConnection.Lost) {
        guard remains.needsCut else { return }
        remains.mayBeHeld = true
        let stall = configuration.limits.stall
        let cut = line.remainsCut(configuration.paper)
        let outcome = line.session.connection.write(cut, stall: stall, until: .now + stall)
        guard outcome == .all else { throw PrinterConnection.Lost() }
    }

    private func identity(_ line: Line) throws(PrinterConnection.Lost) -> PrinterIdentity? {
        if let told = line.told {
            lastIdentity = told
        } else if let asked = try line.dialect.identity(line.session) {
            lastIdentity = asked
        }
        return lastIdentity
    }

    private var queue: IPPQueue { IPPQueue(address: configuration.address, limits: configuration.limits) }

    private func open() throws(Failure) -> Line {
        do {
            let line = try Line.open(configuration)
            lastFamily = line.family
            return line
        } catch {
            // What is plugged in next may be another printer.
            lastIdentity = nil
            lastFamily = nil
            throw error
        }
    }
}
