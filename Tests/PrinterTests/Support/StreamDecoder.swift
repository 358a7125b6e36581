/// A second reading of ESC/POS, written from the command tables only; knows nothing of the encoder or the virtual
/// printer.
struct StreamDecoder {
    enum Command: Hashable {
        case initialise
        case image(bytesPerRow: Int, rows: [UInt8])
        case cut(feed: Int)
        case processID([UInt8])
        case paperStatus
        case unknown(UInt8)
    }

    static func decode(_ bytes: [UInt8]) -> [Command] {
        var commands: [Command] = []
        var rest = bytes[...]
        func has(_ prefix: [UInt8]) -> Bool { rest.starts(with: prefix) }
        while let first = rest.first {
            if has([0x1B, 0x40]) {
                commands.append(.initialise)
                rest = rest.dropFirst(2)
            } else if has([0x1D, 0x76, 0x30, 0x00]) {
                let head = Array(rest.prefix(8))
                let bytesPerRow = Int(head[4]) | Int(head[5]) << 8
                let count = bytesPerRow * (Int(head[6]) | Int(head[7]) << 8)
                commands.append(.image(bytesPerRow: bytesPerRow, rows: Array(rest.dropFirst(8).prefix(count))))
                rest = rest.dropFirst(8 + count)
            } else if has([0x1D, 0x56, 0x41]) {
                commands.append(.cut(feed: Int(rest[rest.startIndex + 3])))
                rest = rest.dropFirst(4)
            } else if has([0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30]) {
                commands.append(.processID(Array(rest.dropFirst(7).prefix(4))))
                rest = rest.dropFirst(11)
            } else if has([0x1D, 0x72, 0x01]) {
                commands.append(.paperStatus)
                rest = rest.dropFirst(3)
            } else {
                commands.append(.unknown(first))
                rest = rest.dropFirst()
            }
        }
        return commands
    }
}
