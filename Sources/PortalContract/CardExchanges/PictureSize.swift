public import FoundationEssentials

/// Width and height as a picture's own header says them. The picture is not decoded: nothing here parses what an attacker
/// made beyond a few bytes.
public struct PictureSize: Sendable, Hashable {
    /// Pixels.
    public let width: Int
    /// Pixels.
    public let height: Int

    /// 768 KiB: two photos and two specimens fit into one answer.
    public static let photoLimit = 786_432
    /// 128 KiB.
    public static let specimenLimit = 131_072

    /// A JPEG that an application for a card may have as its photo.
    public static func isPhoto(_ picture: Data) -> Bool {
        picture.count <= photoLimit && PictureSize(jpeg: picture)?.isPortrait == true
    }

    /// A PNG that an application for a card may have as its specimen.
    public static func isSpecimen(_ picture: Data) -> Bool {
        picture.count <= specimenLimit && PictureSize(png: picture)?.isSpecimen == true
    }

    /// Higher than wide, 300 by 400 at least.
    public var isPortrait: Bool { width >= 300 && height >= 400 && height > width && height <= 4_000 }
    /// 100 by 40 to 2000 by 1000.
    public var isSpecimen: Bool { (100...2_000).contains(width) && (40...1_000).contains(height) }

    /// From SOF0, SOF1 or SOF2 (ITU-T T.81, B.2.2), in a file that ends with EOI.
    public init?(jpeg data: Data) {
        let bytes = [UInt8](data)
        guard bytes.starts(with: [0xFF, 0xD8]), bytes.suffix(2) == [0xFF, 0xD9] else { return nil }
        var at = 2
        while at + 9 < bytes.count {
            guard bytes[at] == 0xFF else { return nil }
            let (marker, length) = (bytes[at + 1], Int(bytes[at + 2]) << 8 | Int(bytes[at + 3]))
            if (0xC0...0xC2).contains(marker) {
                height = Int(bytes[at + 5]) << 8 | Int(bytes[at + 6])
                width = Int(bytes[at + 7]) << 8 | Int(bytes[at + 8])
                return
            }
            // Scan data before any frame header, or a segment shorter than its own length.
            guard marker != 0xDA, length >= 2 else { return nil }
            at += 2 + length
        }
        return nil
    }

    /// From IHDR (ISO/IEC 15948, 11.2.2), in a file that ends with IEND.
    public init?(png data: Data) {
        let bytes = [UInt8](data)
        let end: [UInt8] = [0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
        guard bytes.count > 44, bytes.suffix(8).elementsEqual(end),
            bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
        else { return nil }
        func number(_ at: Int) -> Int { bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        width = number(16)
        height = number(20)
    }
}
