import CardReaderPCSC
import KioskControl
import KioskDevices
import KioskTestSupport
import SmartCard
import Testing
import VirtualCard

@Suite("kioskctl card through real pcscd", .timeLimit(.minutes(10)))
struct CardCommandTests {
    private static let (pin, puk) = ("482915", "73510264")

    @Test("OpenSC#2306: one command shows the counters, one unblocks; a wrong PUK uses one try of its own")
    func unblock() async throws {
        try await withBlockedCard {
            let before = try await CardCommand.list(reader: PCSCService.virtualReaderName)
            #expect(before.status.pin == .blocked)
            let wrong = try await CardCommand.unblock(reader: PCSCService.virtualReaderName) { _ in
                try? Self.pair("00000000", Self.pin)
            }
            guard case .wrong = wrong else {
                Issue.record("a wrong PUK: \(String(describing: wrong))")
                return
            }
            let right = try await CardCommand.unblock(reader: PCSCService.virtualReaderName) { _ in
                try? Self.pair(Self.puk, "111222")
            }
            #expect(right == .accepted)
            let changed = try await CardCommand.changePIN(reader: PCSCService.virtualReaderName) { status in
                status.pin == .blocked ? nil : try? Self.pair("111222", Self.pin)
            }
            #expect(changed == .accepted)
        }
    }

    @Test("who gives up at the prompt has sent nothing to the card")
    func givesUp() async throws {
        try await withBlockedCard {
            let result = try await CardCommand.unblock(reader: PCSCService.virtualReaderName) { _ in nil }
            #expect(result == nil)
        }
    }

    private static func pair(_ first: String, _ second: String) throws -> (SecretBytesBox, SecretBytesBox) {
        func secret(_ text: String) -> SecretBytes {
            var secret = SecretBytes()
            for byte in text.utf8 { _ = secret.append(byte) }
            return secret
        }
        return (SecretBytesBox(secret(first)), SecretBytesBox(secret(second)))
    }

    private func withBlockedCard(_ body: () async throws -> Void) async throws {
        try await PCSCService.withRunning {
            let folder = try TemporaryFolder("card-command")
            let person = Personalisation(
                holder: SmartCard.CardHolder(name: "Demo Person 1", iin: "000000000000"), pin: Self.pin, puk: Self.puk)
            let service = VirtualCardService(
                VirtualCardConfiguration(stateFile: StateFile(path: folder.file("card.json")), person: person))
            try await withThrowingTaskGroup { group in
                group.addTask { try await service.run() }
                try await block()
                try await body()
                group.cancelAll()
            }
        }
    }

    private func block() async throws {
        let connection = CardConnection(reader: PCSCService.virtualReaderName)
        try await eventually("a card in the reader", within: .seconds(20)) {
            (try? await connection.open()) != nil ? () : nil
        }
        while try await connection.verify(PIN(digits: "999999")) != .blocked {}
        await connection.close()
    }
}
