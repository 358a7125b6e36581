import KioskDevices
import KioskDomain
@testable import SmartCard
import Testing

@Suite("PIN formats of ISO/IEC 7816-15")
struct PINFormatTests {
    @Test(
        "digits become the card's bytes",
        arguments: [
            (PINFormat.Encoding.digits, UInt8?.some(0x00), 8, "1234", [0x31, 0x32, 0x33, 0x34, 0, 0, 0, 0]),
            (.digits, .some(0xFF), 6, "12345", [0x31, 0x32, 0x33, 0x34, 0x35, 0xFF]),
            (.digits, nil, 0, "1234", [0x31, 0x32, 0x33, 0x34]),
            (.text, nil, 0, "ab1\u{416}", [0x61, 0x62, 0x31, 0xD0, 0x96]),
            (.bcd, .some(0xFF), 4, "12345", [0x12, 0x34, 0x5F, 0xFF]),
            (.halfNibbleBCD, .some(0xFF), 6, "1234", [0xF1, 0xF2, 0xF3, 0xF4, 0xFF, 0xFF]),
        ] as [(PINFormat.Encoding, UInt8?, Int, String, [UInt8])])
    func encodings(
        _ encoding: PINFormat.Encoding, _ padding: UInt8?, _ stored: Int, _ typed: String, _ bytes: [UInt8]
    ) throws {
        let format = PINFormat(
            reference: 1, encoding: encoding, minimum: 4, maximum: 8, storedLength: stored, padding: padding)
        let encoded = try format.encode(DemoCard.typed(typed))
        #expect(encoded.withBytes { Array($0) } == bytes)
    }

    @Test(
        "empty, short, long and letters where only digits are taken never reach the card",
        arguments: [("", FailureCode.pinEmpty), ("123", .pinLength), ("123456789", .pinLength), ("12a4", .pinLength)])
    func refused(_ typed: String, _ code: FailureCode) {
        let format = PINFormat(reference: 1, minimum: 4, maximum: 8, storedLength: 8, padding: 0)
        let error = #expect(throws: CardError.self) { _ = try format.encode(DemoCard.typed(typed)) }
        #expect(error?.code == code)
    }

    @Test("huge and negative lengths of a card's description are cut to what one command holds")
    func lyingLengths() throws {
        let format = PINFormat(
            reference: 1, minimum: -5, maximum: .max, storedLength: .max, padding: 0xFF)
        #expect(format.minimum == 1 && format.maximum == 28 && format.storedLength == 28)
        let two = try format.encode(DemoCard.typed("1")).count + format.encode(DemoCard.typed("2")).count
        #expect(two + 5 <= SecretBytes.capacity)
    }
}
