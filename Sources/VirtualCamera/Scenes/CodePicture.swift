import CQREncode
import Glibc
import KioskDevices
import KioskDomain

/// A telephone's screen with a QR code (ISO/IEC 18004), as a camera sees it: white, upright, in the middle.
struct CodePicture {
    /// White on each side that a reader needs, in modules.
    private static let quietZone = 4
    private static let module = 12

    private let side: Int
    private let dark: [Bool]

    /// - Throws: `camera.missing` for a text that no code holds.
    init(_ text: String) throws(Failure) {
        let bytes = Array(text.utf8)
        guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M), let data = code.pointee.data
        else { throw Failure(.cameraMissing, "virtual camera: no code of \(bytes.count) bytes") }
        defer { QRcode_free(code) }
        let side = Int(code.pointee.width)
        self.side = side
        dark = (0..<side * side).map { data[$0] & 1 == 1 }
    }

    /// Draws into RGB pixels, as great as they allow, moved to the right by so many pixels.
    func draw(_ canvas: UnsafeMutableRawBufferPointer, width: Int, height: Int, right: Int) {
        let modules = side + 2 * Self.quietZone
        let size = min(Self.module, height / modules)
        guard size > 0, let start = canvas.baseAddress else { return }
        let (left, top) = ((width - modules * size) / 2 + right, (height - modules * size) / 2)
        for row in 0..<modules {
            for column in 0..<modules {
                let (x, y) = (column - Self.quietZone, row - Self.quietZone)
                let isDark = (0..<side).contains(x) && (0..<side).contains(y) && dark[y * side + x]
                // A screen is neither black nor white to a camera.
                let light: Int32 = isDark ? 38 : 226
                for line in 0..<size {
                    let pixel = (top + row * size + line) * width + left + column * size
                    memset(start + pixel * 3, light, size * 3)
                }
            }
        }
    }
}
