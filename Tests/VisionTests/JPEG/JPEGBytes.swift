/// JPEG pictures written byte by byte (ITU-T T.81), uniform mid-grey, for headers that no encoder makes.
struct JPEGBytes {
    var width = 16
    var height = 16
    /// SOF marker: 0xC0 baseline, 0xC2 progressive.
    var frame: UInt8 = 0xC0
    var precision: UInt8 = 8
    var components: UInt8 = 1
    var scans = 1
    /// Size of the coded data in blocks, when it lies.
    var blocks: Int?
    /// Segments between the start and the tables.
    var extra: [UInt8] = []

    var bytes: [UInt8] {
        var jpeg: [UInt8] = [0xFF, 0xD8] + extra
        // One quantisation table of ones; DC and AC tables with the one code '0': no difference, end of block.
        jpeg += Self.segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
        for kind: UInt8 in [0x00, 0x10] {
            jpeg += Self.segment(0xC4, [kind, 1] + [UInt8](repeating: 0, count: 15) + [0])
        }
        var header: [UInt8] = [precision] + Self.number(height) + Self.number(width) + [components]
        for component in 0..<components { header += [component + 1, 0x11, 0] }
        jpeg += Self.segment(frame, header)
        for scan in 0..<scans { jpeg += self.scan(scan) }
        return jpeg + [0xFF, 0xD9]
    }

    /// A progressive picture begins with its coarse DC scan; each other one adds a bit, which is zero.
    private func scan(_ index: Int) -> [UInt8] {
        var header: [UInt8] = [components]
        for component in 0..<components { header += [component + 1, 0] }
        let progressive = frame == 0xC2
        // Spectral selection and successive approximation.
        let low = UInt8(max(min(scans, 14) - 1 - index, 0))
        header += progressive ? [0, 0, (index == 0 ? 0 : min(low + 1, 13)) << 4 | low] : [0, 63, 0]
        let count = blocks ?? (width + 7) / 8 * ((height + 7) / 8) * Int(components)
        let bits = progressive ? count : count * 2
        // A last byte is filled with ones.
        let data = [UInt8](repeating: 0, count: bits / 8) + (bits % 8 > 0 ? [UInt8(0xFF >> (bits % 8))] : [])
        return Self.segment(0xDA, header) + data
    }

    static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
        [0xFF, marker] + number(body.count + 2) + body
    }

    private static func number(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)] }
}
