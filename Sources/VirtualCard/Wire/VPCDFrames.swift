/// What vpcd asks of a card: frames of a 16-bit big-endian length and so many bytes; a frame of one byte is an order,
/// any other an APDU.
enum VPCDRequest: Sendable, Hashable {
    case powerOff
    case powerOn
    case reset
    case answerToReset
    case command([UInt8])
}

/// Cuts the bytes of a connection into requests.
struct VPCDFrames {
    private var bytes: [UInt8] = []

    mutating func add(_ more: [UInt8]) { bytes += more }

    /// The next whole request; nil when more bytes are needed. Orders that nobody knows are passed over.
    mutating func next() -> VPCDRequest? {
        while bytes.count >= 2 {
            let length = Int(bytes[0]) << 8 | Int(bytes[1])
            guard bytes.count >= 2 + length else { return nil }
            let frame = Array(bytes[2..<(2 + length)])
            bytes.removeFirst(2 + length)
            switch (frame.count, frame.first) {
            case (0, _): continue
            case (1, 0): return .powerOff
            case (1, 1): return .powerOn
            case (1, 2): return .reset
            case (1, 4): return .answerToReset
            case (1, _): continue
            default: return .command(frame)
            }
        }
        return nil
    }

    /// An answer with its length in front.
    static func frame(_ answer: [UInt8]) -> [UInt8] {
        [UInt8(answer.count >> 8 & 0xFF), UInt8(answer.count & 0xFF)] + answer
    }
}
