import SlipRaster

/// Star's line mode (Star Line Mode Command Specifications, chapters 3 and 5).
enum StarLine {
    /// ESC @: default modes.
    static let initialise: [UInt8] = [0x1B, 0x40]

    /// ESC * r A, then page length "as long as the data" and no cut at the end of the picture.
    static let enterRaster: [UInt8] =
        [0x1B, 0x2A, 0x72, 0x41, 0x1B, 0x2A, 0x72, 0x50, 0x30, 0x00, 0x1B, 0x2A, 0x72, 0x45, 0x31, 0x00]

    /// ESC * r B.
    static let leaveRaster: [UInt8] = [0x1B, 0x2A, 0x72, 0x42]

    /// ESC d 2: feeds to the cutter and cuts.
    static let feedAndCut: [UInt8] = [0x1B, 0x64, 0x02]

    /// ESC ACK SOH: the status, in real time.
    static let status: [UInt8] = [0x1B, 0x06, 0x01]

    /// ESC RS E 0: the count of ETB starts from 0, in print order.
    static let resetCount: [UInt8] = [0x1B, 0x1E, 0x45, 0x00]

    /// ETB: counted when all before it is printed.
    static let countFinished: [UInt8] = [0x17]

    /// ESC ACK CAN: drops what is buffered, in real time.
    static let cancel: [UInt8] = [0x1B, 0x06, 0x18]

    /// ESC # * LF NUL: name and version.
    static let version: [UInt8] = [0x1B, 0x23, 0x2A, 0x0A, 0x00]

    /// `b n1 n2 data` for each row, between ``enterRaster`` and ``leaveRaster``.
    static func raster(_ raster: Raster) -> [UInt8] {
        var rows: [UInt8] = []
        rows.reserveCapacity((raster.bytesPerRow + 3) * raster.height)
        for row in 0..<raster.height {
            rows += [0x62, UInt8(raster.bytesPerRow & 0xFF), UInt8(raster.bytesPerRow >> 8)]
            let start = row * raster.bytesPerRow
            PictureGuard.append(
                raster.bytes[start..<(start + raster.bytesPerRow)], to: &rows, lead: 0x1B, followers: [0x06],
                replacement: 0x1F)
        }
        return enterRaster + rows + leaveRaster
    }
}

/// The status that Star calls ASB: two bytes of header, then up to 13 of status.
struct StarStatus {
    var hasNearEndSensor: Bool

    /// How many bytes a status has that begins with `header`; nil when no status does.
    static func length(header: UInt8) -> Int? {
        guard header & 0x91 == 0x01 else { return nil }
        let length = Int(header >> 1 & 0x07) | Int(header >> 2 & 0x08)
        return (7...15).contains(length) ? length : nil
    }

    /// Enters a whole status, header and all.
    func enter(_ bytes: [UInt8], into status: inout PrinterStatus) {
        guard bytes.count >= 7 else { return }
        status.isOffline = Flag(bytes[2] & 0x08 != 0)
        status.isCoverOpen = Flag(bytes[2] & 0x20 != 0 || bytes[4] & 0x02 != 0)
        status.isHeadHot = Flag(bytes[3] & 0x40 != 0)
        status.hasUnrecoverableError = Flag(bytes[3] & 0x20 != 0)
        status.hasCutterError = Flag(bytes[3] & 0x08 != 0)
        status.hasMechanicalError = Flag(bytes[3] & 0x04 != 0)
        status.isJammed = Flag(bytes[4] & 0x04 != 0)
        status.isPaperOut = Flag(bytes[5] & 0x08 != 0)
        let isLow = bytes[5] & 0x04 != 0
        status.isPaperLow = isLow ? .yes : (hasNearEndSensor ? .no : .unknown)
        // Status 7, on models with a presenter: where the slip is.
        if bytes.count >= 9, bytes[8] & 0x0E != 0 { status.hasTicketInOutput = .yes }
    }

    /// The count of ETB, 0…31; nil on models that do not send it.
    static func printedCount(_ bytes: [UInt8]) -> UInt8? {
        guard bytes.count >= 8 else { return nil }
        return bytes[7] >> 2 & 0x18 | bytes[7] >> 1 & 0x07
    }
}

/// Cuts what a Star printer sends into answers.
struct StarReplyParser: ReplyParser {
    private var pending: [UInt8] = []
    private(set) var noise = 0
    private static let textStart: [UInt8] = [0x1B, 0x23, 0x2A, 0x2C]

    mutating func feed(_ bytes: [UInt8]) -> [PrinterReply] {
        bytes.compactMap { byte in
            pending.append(byte)
            return step()
        }
    }

    private mutating func step() -> PrinterReply? {
        if Self.textStart.starts(with: pending) || pending.starts(with: Self.textStart) { return text() }
        guard let first = pending.first, let length = StarStatus.length(header: first) else { return drop() }
        if pending.count > 1, let last = pending.last, last & 0x91 != 0 {
            // Only a header has bit 0, nothing has bits 4 and 7: what came before is noise.
            noise += pending.count - 1
            pending = [last]
            return StarStatus.length(header: last) == nil ? drop() : nil
        }
        guard pending.count == length else { return nil }
        defer { pending = [] }
        return .starStatus(pending)
    }

    private mutating func text() -> PrinterReply? {
        guard pending.count > Self.textStart.count, pending.last == 0 else {
            return pending.count > 84 ? drop() : nil
        }
        defer { pending = [] }
        let name = pending.dropFirst(Self.textStart.count).dropLast().filter { $0 >= 0x20 }
        return .information(String(decoding: name, as: UTF8.self))
    }

    private mutating func drop() -> PrinterReply? {
        noise += pending.count
        pending = []
        return nil
    }
}
