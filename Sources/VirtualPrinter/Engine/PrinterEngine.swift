import SlipRaster

/// The printer itself, without sockets and files: bytes and faults in, answers and pieces of paper out.
///
/// It behaves as the manuals say: DLE commands act when they arrive, wherever they stand; everything else waits in the
/// receive buffer and is executed in order; off-line nothing is executed, and GS r stays unanswered.
struct PrinterEngine {
    /// What the service does next, in order.
    enum Action: Hashable {
        case reply([UInt8])
        case piece(PaperPiece)
        case vanish
    }

    enum Paper: String { case ok, low, out }

    static let maker = "KIOSK-SIM"
    static let model = "VIRTUAL"
    /// Bytes that wait while the printer is off-line. What comes beyond is lost, but for real-time commands: those are
    /// answered with a full buffer too. Larger than the longest single command.
    static let bufferLimit = 128 * 1024

    private(set) var paper = Paper.ok
    private(set) var isCoverOpen = false
    private(set) var isSilent = false
    /// Pieces cut or torn off so far.
    private(set) var pieces = 0
    private var rowsUntilOut: Int?
    private var rowsUntilVanish: Int?
    private var realTime = RealTimeScanner()
    var buffer: [UInt8] = []
    /// The picture under way: `GS v 0` is printed row by row as it comes.
    var picture: (bytesPerRow: Int, rowsLeft: Int)?
    private var sheet: Raster
    /// In order; handed out by `receive` and `apply`.
    private var actions: [Action] = []

    init(width: Int) {
        sheet = Raster(width: width, height: 0)
    }

    var isOffline: Bool { isCoverOpen || paper == .out }
    /// Rows printed and not yet cut off.
    var rowsHanging: Int { sheet.height }

    mutating func receive(_ bytes: some Sequence<UInt8>) -> [Action] {
        for byte in bytes {
            guard byte == RealTimeScanner.lead || !realTime.isIdle else {
                keep(byte)
                continue
            }
            for event in realTime.feed(byte) {
                switch event {
                case .data(let byte): keep(byte)
                case .status(let query): reply([statusByte(query)])
                case .clear(let isAcknowledged):
                    buffer = []
                    picture = nil
                    if isAcknowledged { reply([0x37, 0x25, 0x00]) }
                }
            }
        }
        execute()
        return takeActions()
    }

    mutating func apply(_ fault: PrinterFault) -> [Action] {
        switch fault {
        case .paperOK:
            if paper == .out { finish(.torn) }
            paper = .ok
            rowsUntilOut = nil
        case .paperLow: paper = .low
        case .paperOut: paper = .out
        case .coverOpen: isCoverOpen = true
        case .coverClosed: isCoverOpen = false
        case .vanish: losePower()
        case .vanishAfter(let rows): rowsUntilVanish = rows
        case .back: isSilent = false
        case .paperOutAfter(let rows): rowsUntilOut = rows
        case .silent: isSilent = true
        }
        execute()
        return takeActions()
    }

    // MARK: What commands do

    mutating func reply(_ bytes: [UInt8]) {
        if !isSilent { actions.append(.reply(bytes)) }
    }

    /// Burns or feeds one row.
    mutating func print(row: some Collection<UInt8>) {
        sheet.append(row: row)
        if let left = rowsUntilOut {
            rowsUntilOut = left > 1 ? left - 1 : nil
            if left <= 1 { paper = .out }
        }
        if let left = rowsUntilVanish {
            rowsUntilVanish = left > 1 ? left - 1 : nil
            if left <= 1 { losePower() }
        }
    }

    /// What hangs out becomes a piece of its own; a blank one is waste that nobody keeps.
    mutating func finish(_ end: PaperPiece.End) {
        let piece = PaperPiece(raster: sheet, end: end)
        sheet = Raster(width: sheet.width, height: 0)
        guard !piece.raster.isBlank else { return }
        pieces += 1
        actions.append(.piece(piece))
    }

    /// GS r 1: bits 0–1 near end, 2–3 end.
    var bufferedPaperByte: UInt8 { paper == .low ? 0x03 : 0x00 }

    private mutating func keep(_ byte: UInt8) {
        if buffer.count < Self.bufferLimit { buffer.append(byte) }
    }

    private mutating func losePower() {
        buffer = []
        picture = nil
        realTime = RealTimeScanner()
        actions.append(.vanish)
    }

    private func statusByte(_ query: UInt8) -> UInt8 {
        let fixed: UInt8 = 0x12
        switch query {
        case 1: return fixed | (isOffline ? 0x08 : 0)
        case 2: return fixed | (isCoverOpen ? 0x04 : 0) | (paper == .out ? 0x20 : 0)
        case 4: return fixed | (paper != .ok ? 0x0C : 0) | (paper == .out ? 0x60 : 0)
        default: return fixed
        }
    }

    private mutating func takeActions() -> [Action] {
        defer { actions = [] }
        return actions
    }
}

/// A piece of paper that left the printer.
struct PaperPiece: Hashable {
    enum End: String, Hashable, Codable { case cut, torn }
    var raster: Raster
    var end: End
}
