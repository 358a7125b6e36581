import Glibc
import KioskDevices
import KioskDomain

/// An open printer whose language is known.
struct Line {
    let session: PrinterSession
    let dialect: any PrinterDialect
    let family: PrinterFamily
    /// True when the family is what a USB printer says of itself, and not what the configuration or nobody says.
    let isRecognised: Bool
    /// True for what hangs on a USB cable.
    let isPluggable: Bool
    /// What a USB printer says of itself; nil elsewhere.
    let told: PrinterIdentity?

    /// Opens it, learns its family, and forgets what it said to others.
    /// - Throws: what `open` throws, `printer.unknown`, or `printer.lost`.
    static func open(_ configuration: SlipPrinter.Configuration) throws(Failure) -> Line {
        let connection = try connected(configuration)
        let marks = configuration.address.isPluggable ? marks(connection) : nil
        let family = try family(configuration, marks)
        let dialect = configuration.dialect(family, model: marks?.identity?.model ?? "")
        let session = PrinterSession(connection, dialect, configuration.limits)
        do {
            try session.drain()
        } catch {
            throw Failure(.printerLost, "\(configuration.address)")
        }
        let isRecognised = configuration.family == nil && marks != nil
        return Line(
            session: session, dialect: dialect, family: family, isRecognised: isRecognised,
            isPluggable: configuration.address.isPluggable, told: marks?.identity)
    }

    /// The byte of LPGETSTATUS at a usblp device; nil elsewhere.
    var portStatus: UInt8? { isPluggable ? USBPrinterClass.portStatus(session.connection) : nil }

    /// Ends a picture that broke off, and cuts it away.
    func remainsCut(_ paper: SlipRenderer.Paper) -> [UInt8] { dialect.cutRemains(bytesPerRow: paper.rawValue / 8) }

    /// Asks an on-line printer whose family nobody has recognised whether it is another one that speaks the same language
    /// in part.
    /// - Throws: `printer.unknown` with the family to set, or that the line was lost.
    func examine() throws {
        guard !isRecognised, let other = try dialect.otherFamily(session) else { return }
        throw Failure(
            .printerUnknown,
            "driven as \(family.rawValue), answers as \(other.rawValue): set printer.family to \(other.rawValue)")
    }

    /// A USB printer that has just left the bus gets a moment to come back.
    private static func connected(_ configuration: SlipPrinter.Configuration) throws(Failure) -> PrinterConnection {
        let end = ContinuousClock.now + configuration.limits.comeBack
        while true {
            do {
                return try configuration.address.open(within: configuration.limits.connect)
            } catch {
                guard error.code == .printerMissing, configuration.address.isPluggable, ContinuousClock.now < end
                else { throw error }
                // The printer's own thread: nobody else waits for it.
                usleep(50_000)
            }
        }
    }

    private static func marks(_ connection: PrinterConnection) -> PrinterMarks {
        var marks = USBDirectory().entry(of: connection.descriptor)?.marks ?? PrinterMarks()
        if let asked = USBPrinterClass.deviceID(connection) { marks.deviceID = asked }
        return marks
    }

    private static func family(
        _ configuration: SlipPrinter.Configuration, _ marks: PrinterMarks?
    ) throws(Failure) -> PrinterFamily {
        if let family = configuration.family { return family }
        guard let marks else { return .epson }
        switch PrinterRecognition(marks) {
        case .family(let family): return family
        case .unknown(let why): throw Failure(.printerUnknown, why)
        }
    }
}
