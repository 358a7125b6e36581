/// Zebra's kiosk printers as their manuals give them.
extension PrinterEngine {
    /// - Returns: the bytes taken; 0 while the command is incomplete.
    mutating func zebraCommand() -> Int {
        switch buffer[0] {
        case 0x1B: return zebraEscape()
        // RS: cut and bring out.
        case 0x1E:
            return complete(1) { engine in
                engine.finish(.cut)
                engine.bringOut(.cut)
            }
        // ENQ: clear the presenter; EM n: the same, 100 and above take it back.
        case 0x05: return complete(1) { $0.clearPresenter(isRetracted: false) }
        case 0x19: return complete(2) { $0.clearPresenter(isRetracted: $0.buffer[1] >= 100) }
        case 0x0A: return complete(1) { $0.feed(30) }
        default: return 1
        }
    }

    private mutating func zebraEscape() -> Int {
        guard buffer.count > 1 else { return 0 }
        switch buffer[1] {
        case 0x73:
            guard buffer.count > 2 else { return 0 }
            let count = Int(buffer[2])
            return complete(3 + count) { $0.print(row: $0.buffer[3..<(3 + count)]) }
        case 0x06: return complete(3) { $0.reply([$0.buffer[2]]) }
        case 0x1E: return complete(2) { $0.finish(.cut) }
        case 0x0C:
            return complete(3) { $0.bringOut(.cut) }
        default: return complete(2) { _ in }
        }
    }
}
