/// The commands that wait in the receive buffer.
extension PrinterEngine {
    /// Executes what is complete, as long as the printer is on-line.
    mutating func execute() {
        while !isOffline, !isHeld, !buffer.isEmpty {
            let taken = picture == nil ? command() : rows()
            guard taken > 0 else { return }
            // A power cut in the middle empties the buffer.
            buffer.removeFirst(min(taken, buffer.count))
        }
    }

    /// Prints the rows that are there, one at a time: the paper may end between two.
    private mutating func rows() -> Int {
        guard let picture, buffer.count >= picture.bytesPerRow else { return 0 }
        let bytesPerRow = picture.bytesPerRow
        var left = picture.rowsLeft
        var taken = 0
        while left > 0, buffer.count - taken >= bytesPerRow, !isOffline {
            let row = Array(buffer[taken..<(taken + bytesPerRow)])
            taken += bytesPerRow
            left -= 1
            self.picture = left > 0 ? (bytesPerRow, left) : nil
            print(row: row)
        }
        return taken
    }

    /// - Returns: the bytes taken; 0 while the command is incomplete.
    private mutating func command() -> Int {
        // NULs between commands are passed over in every language.
        if buffer[0] == 0 { return buffer.firstIndex { $0 != 0 } ?? buffer.count }
        return switch family {
        case .epson, .custom, .snbc, .citizen: escposCommand()
        case .star: starCommand()
        case .zebra: zebraCommand()
        }
    }

    private mutating func escposCommand() -> Int {
        switch buffer[0] {
        case 0x1B: escape()
        case 0x1D: groupSeparator()
        // DLE DC4 fn m t: drawer pulse.
        case 0x10 where buffer.count > 1 && buffer[1] == 0x14: complete(5) { _ in }
        case 0x0A: complete(1) { $0.feed(30) }
        // NUL, CR, CAN and text: there are no built-in letters here.
        default: 1
        }
    }

    private mutating func escape() -> Int {
        guard buffer.count > 1 else { return 0 }
        switch buffer[1] {
        case 0x40, 0x32, 0x53: return 2
        // ESC i: total cut, Custom's and older models'.
        case 0x69: return complete(2) { $0.finish(.cut) }
        case 0x4A: return complete(3) { $0.feed(Int($0.buffer[2])) }
        case 0x64: return complete(3) { $0.feed(Int($0.buffer[2]) * 30) }
        case 0x63, 0x24: return complete(4) { _ in }
        case 0x70: return complete(5) { _ in }
        default: return complete(3) { _ in }
        }
    }

    private mutating func groupSeparator() -> Int {
        guard buffer.count > 1 else { return 0 }
        switch buffer[1] {
        case 0x76: return startPicture()
        case 0x56: return cut()
        case 0x72: return complete(3) { $0.reply([$0.buffer[2] & 1 == 1 ? $0.bufferedPaperByte : 0x00]) }
        case 0x49: return complete(3) { $0.identify($0.buffer[2]) }
        case 0x28: return extended()
        case 0x65 where family == .custom: return ejector()
        case 0x4C, 0x57, 0x50: return complete(4) { _ in }
        default: return complete(3) { _ in }
        }
    }

    /// GS v 0 m xL xH yL yH, then the rows.
    private mutating func startPicture() -> Int {
        complete(8) { engine in
            let bytesPerRow = Int(engine.buffer[4]) + Int(engine.buffer[5]) << 8
            let rows = Int(engine.buffer[6]) + Int(engine.buffer[7]) << 8
            engine.picture = bytesPerRow > 0 && rows > 0 ? (bytesPerRow, rows) : nil
        }
    }

    /// GS V m, or GS V m n with a feed before the cut.
    private mutating func cut() -> Int {
        guard buffer.count > 2 else { return 0 }
        let hasFeed = buffer[2] == 0x41 || buffer[2] == 0x42
        return complete(hasFeed ? 4 : 3) { engine in
            if hasFeed { engine.feed(Int(engine.buffer[3])) }
            engine.finish(.cut)
        }
    }

    /// GS ( X pL pH …; of these only GS ( H function 48 does something.
    private mutating func extended() -> Int {
        guard buffer.count > 4 else { return 0 }
        let length = Int(buffer[3]) + Int(buffer[4]) << 8
        return complete(5 + length) { engine in
            let body = engine.buffer[5..<(5 + length)]
            guard engine.family.knowsProcessID, engine.buffer[2] == 0x48, body.starts(with: [0x30, 0x30]), length == 6
            else { return }
            engine.reply([0x37, 0x22] + body.suffix(4) + [0x00])
        }
    }

    /// Custom, GS e n: 3 has one more byte.
    private mutating func ejector() -> Int {
        guard buffer.count > 2 else { return 0 }
        switch buffer[2] {
        case 2: return complete(3) { $0.clearPresenter(isRetracted: true) }
        case 3: return complete(4) { $0.bringOut(.cut) }
        case 5: return complete(3) { $0.clearPresenter(isRetracted: false) }
        case 6: return complete(3) { $0.reply([$0.ejectorStatus]) }
        default: return complete(3) { _ in }
        }
    }

    private mutating func identify(_ item: UInt8) {
        switch item {
        case 66: reply([0x5F] + Array(Self.maker.utf8) + [0x00])
        case 67: reply([0x5F] + Array(Self.model.utf8) + [0x00])
        // Type ID of a printer with a cutter, and of nothing else.
        case 2, 50: reply([0x02])
        default: break
        }
    }

    mutating func feed(_ rows: Int) {
        for _ in 0..<rows { print(row: []) }
    }

    mutating func complete(_ length: Int, _ act: (inout PrinterEngine) -> Void) -> Int {
        guard buffer.count >= length else { return 0 }
        act(&self)
        return length
    }
}
