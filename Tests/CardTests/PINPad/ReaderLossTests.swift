import CardReaderPCSC
import KioskDevices
import KioskTestSupport
import SmartCard
import Testing

@Suite("A reader that is unplugged and comes back, through real pcscd", .timeLimit(.minutes(5)))
struct ReaderLossTests {
    @Test("unplugged in use: told, and found again without a restart of ours or of the service (PCSC#31, #41, #125)")
    func unplugged() async throws {
        try await PINPadReader.withReader { reader in
            let monitor = ReaderMonitor()
            try await withThrowingTaskGroup { group in
                group.addTask { await monitor.run() }
                try await Self.waitForCard(monitor, reader)
                let connection = CardConnection(reader: reader.name)
                try await connection.open()
                try reader.unplug()
                try await withDeadline(.seconds(20), "no reader") {
                    for await snapshot in monitor.snapshots() where snapshot.condition() == .noReader { return }
                }
                await #expect(throws: CardError.readerUnplugged) {
                    try await connection.perform { (card) throws(CardError) in try card.counter() }
                }
                await connection.close()
                try reader.plugIn()
                try await Self.waitForCard(monitor, reader)
                let next = CardConnection(reader: reader.name)
                try await next.open()
                #expect(try await next.perform { (card) throws(CardError) in try card.counter() } == .remaining(5))
                await next.close()
                #expect(monitor.latest.losses == [reader.name: 1])
                group.cancelAll()
            }
        }
    }

    private static func waitForCard(_ monitor: ReaderMonitor, _ reader: PINPadReader) async throws {
        try await withDeadline(.seconds(20), "a card") {
            for await snapshot in monitor.snapshots() {
                if case .card = snapshot.condition(of: reader.name) { return }
            }
        }
    }
}
