import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// Photo and signature specimen of an application. They are kept apart from it, only until an officer has decided, and erased
/// with the decision, or when nobody decided in time (RULES R6).
enum ExchangePictures {
    /// What a picture is.
    enum Kind: String { case photo, specimen }

    /// 768 KiB and 128 KiB: two of each fit into one answer.
    static let photoLimit = 786_432
    static let specimenLimit = 131_072

    /// - Throws: ``PortalProblem`` `exchange.picture-invalid`.
    static func check(_ request: CardExchangeRequest) throws {
        guard request.photo.count <= photoLimit, let photo = PictureSize(jpeg: request.photo), photo.isPortrait else {
            throw PortalProblem(.exchangePicture, 422, "the photo is no JPEG of portrait format, 300 by 400 at least")
        }
        guard request.specimen.count <= specimenLimit, let specimen = PictureSize(png: request.specimen),
            specimen.isSpecimen
        else { throw PortalProblem(.exchangePicture, 422, "the specimen is no PNG of 100 by 40 to 2000 by 1000") }
    }

    static func keep(_ database: any SQLTransaction, _ slip: String, _ request: CardExchangeRequest, at now: UnixTime)
        throws
    {
        for (kind, picture) in [(Kind.photo, request.photo), (.specimen, request.specimen)] {
            try database.execute(
                "INSERT INTO exchangePicture (slip, kind, picture, keptSince) VALUES (?, ?, ?, ?)",
                [slip, kind.rawValue, picture, now.milliseconds])
        }
    }

    /// Nil once it is erased.
    static func find(_ database: any SQLTransaction, _ slip: String, _ kind: Kind) throws -> Data? {
        try database.value("SELECT picture FROM exchangePicture WHERE slip = ? AND kind = ?", [slip, kind.rawValue])
    }

    static func erase(_ database: any SQLTransaction, _ slip: String) throws {
        try database.execute("DELETE FROM exchangePicture WHERE slip = ?", [slip])
    }
}

/// Width and height as a picture's own header says them. The picture is not decoded: nothing here parses what an attacker
/// made beyond a few bytes.
struct PictureSize: Sendable, Hashable {
    let width: Int
    let height: Int

    var isPortrait: Bool { width >= 300 && height >= 400 && height > width && height <= 4_000 }
    var isSpecimen: Bool { (100...2_000).contains(width) && (40...1_000).contains(height) }

    /// From SOF0, SOF1 or SOF2 (ITU-T T.81, B.2.2), in a file that ends with EOI.
    init?(jpeg data: Data) {
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
    init?(png data: Data) {
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
