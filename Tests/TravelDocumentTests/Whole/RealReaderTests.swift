import CardReaderPCSC
import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import SmartCard
import Testing

@testable import TravelDocument
@testable import VirtualCard

@Suite("The virtual document in the reader of the real smart-card service", .timeLimit(.minutes(10)))
struct RealReaderTests {
    @Test("Read whole by PACE with the CAN, then by the zone, through pcscd; the authority's file makes it trusted")
    func read() async throws {
        try await PCSCService.withRunning {
            let folder = try TemporaryFolder("document")
            let picture = [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 0x5A, count: 3000)
            var person = Personalisation(holderName: "Demo Person 1", iin: TestDocument.iin, pin: "", puk: "")
            person.document = DocumentOptions(
                can: TestDocument.can, portrait: picture, authorityFile: folder.file("authority.der"))
            let service = VirtualCardService(
                VirtualCardConfiguration(
                    stateFile: StateFile(path: folder.file("card.json")), person: person, kind: .emrtd))
            let monitor = ReaderMonitor()
            try await withThrowingTaskGroup { group in
                group.addTask { try await service.run() }
                group.addTask { await monitor.run() }
                let kind = try await Self.cardKind(monitor)
                #expect(kind == .travelDocument(virtual: true))
                let authority = try Certificate(der: folder.read("authority.der"))
                let passwords = [
                    DocumentPassword(can: TestDocument.can),
                    DocumentPassword(documentNumber: "900000001", birthDate: "850315", expiryDate: "350314"),
                ]
                for password in passwords.compactMap(\.self) {
                    let result = try await Self.read(password, trusting: authority)
                    let reading = try result.reading()
                    #expect(reading.trust == .trusted)
                    #expect(reading.iin?.digits == TestDocument.iin)
                    #expect(reading.portrait?.withBytes { $0.elementsEqual(picture) } == true)
                }
                group.cancelAll()
            }
        }
    }

    private static func read(
        _ password: DocumentPassword, trusting authority: Certificate
    ) async throws -> ChipReadingResult {
        let now = UnixTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        return try await CardConnection(reader: PCSCService.virtualReaderName).withChip {
            (channel, limits) throws(CardError) in
            try TravelDocumentReader(channel: channel, limits: limits, authorities: [authority], now: now)
                .read(with: password)
        }
    }

    /// What the monitor takes the card for, once it is in the reader.
    private static func cardKind(_ monitor: ReaderMonitor) async throws -> CardKind? {
        try await withDeadline(.seconds(20), "a card in the reader") {
            for await snapshot in monitor.snapshots() {
                if case .card(let kind, _) = snapshot.condition(of: PCSCService.virtualReaderName) { return kind }
            }
            return nil
        }
    }
}
