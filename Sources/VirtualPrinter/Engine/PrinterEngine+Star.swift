/// Star's line mode as its command specifications give it.
extension PrinterEngine {
    /// - Returns: the bytes taken; 0 while the command is incomplete.
    mutating func starCommand() -> Int {
        switch buffer[0] {
        case 0x1B: return starEscape()
        case 0x62 where isInRasterMode: return starRow()
        case 0x17:
            printedCount = (printedCount + 1) % 32
            return 1
        case 0x18:
            (buffer, printedCount, isInRasterMode) = ([], 0, false)
            return 1
        case 0x0A where !isInRasterMode: return complete(1) { $0.feed(30) }
        default: return 1
        }
    }

    private mutating func starRow() -> Int {
        guard buffer.count > 2 else { return 0 }
        let count = Int(buffer[1]) + Int(buffer[2]) << 8
        return complete(3 + count) { $0.print(row: $0.buffer[3..<(3 + count)]) }
    }

    private mutating func starEscape() -> Int {
        guard buffer.count > 1 else { return 0 }
        switch buffer[1] {
        case 0x2A: return starRaster()
        case 0x40: return complete(2) { $0.isInRasterMode = false }
        case 0x64: return complete(3) { $0.finish(.cut) }
        case 0x4A: return complete(3) { $0.feed(Int($0.buffer[2])) }
        case 0x1E: return complete(4) { if $0.buffer[2] == 0x45 { $0.printedCount = 0 } }
        case 0x23:
            return complete(5) { engine in
                engine.reply([0x1B, 0x23, 0x2A, 0x2C] + Array("\(Self.maker) \(Self.model)".utf8) + [0x0A, 0x00])
            }
        default: return complete(3) { _ in }
        }
    }

    /// ESC * r A, ESC * r B, ESC * r C, and ESC * r X n NUL.
    private mutating func starRaster() -> Int {
        guard buffer.count > 3 else { return 0 }
        switch buffer[3] {
        case 0x41: return complete(4) { $0.isInRasterMode = true }
        case 0x42, 0x43: return complete(4) { $0.isInRasterMode = false }
        default:
            guard let end = buffer.prefix(64).dropFirst(4).firstIndex(of: 0) else { return buffer.count < 64 ? 0 : 4 }
            return end + 1
        }
    }
}
