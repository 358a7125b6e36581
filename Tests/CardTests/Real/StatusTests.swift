@testable import CardReaderPCSC
import KioskDomain
import SmartCard
import Testing

@Suite("PC/SC return codes")
struct StatusTests {
    @Test(
        "known codes have their meaning",
        arguments: [
            (0x8010001D, FailureCode.readerNoService), (0x8010001E, .readerNoService),
            (0x8010006A, .readerNotAuthorised),
            (0x8010002E, .readerMissing), (0x80100009, .readerMissing), (0x80100017, .readerUnplugged),
            (0x8010000C, .cardAbsent), (0x80100069, .cardRemoved), (0x80100066, .cardMute),
            (0x80100068, .cardCommunication),
            (0x8010000B, .cardCommunication), (0x80100016, .cardCommunication),
        ])
    func known(_ value: Int, _ code: FailureCode) {
        #expect(PCSCStatus(value).error?.code == code)
    }

    @Test("success is no error; an unknown code keeps its number")
    func others() {
        #expect(PCSCStatus(0).error == nil)
        #expect(PCSCStatus(0x80100ABC).error == .communication(detail: "PC/SC 0x80100ABC"))
    }

    @Test("no code ever reads as a wrong PIN")
    func neverWrongPIN() {
        for value in 0x80100001...0x80100070 {
            let code = PCSCStatus(value).error?.code
            #expect(code != nil && code != .pinWrong && code != .pinBlocked)
        }
    }
}
