import KioskTestSupport
import Testing

@testable import CardReaderPCSC

@Suite("R3: each reader is assigned by port to citizen or operator")
struct ReaderAssignmentTests {
    private let snapshot = ReaderSnapshot(
        service: .running,
        readers: [
            ReaderInfo(name: "Virtual PCD 00 00", content: .empty),
            ReaderInfo(name: "Reader Twin 00 00", content: .empty, port: "1-1"),
            ReaderInfo(name: "Reader Twin 01 00", content: .empty, port: "1-2.3"),
        ])

    @Test("two readers of one make are told apart by their ports, and none serves both")
    func ports() {
        let desk = assignment(citizen: "port:1-2.3", operator: "port:1-1")
        #expect(desk.operatorReader(snapshot)?.port == "1-1")
        #expect(desk.citizenReader(snapshot)?.port == "1-2.3")
        let open = assignment(citizen: "", operator: "port:1-1")
        #expect(open.citizenReader(snapshot)?.port == "1-2.3")
    }

    @Test("a port without a reader, a name that fits none: no reader, never another one")
    func absent() {
        #expect(assignment(citizen: "port:9-9", operator: nil).citizenReader(snapshot) == nil)
        #expect(assignment(citizen: "Absent", operator: "port:9-9").operatorReader(snapshot) == nil)
    }

    @Test("the operator's reader is never just any reader")
    func never() {
        #expect(assignment(citizen: "", operator: "").operatorReader(snapshot) == nil)
    }

    @Test("R1: a virtual reader comes last in the demonstration and never outside it")
    func virtual() {
        let only = ReaderSnapshot(service: .running, readers: [snapshot.readers[0]])
        #expect(assignment(citizen: "", operator: nil, virtual: true).citizenReader(only) != nil)
        #expect(assignment(citizen: "", operator: nil).citizenReader(only) == nil)
        #expect(assignment(citizen: "", operator: nil, virtual: true).citizenReader(snapshot)?.port == "1-1")
    }

    @Test("the port is the device folder with this bus and address; interfaces and root hubs are passed over")
    func folders() throws {
        let folder = try TemporaryFolder("usb")
        for (name, bus, address) in [("usb1", 1, 1), ("1-2", 1, 4), ("1-2.3", 1, 17), ("2-1", 2, 17)] {
            try folder.makeFolder(name)
            try folder.write("\(name)/busnum", Array("\(bus)\n".utf8))
            try folder.write("\(name)/devnum", Array("\(address)\n".utf8))
        }
        #expect(USBPort.find(bus: 1, address: 17, in: folder.path) == "1-2.3")
        #expect(USBPort.find(bus: 2, address: 17, in: folder.path) == "2-1")
        #expect(USBPort.find(bus: 1, address: 99, in: folder.path) == nil)
        #expect(USBPort.find(bus: 1, address: 17, in: folder.file("absent")) == nil)
    }

    private func assignment(
        citizen: String, operator operatorPlace: String?, virtual: Bool = false
    ) -> ReaderAssignment {
        ReaderAssignment(
            citizen: .init(citizen), operatorPlace: operatorPlace.map { .init($0) }, acceptsVirtual: virtual)
    }
}
