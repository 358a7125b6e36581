import KioskDomain
import SmartCard
import Testing

@testable import TravelDocument

@Suite("Machine-readable zones: fields, check digits, IIN")
struct ZoneTests {
    // The specimens of ICAO 9303 parts 4, 5 and 6.
    private static let td3 =
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"
    private static let td1 =
        "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
    private static let td2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<6"

    @Test("The specimens of TD1, TD2 and TD3", arguments: [td1, td2, td3])
    func specimens(_ text: String) throws {
        let zone = try MachineReadableZone(Array(text.utf8))
        #expect(zone.surname == "ERIKSSON")
        #expect(zone.givenNames == "ANNA MARIA")
        #expect(zone.issuer == "UTO" && zone.nationality == "UTO")
        #expect(zone.birthDate.text == "740812" && zone.expiryDate.text == "120415")
        #expect(zone.birthDate.day(notAfter: .literal(2026, 1, 1)) == .literal(1974, 8, 12))
        #expect(zone.sex == "F")
        #expect(["L898902C3", "D23145890"].contains(zone.documentNumber))
        #expect(zone.iin == nil)
    }

    @Test("Any wrong character under a check digit is an error", arguments: [td1, td2, td3])
    func checkDigits(_ text: String) throws {
        let good = Array(text.utf8)
        let zone = try MachineReadableZone(good)
        for place in good.indices {
            var bad = good
            // One more is never the same digit modulo ten.
            bad[place] =
                good[place] == UInt8(ascii: "9")
                ? UInt8(ascii: "0") : good[place] == UInt8(ascii: "<") ? UInt8(ascii: "1") : good[place] + 1
            guard let read = try? MachineReadableZone(bad) else { continue }
            // What is not covered is the names, the codes of documents and states, the sex.
            #expect(read.documentNumber == zone.documentNumber && read.birthDate == zone.birthDate, "\(place)")
            #expect(read.expiryDate == zone.expiryDate && read.optionalData == zone.optionalData, "\(place)")
        }
    }

    @Test("Other lengths and characters are errors")
    func malformed() {
        for text in ["", "P<UTO", String(repeating: "<", count: 89), String(repeating: "a", count: 90)] {
            #expect(throws: CardError.self) { try MachineReadableZone(Array(text.utf8)) }
        }
    }

    @Test("A document number longer than nine characters goes on in the optional data")
    func longNumber() throws {
        // ICAO 9303 part 5, figure 5 and its note on long numbers.
        let first = "I<UTOD23145890<7349<<<<<<<<<<<"
        let second = "3407127M9507122UTO<<<<<<<<<<<"
        let covered = Array((String(first.dropFirst(5)) + "3407127" + "9507122" + "<<<<<<<<<<<").utf8)
        let digit = try #require(MRZCharacters.checkDigit(of: covered))
        let zone = try MachineReadableZone(
            Array((first + second + "\(digit)" + "STEVENSON<<PETER<JOHN<<<<<<<<<").utf8))
        #expect(zone.documentNumber == "D23145890734")
        #expect(zone.optionalData == ["", ""])
    }

    @Test("The IIN comes from a document of Kazakhstan alone, with its check digit right")
    func iin() throws {
        func zone(_ issuer: String, _ data: String) throws -> MachineReadableZone {
            try MachineReadableZone(TestDocument.zone(issuer: issuer, optionalData: data))
        }
        #expect(try zone("KAZ", "850315300019").iin?.digits == "850315300019")
        #expect(try zone("KAZ", "850315300018").iin == nil)
        #expect(try zone("KAZ", "85031530001").iin == nil)
        #expect(try zone("KAZ", "").iin == nil)
        #expect(try zone("UTO", "850315300019").iin == nil)
    }

    @Test("Unknown parts of a date are no day")
    func dates() throws {
        #expect(MRZDate("85<<<<").day(notAfter: .literal(2026, 1, 1)) == nil)
        #expect(MRZDate("850230").day(notAfter: .literal(2026, 1, 1)) == nil)
        #expect(MRZDate("260102").day(notAfter: .literal(2026, 1, 1)) == .literal(1926, 1, 2))
        #expect(MRZDate("000229").day(notAfter: .literal(2026, 1, 1)) == .literal(2000, 2, 29))
    }
}
