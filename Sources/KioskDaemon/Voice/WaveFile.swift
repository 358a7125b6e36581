/// A WAV file (Multimedia Programming Interface 1.0: RIFF, WAVE) as a program writes it into a pipe: there it cannot go
/// back and fill in its lengths.
struct WaveFile: Sendable, Hashable {
    /// With the lengths of what came.
    let bytes: [UInt8]

    /// Nil when `written` is no WAV file with samples.
    init?(_ written: [UInt8]) {
        guard written.count > 44, Self.name(written, at: 0) == "RIFF", Self.name(written, at: 8) == "WAVE",
            Self.name(written, at: 12) == "fmt ", let format = Self.number(written, at: 16), format < 1024
        else { return nil }
        let data = 20 + format
        guard written.count > data + 8, Self.name(written, at: data) == "data" else { return nil }
        var bytes = written
        Self.put(written.count - 8, into: &bytes, at: 4)
        Self.put(written.count - data - 8, into: &bytes, at: data + 4)
        self.bytes = bytes
    }

    private static func name(_ bytes: [UInt8], at offset: Int) -> String {
        String(decoding: bytes[offset..<offset + 4], as: UTF8.self)
    }

    private static func number(_ bytes: [UInt8], at offset: Int) -> Int? {
        (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }

    private static func put(_ number: Int, into bytes: inout [UInt8], at offset: Int) {
        for place in 0..<4 { bytes[offset + place] = UInt8(truncatingIfNeeded: number >> (8 * place)) }
    }
}
