import SlipPrinter

/// A second reading of what goes to a printer, written from the manuals' command tables only; knows nothing of the encoders
/// or the virtual printer. What no table has, and what breaks off, is ``Command/unknown(_:)``.
struct StreamDecoder {
    enum Command: Hashable {
        case initialise
        case image(bytesPerRow: Int, rows: [UInt8])
        case feed(Int)
        case cut(feed: Int)
        case present
        case processID([UInt8])
        case paperStatus
        case question([UInt8])
        case marker(UInt8)
        case clear
        case setting([UInt8])
        case null
        case unknown(UInt8)
    }

    private var rest: ArraySlice<UInt8>
    private let family: PrinterFamily
    /// Star takes rows between `ESC * r A` and `ESC * r B` only.
    private var isInRaster = false

    static func decode(_ bytes: [UInt8], of family: PrinterFamily) -> [Command] {
        var decoder = StreamDecoder(rest: bytes[...], family: family)
        var commands: [Command] = []
        while let first = decoder.rest.first {
            let length = decoder.rest.count
            commands.append(decoder.next() ?? .unknown(first))
            if decoder.rest.count == length { decoder.rest = decoder.rest.dropFirst() }
        }
        return commands
    }

    private init(rest: ArraySlice<UInt8>, family: PrinterFamily) {
        self.rest = rest
        self.family = family
    }

    /// NULs between commands are passed over in every language.
    private mutating func next() -> Command? {
        if take([0x00]) { return .null }
        return switch family {
        case .epson, .snbc, .citizen: escpos()
        case .custom: custom() ?? escpos()
        case .star: star()
        case .zebra: zebra()
        }
    }

    /// Epson ESC/POS command reference.
    private mutating func escpos() -> Command? {
        if take([0x1B, 0x40]) { return .initialise }
        if let n = take([0x1B, 0x4A], 1) { return .feed(Int(n[0])) }
        if rest.starts(with: [0x1D, 0x76, 0x30]) { return picture() }
        for mode: UInt8 in [0x41, 0x42] { if let n = take([0x1D, 0x56, mode], 1) { return .cut(feed: Int(n[0])) } }
        for mode: UInt8 in [0x00, 0x01, 0x30, 0x31] where take([0x1D, 0x56, mode]) { return .cut(feed: 0) }
        if let id = take([0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30], 4) {
            return id.allSatisfy { (0x20...0x7E).contains($0) } ? .processID(id) : nil
        }
        for n: UInt8 in [1, 49] where take([0x1D, 0x72, n]) { return .paperStatus }
        for n: UInt8 in [66, 67] where take([0x1D, 0x49, n]) { return .question([0x1D, 0x49, n]) }
        // 20 is Custom's; the others pass over a number that they do not know.
        for n: UInt8 in [1, 2, 3, 4, 20] where take([0x10, 0x04, n]) { return .question([0x10, 0x04, n]) }
        for n: UInt8 in [1, 2] where take([0x10, 0x05, n]) { return .clear }
        return take([0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]) ? .clear : nil
    }

    /// KPM210/216 and TPTCM manuals, beside ESC/POS.
    private mutating func custom() -> Command? {
        if take([0x1B, 0x69]) { return .cut(feed: 0) }
        if take([0x1D, 0x65, 0x03], 1) != nil { return .present }
        for n: UInt8 in [2, 5] where take([0x1D, 0x65, n]) { return .present }
        return take([0x1D, 0x65, 0x06]) ? .question([0x1D, 0x65, 0x06]) : nil
    }

    /// GS v 0 m xL xH yL yH, m 0 to 3.
    private mutating func picture() -> Command? {
        let head = Array(rest.prefix(8))
        guard head.count == 8, head[3] <= 3 else { return nil }
        let bytesPerRow = Int(head[4]) | Int(head[5]) << 8
        let rows = Int(head[6]) | Int(head[7]) << 8
        guard bytesPerRow > 0, rows > 0, let data = take(head, bytesPerRow * rows) else { return nil }
        return .image(bytesPerRow: bytesPerRow, rows: data)
    }

    /// Star Line Mode Command Specifications.
    private mutating func star() -> Command? {
        if isInRaster, rest.first == 0x62 { return row(lengthBytes: 2, lead: [0x62]) }
        if take([0x1B, 0x2A, 0x72, 0x41]) { return raster(begins: true) }
        for end: UInt8 in [0x42, 0x43] where take([0x1B, 0x2A, 0x72, end]) { return raster(begins: false) }
        for item: UInt8 in [0x50, 0x45] {
            for digit: UInt8 in 0x30...0x39 where take([0x1B, 0x2A, 0x72, item, digit, 0x00]) {
                return .setting([item, digit])
            }
        }
        guard !isInRaster else { return nil }
        if take([0x1B, 0x40]) { return .initialise }
        for n: UInt8 in 0...3 where take([0x1B, 0x64, n]) { return .cut(feed: 0) }
        if take([0x1B, 0x06, 0x01]) { return .question([0x1B, 0x06, 0x01]) }
        if take([0x1B, 0x06, 0x18]) { return .clear }
        if take([0x1B, 0x1E, 0x45, 0x00]) { return .setting([0x45, 0x00]) }
        if take([0x1B, 0x23, 0x2A, 0x0A, 0x00]) { return .question([0x1B, 0x23, 0x2A]) }
        return take([0x17]) ? .marker(0x17) : nil
    }

    /// The end of a picture that was none is passed over; a second beginning is a fault.
    private mutating func raster(begins: Bool) -> Command? {
        guard !isInRaster || !begins else { return nil }
        isInRaster = begins
        return .setting([begins ? 0x41 : 0x42])
    }

    /// KR203 KPL Programming Manual.
    private mutating func zebra() -> Command? {
        if rest.starts(with: [0x1B, 0x73]) { return row(lengthBytes: 1, lead: [0x1B, 0x73]) }
        if take([0x1E]) { return .cut(feed: 0) }
        if take([0x05]) || take([0x19], 1) != nil { return .present }
        if take([0x1B, 0x3F]) { return .clear }
        for n: UInt8 in [0x01, 0x63] where take([0x1B, 0x05, n]) { return .question([0x1B, 0x05, n]) }
        return take([0x1B, 0x06], 1).map { .marker($0[0]) }
    }

    /// One row of dots with its length before it.
    private mutating func row(lengthBytes: Int, lead: [UInt8]) -> Command? {
        let head = Array(rest.prefix(lead.count + lengthBytes))
        guard head.count == lead.count + lengthBytes else { return nil }
        let length = head.dropFirst(lead.count).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length > 0, let data = take(head, length) else { return nil }
        return .image(bytesPerRow: length, rows: data)
    }

    private mutating func take(_ prefix: [UInt8]) -> Bool { take(prefix, 0) != nil }

    /// The bytes behind `prefix`; nil, and nothing taken, when they are not all there.
    private mutating func take(_ prefix: [UInt8], _ count: Int) -> [UInt8]? {
        guard rest.starts(with: prefix), rest.count >= prefix.count + count else { return nil }
        let data = Array(rest.dropFirst(prefix.count).prefix(count))
        rest = rest.dropFirst(prefix.count + count)
        return data
    }
}
