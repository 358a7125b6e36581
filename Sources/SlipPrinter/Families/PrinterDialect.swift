import SlipRaster

/// One family's language: what is sent, and what the answers mean. A value without state; the session holds the line.
protocol PrinterDialect: Sendable {
    /// True when it may be asked while it prints.
    var bearsQuestions: Bool { get }

    /// True when ``clear(_:)`` may be repeated at every look; false where it makes the printer leave the bus.
    var clearsQuietly: Bool { get }

    /// A parser that has seen nothing.
    func makeParser() -> any ReplyParser

    /// Picture, cut, and what brings the slip to the person.
    func slip(_ raster: Raster) -> [UInt8]

    /// All that it tells about itself, by real-time commands only. What it does not answer stays unknown.
    func status(_ session: PrinterSession) throws(PrinterConnection.Lost) -> PrinterStatus

    /// Maker and model; nil when it does not say. Only an on-line printer is asked.
    func identity(_ session: PrinterSession) throws(PrinterConnection.Lost) -> PrinterIdentity?

    /// Another family by which it gives itself away, though it speaks this one's language as well; nil when nothing
    /// says so. Only an on-line printer is asked.
    func otherFamily(_ session: PrinterSession) throws(PrinterConnection.Lost) -> PrinterFamily?

    /// Waits until the printer is through with all that came before this slip, so that a late answer to another job is
    /// never taken for this one's.
    /// - Parameter count: another number for each job.
    /// - Returns: what will prove the slip; nil while it still works on earlier data.
    func begin(_ session: PrinterSession, count: Int) throws(PrinterConnection.Lost) -> Evidence?

    /// Brings a slip that nobody took out of the way.
    func removeTicket(_ untaken: UntakenSlip) -> [UInt8]

    /// Drops what an unfinished job left in the printer, so that it does not come out after the paper is refilled.
    func clear(_ session: PrinterSession) throws(PrinterConnection.Lost)

    /// Ends a picture that broke off, and cuts it away.
    func cutRemains(bytesPerRow: Int) -> [UInt8]
}

/// What happens to a slip that the person before left in the presenter.
public enum UntakenSlip: String, Sendable, Hashable, CaseIterable, Codable {
    /// It is pushed out.
    case eject
    /// It is taken back into the printer's bin, where the printer has one: the next person does not see it.
    case retract
}

/// What will prove one slip.
enum Evidence: Hashable {
    /// Nothing can: the slip stays unconfirmed.
    case none
    /// GS ( H. ``paperStatus(maker:)`` behind it serves as well where the printer does not know GS ( H, provided that
    /// it told its maker before.
    case processID(ESCPOS.ProcessID, orMaker: String?)
    /// GS r, and GS I behind it: one byte of noise must not look like a slip on paper, a name does not come by chance.
    case paperStatus(maker: String)
    /// The count that stands after this slip, 0…31.
    case printedCount(UInt8)
    case ejector
    case marker(UInt8)

    /// What is sent behind the slip.
    var command: [UInt8] {
        switch self {
        case .none: []
        case .processID(let id, let maker):
            ESCPOS.processID(id) + (maker == nil ? [] : ESCPOS.bufferedPaperStatus + ESCPOS.information(.maker))
        case .paperStatus: ESCPOS.bufferedPaperStatus + ESCPOS.information(.maker)
        case .printedCount: StarLine.countFinished
        case .ejector: CustomCommands.ejectorStatus
        case .marker(let number): ZebraKPL.marker(number)
        }
    }
}

extension PrinterDialect {
    func removeTicket(_ untaken: UntakenSlip) -> [UInt8] { [] }

    func otherFamily(_ session: PrinterSession) throws(PrinterConnection.Lost) -> PrinterFamily? { nil }
}

/// Keeps commands that act at once out of pictures: some printers look for them in all that comes.
enum PictureGuard {
    /// Where `bytes` hold `lead` and then one of `followers`, the lead gets one dot more, `replacement`.
    static func append(
        _ bytes: ArraySlice<UInt8>, to commands: inout [UInt8], lead: UInt8, followers: [UInt8], replacement: UInt8
    ) {
        let start = commands.count
        commands += bytes
        commands.withUnsafeMutableBufferPointer { commands in
            for index in commands.indices.dropFirst(start + 1)
            where commands[index - 1] == lead && followers.contains(commands[index]) {
                commands[index - 1] = replacement
            }
        }
    }
}
