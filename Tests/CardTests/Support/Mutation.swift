import KioskTestSupport

/// Small damages to bytes that were right.
enum Mutation {
    /// One to six changes: another byte, one too few, one too many, an early end.
    static func of(_ bytes: [UInt8], _ generator: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &generator) { change(&bytes, &generator) }
        return bytes
    }

    private static func change(_ bytes: inout [UInt8], _ generator: inout SplitMix64) {
        let index = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0 where !bytes.isEmpty: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1 where !bytes.isEmpty: bytes.remove(at: index)
        case 2: bytes.insert([0x00, 0x7F, 0x80, 0x82, 0xFF].randomElement(using: &generator) ?? 0, at: index)
        default: bytes.removeLast(min(bytes.count, Int.random(in: 0...4, using: &generator)))
        }
    }
}
