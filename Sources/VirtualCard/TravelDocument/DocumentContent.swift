import SmartCard
import TravelDocument

/// Writes the content of data groups (ICAO 9303 part 10, 4.6 and 4.7).
enum DocumentContent {
    /// EF.COM: LDS 1.7, Unicode 4.0.0, DG1 and DG2.
    static let common = TLV(
        0x60, [TLV(0x5F01, Array("0107".utf8)), TLV(0x5F36, Array("040000".utf8)), TLV(0x5C, [0x61, 0x75])]
    ).encoded

    /// DG1.
    static func group1(_ zone: [UInt8]) -> [UInt8] { TLV(0x61, [TLV(0x5F1F, zone)]).encoded }

    /// DG2: one face in one record, format owner and type of ISO/IEC 19794-5.
    static func group2(_ portrait: [UInt8]) -> [UInt8] {
        let header = TLV(
            0xA1,
            [TLV(0x80, [1, 1]), TLV(0x81, [2]), TLV(0x87, [1, 1]), TLV(0x88, [0, 8])])
        let template = TLV(0x7F60, [header, TLV(0x5F2E, faceRecord(portrait))])
        return TLV(0x75, [TLV(0x7F61, [TLV(0x02, [1]), template])]).encoded
    }

    /// ISO/IEC 19794-5:2005, clause 5, without feature points; size and colours are left unspecified.
    static func faceRecord(_ portrait: [UInt8]) -> [UInt8] {
        let isJPEG = portrait.starts(with: [0xFF, 0xD8])
        let block = [UInt8](repeating: 0, count: 16)
        let picture = [1, isJPEG ? 0 : 1] + [UInt8](repeating: 0, count: 10)
        let length = 4 + block.count + picture.count + portrait.count
        return Array("FAC\u{0}010\u{0}".utf8) + number(14 + length) + [0, 1] + number(length) + block + picture
            + portrait
    }

    /// EF.CardAccess with these offers (9303-11, 9.2.1).
    static func cardAccess(_ offers: [PACEInfo]) -> [UInt8] {
        let infos = offers.map { offer in
            TLV(0x30, [TLV(0x06, offer.identifier), TLV(0x02, [2]), TLV(0x02, [offer.curve.rawValue])])
        }
        return TLV(0x31, infos).encoded
    }

    /// EF.ATR/INFO: the lengths of extended APDUs (ISO/IEC 7816-4, 12.7.1).
    static func lengthInformation(command: Int, answer: Int) -> [UInt8] {
        let lengths = [command, answer].map { TLV(0x02, [UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)]) }
        return TLV(0x7F66, lengths).encoded
    }

    private static func number(_ value: Int) -> [UInt8] { (0..<4).reversed().map { UInt8(value >> (8 * $0) & 0xFF) } }

    /// A picture of 16 by 20 grey pixels, JPEG 2000, where nobody gives a better one.
    static let placeholderPicture: [UInt8] = [
        0xFF, 0x4F, 0xFF, 0x51, 0x00, 0x29, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0x07, 0x01, 0x01, 0xFF, 0x52, 0x00, 0x0C, 0x00, 0x00, 0x00, 0x01, 0x00,
        0x00, 0x04, 0x04, 0x00, 0x01, 0xFF, 0x5C, 0x00, 0x04, 0x40, 0x40, 0xFF, 0x90, 0x00, 0x0A, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x2C, 0x00, 0x01, 0xFF, 0x93, 0xCF, 0x38, 0x11, 0x26, 0x0B, 0x11, 0xC2, 0xDE, 0x2F, 0x45, 0x2C,
        0xAB, 0x4A, 0xC1, 0x9F, 0x89, 0x9A, 0x9D, 0x67, 0x9D, 0xC5, 0x7E, 0x38, 0x87, 0x91, 0x4A, 0x61, 0xBD, 0xBB,
        0x9B, 0xFF, 0xD9,
    ]
}
