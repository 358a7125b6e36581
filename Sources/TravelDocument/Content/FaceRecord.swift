import SmartCard

/// A face image record (ISO/IEC 19794-5:2005, clause 5): header, then per face its block, feature points, picture.
enum FaceRecord {
    private static let headerLength = 14
    private static let faceLength = 20
    private static let pointLength = 8
    private static let pictureHeaderLength = 12

    /// The bytes of the first picture. Lengths and counts of the record are held against the bytes that are there.
    static func picture(in record: ArraySlice<UInt8>) throws(CardError) -> ArraySlice<UInt8> {
        guard record.starts(with: Array("FAC\u{0}010\u{0}".utf8)), record.count > headerLength + faceLength else {
            throw .badAnswer("no face image record")
        }
        let faces = number(record, at: 12, 2)
        guard number(record, at: 8, 4) == record.count, (1...16).contains(faces) else {
            throw .badAnswer("a face image record of another length, or without faces")
        }
        let block = record.dropFirst(headerLength)
        let length = number(block, at: 0, 4)
        let before = faceLength + number(block, at: 4, 2) * pointLength + pictureHeaderLength
        guard length <= block.count, before < length, faces > 1 || length == block.count else {
            throw .badAnswer("a face image block that does not fit its record")
        }
        return block.prefix(length).dropFirst(before)
    }

    /// Big-endian; zero where the bytes end before.
    private static func number(_ bytes: ArraySlice<UInt8>, at offset: Int, _ count: Int) -> Int {
        bytes.dropFirst(offset).prefix(count).reduce(0) { $0 << 8 | Int($1) }
    }
}
