import CardReaderPCSC
import KioskDevices
import KioskDomain
import KioskTestSupport
import SmartCard
import Testing

@Suite("Readers through real pcscd", .timeLimit(.minutes(10)))
struct MonitorTests {
    @Test("hot-plug: card in, out and in again; reader and card name themselves virtual (R1)")
    func hotPlug() async throws {
        try await RealReader.withCard { reader in
            let snapshot = reader.monitor.latest
            #expect(snapshot.condition(of: RealReader.name) == .card(.piv(virtual: true), atr: ATRTable.virtualCard))
            #expect(snapshot.readers.allSatisfy { $0.isVirtual })
            #expect(snapshot.condition(of: "no such reader") == .noReader)
            let first = snapshot.readers.first { $0.name == RealReader.name }?.insertions
            try reader.order("remove")
            try await reader.wait("an empty reader") { $0 == .empty }
            try reader.order("insert")
            try await reader.waitForCard()
            #expect(reader.monitor.latest.readers.first { $0.name == RealReader.name }?.insertions != first)
        }
    }

    @Test("a card that the table does not know is asked for its applications")
    func unknownATR() async throws {
        try await RealReader.withCard(table: ATRTable([])) { reader in
            try await reader.wait("an identified card") { $0 == .card(.piv(virtual: false), atr: ATRTable.virtualCard) }
        }
    }

    @Test("no service, service comes, service goes: told apart, and found again without a restart of ours")
    func service() async throws {
        try PCSCService.requireInstalled()
        let happened = try await PCSCService.withoutService {
            let monitor = ReaderMonitor()
            #expect(monitor.latest.condition() == .unknown)
            try await withThrowingTaskGroup { group in
                group.addTask { await monitor.run() }
                for _ in 0..<2 {
                    try await Self.wait(monitor, "no service") { $0 == .noService }
                    try await PCSCService.whileRunning {
                        try await Self.wait(monitor, "an empty reader") { $0 == .empty }
                    }
                }
                try await Self.wait(monitor, "no service again") { $0 == .noService }
                group.cancelAll()
            }
            return true
        }
        try RealPart.require(happened == true, "another pcscd runs, which tests do not stop")
    }

    @Test("without a card and without a service, opening says which of the two it is")
    func openNothing() async throws {
        try PCSCService.requireInstalled()
        try await PCSCService.withRunning {
            let empty = CardConnection(reader: PCSCService.virtualReaderName)
            await #expect(throws: CardError.absent) { try await empty.open() }
            let nowhere = CardConnection(reader: "no such reader")
            await #expect(throws: CardError.noReader) { try await nowhere.open() }
        }
    }

    @Test("each condition has its failure; an empty reader and an unknown state are none")
    func failures() {
        let atr: [UInt8] = [0x3B, 0x00]
        #expect(ReaderCondition.noService.failure == .readerNoService)
        #expect(ReaderCondition.notAuthorised.failure == .readerNotAuthorised)
        #expect(ReaderCondition.noReader.failure == .readerMissing)
        #expect(ReaderCondition.mute.failure == .cardMute)
        #expect(ReaderCondition.card(.unknown, atr: atr).failure == .cardUnknown)
        #expect(ReaderCondition.card(.vendorModule(product: "x"), atr: atr).failure == .cardVendorModule)
        #expect(ReaderCondition.card(.piv(virtual: false), atr: atr).failure == nil)
        #expect(ReaderCondition.empty.failure == nil && ReaderCondition.unknown.failure == nil)
        let refused = ReaderSnapshot(service: .failed(.notAuthorised))
        #expect(refused.condition() == .notAuthorised)
        #expect(ReaderSnapshot(service: .running).condition() == .noReader)
    }

    private static func wait(
        _ monitor: ReaderMonitor, _ what: String, for expected: @escaping @Sendable (ReaderCondition) -> Bool
    ) async throws {
        try await withDeadline(.seconds(20), what) {
            for await snapshot in monitor.snapshots() where expected(snapshot.condition()) { return }
        }
    }
}
