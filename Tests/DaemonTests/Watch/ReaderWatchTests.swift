import CardReaderPCSC
import SmartCard
import Testing

@testable import KioskDaemon

@Suite("The citizen's reader")
struct ReaderWatchTests {
    private static let snapshot = ReaderSnapshot(
        service: .running,
        readers: [
            ReaderInfo(name: "Virtual PCD 00 00", content: .empty),
            ReaderInfo(name: "ACS ACR39U 00 00", content: .empty),
            ReaderInfo(name: "Gemalto PC Twin 01 00", content: .empty),
        ])

    @Test("R1: hardware that is plugged in comes before a virtual reader")
    func realFirst() {
        #expect(ReaderWatch.pick(Self.snapshot, wanted: "", acceptsVirtual: true)?.name == "ACS ACR39U 00 00")
    }

    @Test("R1: unplugging a device never leads to a virtual one outside the demonstration")
    func neverVirtual() {
        let only = ReaderSnapshot(service: .running, readers: [Self.snapshot.readers[0]])
        #expect(ReaderWatch.pick(only, wanted: "", acceptsVirtual: false) == nil)
        #expect(ReaderWatch.pick(only, wanted: "", acceptsVirtual: true)?.name == "Virtual PCD 00 00")
    }

    @Test("R3: the configured reader is taken and no other")
    func configured() {
        #expect(
            ReaderWatch.pick(Self.snapshot, wanted: "Gemalto", acceptsVirtual: true)?.name == "Gemalto PC Twin 01 00")
        #expect(ReaderWatch.pick(Self.snapshot, wanted: "Cherry", acceptsVirtual: true) == nil)
    }
}
