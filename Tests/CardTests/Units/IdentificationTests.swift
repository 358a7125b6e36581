@testable import SmartCard
import KioskTestSupport
import Testing

@Suite("Cards told apart: answers to reset, table rows")
struct IdentificationTests {
    @Test("extended lengths: only with T=1, and only when the card capabilities say so (7816-4, 12.1.1.9)")
    func extendedLength() throws {
        let offered = try #require(AnswerToReset(ATRTable.virtualExtendedCard))
        #expect(offered.offersExtendedLength && offered.isBlockProtocol)
        #expect(APDULimits(offered).command > 255)
        #expect(APDULimits(offered, reader: 0) == .short)
        #expect(APDULimits(offered, reader: 261) == .short)
        #expect(APDULimits(offered, reader: 1024).answer == 1022)
        let plain = try #require(AnswerToReset(ATRTable.virtualCard))
        #expect(!plain.offersExtendedLength && APDULimits(plain) == .short)
        // The same capabilities with T=0.
        var bytes = ATRTable.virtualExtendedCard
        bytes[2] = 0x00
        #expect(APDULimits(AnswerToReset(bytes)) == .short)
        #expect(APDULimits(nil) == .short)
    }

    @Test("category 00 has three bytes of status at its end")
    func statusCategory() {
        let historical: [UInt8] = [0x00, 0x73, 0x00, 0x00, 0x40, 0x05, 0x90, 0x00]
        let atr = [0x3B, 0x80 | UInt8(historical.count), 0x01] + historical + [0]
        #expect(AnswerToReset(atr)?.offersExtendedLength == true)
    }

    @Test(
        "an ATR whose lengths lie is none", arguments: [[], [0x3B], [0x3B, 0x0F], [0x3B, 0xFF, 0x01], [0x00, 0x00]])
    func lying(_ bytes: [UInt8]) {
        #expect(AnswerToReset(bytes) == nil)
    }

    @Test("random answers to reset never trap")
    func fuzz() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix64(seed: seed)
        for _ in 0..<5000 {
            let bytes = Mutation.of(ATRTable.virtualExtendedCard, &generator)
            let limits = APDULimits(AnswerToReset(bytes))
            #expect(limits == .short || limits.command > 255, "seed \(seed)")
        }
    }

    @Test("rows of a configuration add cards without a release; a mask names a family; the later row counts")
    func rows() throws {
        let table = try ATRTable(rows: [
            "atr=3B 9E 96 80 31 C0 65 4D 4B; mask=FF FF FF FF FF 00 00 FF FF; driver=pkcs15",
            "atr=3B:00; driver=module; product=Kaztoken; module=/usr/lib/libkaztoken.so",
            " driver = piv ;atr=3B01FF",
        ])
        #expect(table.identify([0x3B, 0x9E, 0x96, 0x80, 0x31, 0x11, 0x22, 0x4D, 0x4B]) == .pkcs15(virtual: false))
        #expect(table.identify([0x3B, 0x9E, 0x96, 0x80, 0x31, 0x11, 0x22, 0x4D, 0x4C]) == .unidentified)
        #expect(table.entry(for: [0x3B, 0x00])?.module == "/usr/lib/libkaztoken.so")
        #expect(table.identify([0x3B, 0x00]) == .vendorModule(product: "Kaztoken"))
        #expect(table.identify([0x3B, 0x01, 0xFF]) == .piv(virtual: false))
        #expect(table.identify(ATRTable.virtualPKCS15Card) == .pkcs15(virtual: true))
        let known = Array("SOMADS301".utf8)
        #expect(
            try ATRTable(rows: ["atr=3B391900534F4D414453333031; driver=piv"])
                .identify([0x3B, 0x39, 0x19, 0x00] + known) == .piv(virtual: false))
    }

    @Test("R1: no row makes a virtual card a real one")
    func virtualStaysVirtual() throws {
        let atr = ATRTable.virtualCard.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(try ATRTable(rows: ["atr=\(atr); driver=piv"]).identify(ATRTable.virtualCard).isVirtual)
        for name in [ATRTable.virtualCard, ATRTable.virtualExtendedCard, ATRTable.virtualPKCS15Card] {
            #expect(ATRTable.builtIn.identify(name).isVirtual)
            #expect(String(decoding: name, as: UTF8.self).contains("PSC-VIRT"))
            #expect(name.dropFirst().reduce(0, ^) == 0 && AnswerToReset(name) != nil)
        }
    }

    @Test(
        "a row that is none is named by its number",
        arguments: [
            "", "atr=3B", "atr=3B00", "atr=3B00; driver=x", "atr=3B00; driver=module", "atr=3BZZ; driver=piv",
            "atr=3B00; mask=FF; driver=piv", "atr=3B00; atr=3B01; driver=piv", "atr=3B00; driver=piv; colour=red",
            "atr=3B00 driver=piv", "atr=3B0; driver=piv",
        ])
    func badRows(_ row: String) throws {
        let problem = #expect(throws: ATRTable.RowProblem.self) {
            _ = try ATRTable(rows: ["atr=3B00; driver=piv", row])
        }
        #expect(problem?.row == 2)
    }
}
