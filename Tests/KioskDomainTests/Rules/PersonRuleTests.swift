import KioskDomain
import KioskTestSupport
import Testing

@Suite("Persons, P1–P5")
struct PersonRuleTests {
    @Test("P1: check digits of both passes", arguments: ["900101300017", "900101300811"])
    func checkDigit(text: String) throws {
        let iin = try IIN(text: text)
        #expect(iin.digits == text)
        #expect(iin.birthDateHint == CivilDate(year: 1990, month: 1, day: 1))
        #expect(iin.sexHint == .male)
    }

    @Test("P1: a serial for which both passes give 10 fits no digit", arguments: 0...9)
    func noCheckDigit(last: Int) {
        #expect(throws: IINError.checkDigit) { try IIN(text: "90010130080\(last)") }
    }

    @Test("P1: 82 of the 10 000 serials of one day have no number")
    func unusedSerials() {
        var unused = 0
        for serial in 0..<10_000 {
            let digits = String(String(10_000 + serial).dropFirst())
            if !(0...9).contains(where: { (try? IIN(text: "9001013\(digits)\($0)")) != nil }) { unused += 1 }
        }
        #expect(unused == 82)
    }

    @Test("P1: every other last digit is refused")
    func otherLastDigits() {
        for digit in 0...9 where digit != 7 {
            #expect(throws: IINError.checkDigit) { try IIN(text: "90010130001\(digit)") }
        }
    }

    @Test(
        "P1: what is no IIN names its reason",
        arguments: [
            ("", IINError.length), ("90010130001", .length), ("9001013000177", .length), ("90010130001a", .characters),
            ("٩00101300017", .characters), (" 900101300017", .characters), ("123456789011", .checkDigit),
        ])
    func malformed(text: String, reason: IINError) {
        #expect(throws: reason) { try IIN(text: text) }
    }

    @Test("P1: each reason has its code")
    func codes() {
        #expect(
            IINError.allCases.map(\.code) == [.iinCharacters, .iinLength, .iinCheckDigit, .iinBirthDate])
    }

    @Test(
        "P1: the seventh digit names century and sex",
        arguments: [
            (1, 1890, true), (2, 1890, false), (3, 1990, true), (4, 1990, false), (5, 2090, true), (6, 2090, false),
        ])
    func century(digit: Int, year: Int, male: Bool) throws {
        let iin = try #require(number("900101\(digit)"))
        #expect(iin.birthDateHint?.year == year)
        #expect(iin.sexHint == (male ? .male : .female))
    }

    @Test("P1: 7, 8 and 9 name no century", arguments: 7...9)
    func noCentury(digit: Int) {
        #expect(number("900101\(digit)") == nil)
    }

    @Test("P1: a foreigner's 0 is accepted, whatever the date part, and gives no birth date")
    func foreigner() throws {
        let iin = try #require(number("9913450"))
        #expect(iin.isForeigner)
        #expect(iin.birthDateHint == nil)
        #expect(iin.sexHint == nil)
    }

    @Test("P1: a date part that is no day is refused", arguments: ["9002303", "9013013", "9000103", "0102293"])
    func noDay(start: String) {
        #expect(number(start) == nil)
    }

    @Test("P1: the check digit agrees with the formula written out (property)")
    func formula() {
        var generator = SplitMix64("IIN check digit")
        for _ in 0..<3000 {
            let digits = (0..<12).map { _ in Int.random(in: 0...9, using: &generator) }
            var first = 0
            var second = 0
            for place in 0..<11 {
                first += digits[place] * (place + 1)
                second += digits[place] * ((place + 2) % 11 + 1)
            }
            let expected = first % 11 < 10 ? first % 11 : second % 11
            var refused = false
            do { _ = try IIN(text: text(digits)) } catch { refused = error == .checkDigit }
            #expect(refused == (expected != digits[11]), "seed \(generator.seed)")
        }
    }

    @Test("P1: an altered serial digit is found while both numbers pass at first (property)")
    func alteredDigit() throws {
        var generator = SplitMix64("IIN altered digit")
        let start = "900101300017".map { $0.wholeNumberValue ?? 0 }
        for _ in 0..<500 {
            var digits = start
            // Not the eleventh: its weight of 11 vanishes in the first pass.
            let place = Int.random(in: 7...9, using: &generator)
            digits[place] = (digits[place] + Int.random(in: 1...9, using: &generator)) % 10
            let sum = digits.prefix(11).enumerated().map { ($0.offset + 1) * $0.element }.reduce(0, +)
            guard sum % 11 < 10 else { continue }
            #expect(throws: IINError.checkDigit, "seed \(generator.seed)") {
                try IIN(text: text(digits))
            }
        }
    }

    @Test("P2: a BIN has the same check digit and a fifth digit of 4, 5 or 6", arguments: 0...9)
    func bin(type: Int) throws {
        let start = "0101\(type)000001"
        let found = (0...9).compactMap { try? BIN(text: start + "\($0)") }
        #expect(found.map(\.type.rawValue) == ((4...6).contains(type) ? [UInt8(type)] : []))
    }

    @Test("P2: what is no BIN names its reason")
    func badBIN() {
        #expect(throws: BIN.Problem.length) { try BIN(text: "1") }
        #expect(throws: BIN.Problem.characters) { try BIN(text: "01014000000x") }
        #expect(throws: BIN.Problem.type) { try BIN(text: "900101300017") }
        #expect(throws: BIN.Problem.checkDigit) { try BIN(text: "900101300018") }
    }

    @Test("P3: the day before the 16th birthday no, the birthday yes")
    func sixteen() {
        let born = Sample.day("2010-06-15")
        #expect(
            PersonGate.mayHoldEDS(born: born, on: Sample.day("2026-06-14"))
                == .underAge(allowedFrom: Sample.day("2026-06-15")))
        #expect(PersonGate.mayHoldEDS(born: born, on: Sample.day("2026-06-15")) == .allowed)
    }

    @Test("P3: born on 29 February: 1 March of a common year, 29 February of a leap year")
    func leapling() {
        let born = Sample.day("2008-02-29")
        #expect(Age.isAtLeast(16, born: born, on: Sample.day("2024-02-29")))
        #expect(!Age.isAtLeast(16, born: born, on: Sample.day("2024-02-28")))
        #expect(!Age.isAtLeast(17, born: born, on: Sample.day("2025-02-28")))
        #expect(Age.isAtLeast(17, born: born, on: Sample.day("2025-03-01")))
    }

    @Test("P4: an IIN prints, debugs, reflects and interpolates as a mask")
    func mask() throws {
        let iin = try Sample.iin()
        var dumped = ""
        dump(iin, to: &dumped)
        for text in ["\(iin)", String(reflecting: iin), String(describing: Optional(iin)), dumped, iin.masked] {
            #expect(!text.contains("900101"))
            #expect(text.contains("0017"))
        }
    }

    @Test("P4: full only where it is typed, on the form, and journalled where an operator compares")
    func disclosure() {
        let full = IINPlace.allCases.filter { IINDisclosure.at($0) == .full }
        #expect(full == [.typingField, .applicationForm])
        #expect(IINDisclosure.at(.operatorComparison) == .fullAndJournalled)
        #expect([IINPlace.screen, .slip, .log, .diagnostic].allSatisfy { IINDisclosure.at($0) == .masked })
    }

    @Test("P5: a date part that disagrees with the document is noticed and accepted")
    func disagreement() throws {
        let iin = try Sample.iin()
        #expect(iin.disagrees(withBirthDate: Sample.day("1990-01-02")))
        #expect(!iin.disagrees(withBirthDate: Sample.day("1990-01-01")))
    }

    @Test("P5: on a certificate a wrong check digit only warns, a wrong length is an error")
    func certificate() throws {
        let lenient = try IIN.onCertificate("123456789011")
        #expect(lenient.warning == .checkDigit)
        #expect(try IIN.onCertificate("900101300017").warning == nil)
        #expect(throws: IINError.length) { try IIN.onCertificate("1234") }
    }

    @Test("B7: document numbers", arguments: ["012345678", "N12345678", "n1234 5678"])
    func documentNumber(text: String) throws {
        let number = try #require(DocumentNumber(typed: text))
        #expect(number.kind == (text.hasPrefix("0") ? .identityCard : .passport))
        #expect("\(number)".hasSuffix("5678") && !"\(number)".contains("1234"))
    }

    @Test("B7: what is no document number", arguments: ["", "12345678", "0123456789", "X12345678", "N1234567a"])
    func noDocumentNumber(text: String) {
        #expect(DocumentNumber(typed: text) == nil)
    }

    private func text(_ digits: [Int]) -> String { digits.map { "\($0)" }.joined() }

    /// An IIN with these first seven digits and any serial that has a check digit.
    private func number(_ start: String) -> IIN? {
        (1000...1020).lazy.compactMap { serial in
            (0...9).lazy.compactMap { try? IIN(text: "\(start)\(serial)\($0)") }.first
        }.first
    }
}
