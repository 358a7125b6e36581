import KioskDevices
import KioskDomain
import SmartCard
import Testing

@testable import TravelDocument
@testable import VirtualCard

@Suite("DG2: the portrait out of CBEFF and ISO/IEC 19794-5, lengths and counts held against the bytes")
struct PortraitTests {
    private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4]

    @Test("JPEG and JPEG 2000 are told by their bytes, whatever the record says")
    func formats() throws {
        let jp2: [UInt8] = [0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A]
        let pictures: [([UInt8], ChipPortrait.Format)] = [
            (Self.jpeg, .jpeg), (jp2, .jpeg2000), (DocumentContent.placeholderPicture, .jpeg2000),
        ]
        for (picture, format) in pictures {
            let portrait = try DataGroups.portrait(DocumentContent.group2(picture))
            #expect(portrait.format == format)
            #expect(portrait.withBytes { $0.elementsEqual(picture) })
        }
        #expect(throws: CardError.self) { try DataGroups.portrait(DocumentContent.group2(Array("GIF89a".utf8))) }
    }

    @Test("Feature points stand before the picture and are passed over")
    func featurePoints() throws {
        var record = DocumentContent.faceRecord(Self.jpeg)
        record[19] = 2
        record.insert(contentsOf: [UInt8](repeating: 7, count: 16), at: 34)
        record[11] += 16
        record[17] += 16
        #expect(ChipPortrait(try FaceRecord.picture(in: record[...]))?.count == Self.jpeg.count)
    }

    @Test("Lying lengths, faces and feature points are errors")
    func lying() {
        let good = DocumentContent.faceRecord(Self.jpeg)
        // Record length, faces, block length, feature points.
        for (place, value) in [(8, 0xFF), (11, 0), (12, 0xFF), (13, 0), (13, 200), (14, 0xFF), (17, 5), (18, 0xFF)] {
            var bad = good
            bad[place] = UInt8(value)
            #expect(throws: CardError.self, "\(place)") { try FaceRecord.picture(in: bad[...]) }
        }
        for count in 0..<good.count {
            #expect(throws: CardError.self) { try FaceRecord.picture(in: good.prefix(count)) }
        }
    }

    @Test("A DG2 that says it has no or many faces, or none of the objects, is an error, never a trap")
    func counts() throws {
        for nested in [TLV(0x75, [UInt8]()), TLV(0x75, [TLV(0x7F61, [TLV(0x02, [200])])]), TLV(0x61, [1])] {
            #expect(throws: CardError.self) { try DataGroups.portrait(nested.encoded) }
        }
        let many = TLV(0x75, [TLV(0x7F61, (0..<500).map { _ in TLV(0x02, [1]) })])
        #expect(throws: CardError.self) { try DataGroups.portrait(many.encoded) }
    }

    @Test("A picture that cannot be read is chip.picture-unreadable; the rest of the reading stands")
    func unreadable() throws {
        let authority = try DocumentAuthority(now: TestDocument.now)
        let document = try TestDocument.make(authority) { files in
            files[0x02] = DocumentContent.group2(Array("no picture".utf8))
            files[0x1D] = try authority.securityObject([1: files[0x01] ?? [], 2: files[0x02] ?? []])
        }
        let reading = try TestDocument.read(VirtualCardChannel(document), trusting: authority).reading()
        #expect(reading.portraitProblem?.code == .chipPicture)
        #expect(reading.portrait == nil && reading.trust == .trusted)
    }
}
