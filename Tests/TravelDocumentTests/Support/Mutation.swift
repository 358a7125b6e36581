import KioskTestSupport

extension SplitMix64 {
    /// One to six small changes: other bytes, missing ones, more of them.
    mutating func mutate(_ bytes: inout [UInt8]) {
        for _ in 0..<Int.random(in: 1...6, using: &self) {
            let index = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &self)
            switch Int.random(in: 0..<4, using: &self) {
            case 0 where !bytes.isEmpty: bytes[index] = UInt8.random(in: 0...255, using: &self)
            case 1 where !bytes.isEmpty: bytes.remove(at: index)
            case 2: bytes.insert([0x00, 0x7F, 0x80, 0x82, 0xFF].randomElement(using: &self) ?? 0, at: index)
            default: bytes.removeLast(min(bytes.count, Int.random(in: 0...4, using: &self)))
            }
        }
    }
}
