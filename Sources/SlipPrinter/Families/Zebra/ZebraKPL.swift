import SlipRaster

/// The commands of Zebra's KR203 and TTP printers (KR203 KPL Programming Manual, TTP 2000 Technical Manual).
enum ZebraKPL {
    /// ESC ENQ 1: the state, at once.
    static let state: [UInt8] = [0x1B, 0x05, 0x01]

    /// RS: feeds to the cutter, cuts, and brings the slip out.
    static let cutAndPresent: [UInt8] = [0x1E]

    /// ENQ: clears the presenter, as the printer's parameter 45 says.
    static let clearPresenter: [UInt8] = [0x05]

    /// EM 100: takes the slip back, whatever the parameter says.
    static let retract: [UInt8] = [0x19, 100]

    /// ESC ?: full reset; all buffers are purged. It leaves the bus for some seconds.
    static let reset: [UInt8] = [0x1B, 0x3F]

    /// ESC ENQ c: what it is.
    static let information: [UInt8] = [0x1B, 0x05, 0x63]

    /// ESC ACK n: sent back when the printer gets there.
    static func marker(_ number: UInt8) -> [UInt8] { [0x1B, 0x06, number] }

    /// The marker of the `count`th job: 80…FE, none of which is a letter, ACK, NAK or an error number.
    static func markerNumber(_ count: Int) -> UInt8 { 0x80 + UInt8(truncatingIfNeeded: ((count % 127) + 127) % 127) }

    /// ESC s n data for each row; white at the right is left out.
    static func raster(_ raster: Raster) -> [UInt8] {
        var rows: [UInt8] = []
        rows.reserveCapacity((raster.bytesPerRow + 3) * raster.height)
        for row in 0..<raster.height {
            let start = row * raster.bytesPerRow
            let dots = raster.bytes[start..<(start + raster.bytesPerRow)]
            let inked = dots.lastIndex { $0 != 0 }.map { $0 - start + 1 } ?? 1
            rows += [0x1B, 0x73, UInt8(truncatingIfNeeded: inked)]
            PictureGuard.append(
                dots.prefix(inked), to: &rows, lead: 0x1B, followers: [0x05, 0x3F], replacement: 0x1F)
        }
        return rows
    }
}

/// The answer to ESC ENQ 1: ACK, or NAK and the lowest number of what is wrong.
struct ZebraStatus {
    var hasNearEndSensor: Bool

    /// Enters ACK (nil) or the number behind NAK. What has a lower number is not so; what has a higher one is not known.
    func enter(_ number: UInt8?, into status: inout PrinterStatus) {
        let reached = number ?? .max
        func flag(_ own: UInt8) -> Flag { reached == own ? .yes : (reached > own ? .no : .unknown) }
        guard number.map(Self.known.contains) ?? true else { return }
        status.isJammed = reached == 1 || reached == 8 ? .yes : flag(8)
        status.hasCutterError = flag(2)
        status.isPaperOut = flag(3)
        status.isCoverOpen = flag(4)
        status.hasMechanicalError = reached == 5 || reached == 7 ? .yes : flag(7)
        status.isHeadHot = flag(6)
        status.isOffline = Flag(reached <= 8)
        status.hasTicketInOutput = flag(20)
        let low = flag(19)
        status.isPaperLow = low == .no && !hasNearEndSensor ? .unknown : low
    }

    /// 1…8, retraction timed out, paper low, slip in the presenter. Others say nothing that we could name.
    private static let known: Set<UInt8> = [1, 2, 3, 4, 5, 6, 7, 8, 16, 19, 20]
}

/// Cuts what a Zebra kiosk printer sends into answers.
struct ZebraReplyParser: ReplyParser {
    private var isRefused = false
    private var text: [UInt8] = []
    private(set) var noise = 0

    mutating func feed(_ bytes: [UInt8]) -> [PrinterReply] { bytes.compactMap { step($0) } }

    private mutating func step(_ byte: UInt8) -> PrinterReply? {
        if isRefused {
            isRefused = false
            return .state(byte)
        }
        switch byte {
        case 0x06: return .state(nil)
        case 0x15: isRefused = true
        case 0x80...0xFE: return .marker(byte)
        case 0x20...0x7E where text.count < 80: text.append(byte)
        case 0x00, 0x0A, 0x0D:
            defer { text = [] }
            return text.count > 1 ? .information(String(decoding: text, as: UTF8.self)) : nil
        default:
            noise += 1 + text.count
            text = []
        }
        return nil
    }
}
