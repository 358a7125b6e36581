import SmartCard
import Testing

@Suite("ATR table")
struct ATRTests {
    private static let table = ATRTable.builtIn

    @Test(
        "identity cards of Kazakhstan are known and need the vendor's module",
        arguments: [
            "3B391900534F4D4144533330", "3B3E9500534F4D412D633030372D445331", "3B7718 00004B4153414B4944",
        ])
    func identityCards(_ start: String) {
        let digits = start.filter { $0 != " " }
        let tails = ["31", "33", "61", "62", ""]
        let kinds = tails.map { Self.table.identify(Self.bytes(digits + $0)) }
        #expect(kinds.contains(.vendorModule(product: "Identity card of the Republic of Kazakhstan")))
    }

    @Test(
        "eToken PRO is known in both forms",
        arguments: [
            "3BD5180081313A7D8073C8211030", "3BD51800 8131FE7D8073C82110F4",
        ])
    func tokens(_ text: String) {
        let kind = Self.table.identify(Self.bytes(text.filter { $0 != " " }))
        #expect(kind == .vendorModule(product: "eToken PRO (Java 72K)"))
    }

    @Test("R1: the virtual card names itself virtual, with a right check byte, and no known card's ATR")
    func virtualCard() {
        #expect(Self.table.identify(ATRTable.virtualCard) == .piv(virtual: true))
        #expect(Self.table.identify(ATRTable.virtualCard).isVirtual)
        #expect(ATRTable.virtualCard.dropFirst().reduce(0, ^) == 0)
        #expect(ATRTable.virtualCard.count <= 33)
        #expect(String(decoding: ATRTable.virtualCard[3...16], as: UTF8.self) == "PSC-VIRTUAL-ID")
    }

    @Test("an ATR that is not in the table is asked, not guessed")
    func others() {
        #expect(Self.table.identify([0x3B, 0x00]) == .unidentified)
        #expect(Self.table.identify([]) == .unidentified)
    }

    private static func bytes(_ text: String) -> [UInt8] {
        stride(from: 0, to: text.count - 1, by: 2).compactMap { index in
            let start = text.index(text.startIndex, offsetBy: index)
            return UInt8(text[start..<text.index(start, offsetBy: 2)], radix: 16)
        }
    }
}
