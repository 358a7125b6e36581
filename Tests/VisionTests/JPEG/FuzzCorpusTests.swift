import CKiosk
import FoundationEssentials
import JPEGCodec
import Testing

@testable import CameraSource

@ComputingTests
@Suite("The corpus of the fuzz target, and what it ever found, is decoded or refused")
struct FuzzCorpusTests {
    /// `Tests/Fuzz/Corpus` beside the tests.
    private static let folder =
        #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/Fuzz/Corpus"

    /// Hexadecimal text; lines that begin with # say what it is.
    private static func bytes(_ text: String) -> [UInt8] {
        let digits = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined().utf8.compactMap {
            Character(UnicodeScalar($0)).hexDigitValue
        }
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    private static func decodes(_ bytes: [UInt8]) throws -> Bool {
        if bytes.first == UInt8(ascii: "Y") { return converts(Array(bytes.dropFirst())) }
        return try bytes.withUnsafeBytes { bytes in
            // What a camera's frame goes through first.
            if let shape = JPEGShape(bytes) {
                #expect(Frame(copying: UnsafeRawBufferPointer(rebasing: bytes[..<shape.end]))?.width == shape.width)
            }
            if JPEG2000Decoder.recognises(bytes) { return (try? JPEG2000Decoder().rgb(of: bytes)) != nil }
            let decoder = try JPEGDecoder()
            let half = try? decoder.luma(of: bytes, scale: .half)
            let whole = try? decoder.luma(of: bytes)
            let colours = try? decoder.rgb(of: bytes)
            #expect((half == nil) == (whole == nil) && (whole == nil) == (colours == nil))
            return whole != nil
        }
    }

    /// A raw picture behind its width, height and length of a line.
    private static func converts(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 6 else { return false }
        let sizes = (0..<3).map { UInt32(bytes[2 * $0]) | UInt32(bytes[2 * $0 + 1]) << 8 }
        var rgb = [UInt8](repeating: 0, count: 3 * Int(sizes[0]) * Int(sizes[1]))
        return ck_yuyv_to_rgb(Array(bytes.dropFirst(6)), bytes.count - 6, sizes[0], sizes[1], sizes[2], &rgb) == 0
    }

    @Test("Each item; those that are whole pictures are decoded, those that lie are refused")
    func replay() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter { $0.hasSuffix(".hex") }
        #expect(names.count >= 33)
        let good = [
            "baseline-", "progressive-one", "progressive-twelve", "jp2-gray", "jp2-colour", "j2k-gray", "thumb",
            "yuyv-odd",
        ]
        let bad = [
            "giant", "zero", "lying-large", "twelve-bit", "cmyk", "truncated", "progressive-bomb", "j2k-giant",
            "yuyv-short",
            "yuyv-line",
        ]
        for name in names {
            let text = try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
            let decoded = try Self.decodes(Self.bytes(text))
            if good.contains(where: name.hasPrefix) { #expect(decoded, "\(name)") }
            if bad.contains(where: name.hasPrefix) { #expect(!decoded, "\(name)") }
        }
    }
}
