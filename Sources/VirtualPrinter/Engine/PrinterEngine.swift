import SlipRaster

/// The printer itself, without sockets and files: bytes and faults in, answers and pieces of paper out.
///
/// It behaves as the manuals say: real-time commands act when they arrive, wherever they stand; everything else waits
/// in the receive buffer and is executed in order; off-line nothing is executed, and what is answered in print order
/// stays unanswered.
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

    let family: VirtualFamily
    private(set) var paper = Paper.ok
    private(set) var isCoverOpen = false
    private(set) var isJammed = false
    private(set) var isCutterStuck = false
    private(set) var isHot = false
    private(set) var isSilent = false
    private(set) var isHeld = false
    /// Pieces cut or torn off so far.
    private(set) var pieces = 0
    /// A slip lies in the mouth of the presenter.
    var hasTicket = false
    private var isTicketStuck = false
    private var rowsUntilOut: Int?
    private var rowsUntilVanish: Int?
    private var later: (bytes: Int, fault: PrinterFault)?
    private var isGone = false
    private var noise = 0
    private var noiseState: UInt64 = 0x9E37_79B9
    private var sendsHalf = false
    private var realTime: RealTimeScanner
    var buffer: [UInt8] = []
    /// The picture under way: `GS v 0` is printed row by row as it comes.
    var picture: (bytesPerRow: Int, rowsLeft: Int)?
    /// Star: rows are taken between `ESC * r A` and `ESC * r B` only.
    var isInRasterMode = false
    /// Star: ETB commands finished, 0…31.
    var printedCount: UInt8 = 0
    private var sheet: Raster
    /// Cut off, and not yet brought out.
    private var inside: PaperPiece?
    /// In order; handed out by `receive` and `apply`.
    private var actions: [Action] = []

    init(width: Int, family: VirtualFamily = .epson) {
        self.family = family
        sheet = Raster(width: width, height: 0)
        realTime = RealTimeScanner(family)
    }

    var isOffline: Bool { isCoverOpen || paper == .out || isJammed || isCutterStuck || isHot }
    /// Rows printed and not yet cut off.
    var rowsHanging: Int { sheet.height }

    mutating func receive(_ bytes: some Sequence<UInt8>) -> [Action] {
        var rest = Array(bytes)[...]
        while !isGone, let byte = rest.first {
            let run = plainRun(rest)
            if run > 0 {
                keep(rest.prefix(run))
                later = later.map { ($0.bytes - run, $0.fault) }
                rest = rest.dropFirst(run)
            } else {
                rest = rest.dropFirst()
                arrive(byte)
                if let wait = later { countDown(wait) }
            }
        }
        execute()
        return takeActions()
    }

    /// How many bytes can be kept at once: none of them begins a real-time command, and no fault waits for one of them.
    private func plainRun(_ bytes: ArraySlice<UInt8>) -> Int {
        guard realTime.isIdle else { return 0 }
        let run = (bytes.firstIndex(of: realTime.lead) ?? bytes.endIndex) - bytes.startIndex
        return later.map { max(0, min(run, $0.bytes - 1)) } ?? run
    }

    private mutating func arrive(_ byte: UInt8) {
        guard byte == realTime.lead || !realTime.isIdle else { return keep(byte) }
        for event in realTime.feed(byte) {
            switch event {
            case .data(let byte): keep(byte)
            case .command(let command): obey(command)
            }
        }
    }

    private mutating func countDown(_ wait: (bytes: Int, fault: PrinterFault)) {
        guard wait.bytes <= 1 else { return later = (wait.bytes - 1, wait.fault) }
        later = nil
        // What came before is worked on first, as far as it goes.
        execute()
        act(wait.fault)
    }

    mutating func apply(_ fault: PrinterFault) -> [Action] {
        act(fault)
        execute()
        return takeActions()
    }

    private mutating func act(_ fault: PrinterFault) {
        switch fault {
        case .paperOK:
            if paper == .out { finish(.torn) }
            (paper, rowsUntilOut) = (.ok, nil)
        case .paperLow: paper = .low
        case .paperOut: paper = .out
        case .coverOpen: isCoverOpen = true
        case .coverClosed: isCoverOpen = false
        case .jam: isJammed = true
        case .cutter: isCutterStuck = true
        case .hot: isHot = true
        case .cleared: (isJammed, isCutterStuck, isHot) = (false, false, false)
        case .take: (hasTicket, isTicketStuck) = (false, false)
        case .stuck: (hasTicket, isTicketStuck) = (true, true)
        case .hold: isHeld = true
        case .go: isHeld = false
        case .vanish: losePower()
        case .vanishAfter(let rows): rowsUntilVanish = rows
        case .back: (isSilent, isGone) = (false, false)
        case .paperOutAfter(let rows): rowsUntilOut = rows
        case .silent: isSilent = true
        case .noise(let count): noise = count
        case .half: sendsHalf = true
        case .whole: sendsHalf = false
        case .after(let bytes, let fault): later = (bytes, fault)
        }
    }

    private mutating func obey(_ command: RealTimeCommand) {
        switch command {
        case .status(let query): reply([realTimeStatus(query)])
        case .fullStatus: reply(fullStatus)
        case .starStatus: reply(starStatus)
        case .zebraState: reply(zebraState)
        case .zebraInformation: reply(Array("\(Self.maker) \(Self.model)".utf8) + [0x00])
        case .clear(let isAcknowledged):
            buffer = []
            picture = nil
            isInRasterMode = false
            if isAcknowledged { reply([0x37, 0x25, 0x00]) }
        }
    }

    // MARK: What commands do

    mutating func reply(_ bytes: [UInt8]) {
        guard !isSilent else { return }
        let sent = sendsHalf ? bytes.prefix(bytes.count / 2) : bytes[...]
        actions.append(.reply((0..<noise).map { _ in nextNoise() } + sent))
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

    /// What hangs out becomes a piece of its own; a blank one is waste that nobody keeps. A presenter holds what is cut
    /// until it is told to bring it out.
    mutating func finish(_ end: PaperPiece.End) {
        let piece = PaperPiece(raster: sheet, end: end)
        sheet = Raster(width: sheet.width, height: 0)
        guard !piece.raster.isBlank else { return }
        guard family.hasPresenter, end == .cut else { return putOut(piece) }
        // The one before it is pushed out.
        bringOut(.cut)
        inside = piece
    }

    /// The slip inside comes to the person, or into the bin.
    mutating func bringOut(_ end: PaperPiece.End) {
        guard let piece = inside else { return }
        inside = nil
        hasTicket = end == .cut
        putOut(PaperPiece(raster: piece.raster, end: end))
    }

    private mutating func putOut(_ piece: PaperPiece) {
        pieces += 1
        actions.append(.piece(piece))
    }

    /// What lies in the mouth falls out or goes back.
    mutating func clearPresenter(isRetracted: Bool) {
        bringOut(isRetracted ? .retracted : .cut)
        if !isTicketStuck { hasTicket = false }
    }

    private mutating func keep(_ byte: UInt8) {
        keep([byte])
    }

    private mutating func keep(_ bytes: some Collection<UInt8>) {
        buffer += bytes.prefix(Self.bufferLimit - buffer.count)
    }

    private mutating func losePower() {
        buffer = []
        picture = nil
        isInRasterMode = false
        printedCount = 0
        isHeld = false
        later = nil
        isGone = true
        realTime = RealTimeScanner(family)
        actions.append(.vanish)
    }

    private mutating func nextNoise() -> UInt8 {
        noiseState = noiseState &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: noiseState >> 33)
    }

    private mutating func takeActions() -> [Action] {
        defer { actions = [] }
        return actions
    }
}

/// A piece of paper that left the printer.
struct PaperPiece: Hashable {
    enum End: String, Hashable, Codable { case cut, torn, retracted }
    var raster: Raster
    var end: End
}
