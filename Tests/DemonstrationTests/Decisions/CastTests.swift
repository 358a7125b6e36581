import CardReaderPCSC
import Testing

@testable import DemonstrationStage

@Suite("Demonstration: hardware that is plugged in is used")
struct CastTests {
    @Test("nothing plugged in: every part is virtual, and said to be")
    func bare() {
        let hardware = StageHardware.of(
            videoLinks: [], usbPrinters: [], readers: [ReaderInfo(name: "Virtual PCD 00 00", content: .empty)])
        let cast = StageCast(hardware)
        #expect(cast.reader == .virtual)
        #expect(cast.camera == .virtual)
        #expect(cast.printer == .virtual)
        #expect(cast.operatorReader == .virtual)
        #expect(cast.lines.count == 4)
        #expect(cast.lines.allSatisfy { $0.contains("virtual") })
    }

    @Test("a camera counts by its first function, a printer by its class, a reader unless it is vpcd's")
    func real() {
        let hardware = StageHardware.of(
            videoLinks: ["usb-B-video-index0", "usb-A-video-index1", "usb-A-video-index0"],
            usbPrinters: ["hiddev0", "lp1", "lp0"],
            readers: [
                ReaderInfo(name: "Virtual PCD 00 00", content: .empty),
                ReaderInfo(name: "Example Reader 01 00", content: .mute),
                ReaderInfo(name: "Example Reader 02 00", content: .empty),
            ])
        #expect(hardware.cameras == ["usb-A-video-index0", "usb-B-video-index0"])
        #expect(hardware.printers == ["lp0", "lp1"])
        let cast = StageCast(hardware)
        #expect(cast.camera == .real("usb-A-video-index0"))
        #expect(cast.printer == .real("lp0"))
        #expect(cast.reader == .real("Example Reader 01 00"))
        #expect(cast.operatorReader == .real("Example Reader 02 00"))
        #expect(cast.lines.allSatisfy { !$0.contains("virtual") })
    }

    @Test("plugged-in hardware is left alone when only virtual parts are wanted")
    func virtualOnly() {
        let hardware = StageHardware(cameras: ["/c"], printers: ["/p"], readers: ["R"])
        #expect(StageCast(hardware, virtualOnly: true) == StageCast(StageHardware()))
    }

    @Test("each part is decided by itself")
    func mixed() {
        let cast = StageCast(StageHardware(printers: ["/dev/usb/lp0"]))
        #expect(cast.printer == .real("/dev/usb/lp0"))
        #expect(cast.camera == .virtual)
        #expect(cast.reader == .virtual)
    }

    @Test("R3: the only reader that is plugged in is the citizen's, a second one the operator's")
    func readers() {
        let one = StageCast(StageHardware(readers: ["A"]))
        #expect(one.reader == .real("A"))
        #expect(one.operatorReader == .virtual)
        #expect(StageCast(StageHardware(readers: ["A", "B", "C"])).operatorReader == .real("B"))
    }
}
