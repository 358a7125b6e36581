import CardReaderPCSC
import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import Synchronization
import Testing
import VirtualCard

@testable import KioskDaemon

@Suite(
    "Issue 4.4: the portrait on the chip of the person's own document, through the real smart-card service",
    .timeLimit(.minutes(5)))
struct ChipWorkTests {
    @Test(
        "Read by CAN and by date; a wrong CAN, another's document, an unknown authority, a poor picture are told apart")
    func answers() async throws {
        try await VirtualDocument.inserted { document in
            let kept = Mutex<[UInt8]>([])
            let work = try document.work { picture in
                kept.withLock { $0 = picture }
                return nil
            }
            let shares = Mutex<[Double]>([])
            await work.hold(try DocumentKey(.can, typed: VirtualDocument.can))
            let read = await work.read(VirtualDocument.applicant) { share in shares.withLock { $0.append(share) } }
            #expect(read == .card(.portraitRead))
            #expect(kept.withLock { $0 } == VirtualDocument.picture)
            #expect(shares.withLock { $0.allSatisfy { (0...1).contains($0) } && $0 == $0.sorted() })

            await work.hold(try DocumentKey(.expiryDate, typed: "2035-03-14"))
            #expect(await work.read(VirtualDocument.applicant) { _ in } == .card(.portraitRead))
            await work.hold(try DocumentKey(.can, typed: "000000"))
            #expect(await work.read(VirtualDocument.applicant) { _ in } == .card(.failed(.chipAccess)))
            await work.forgetKey()
            #expect(await work.read(VirtualDocument.applicant) { _ in } == .card(.failed(.chipAccess)))

            #expect(try await document.answer(for: VirtualDocument.neighbour) == .card(.failed(.chipHolder)))
            #expect(try await document.answer(trusting: []) == .card(.failed(.chipUntrusted)))
            #expect(try await document.answer(keep: .referencePoor) == .card(.failed(.referencePoor)))
            #expect(try await document.answer(keep: .referenceMissing) == .card(.failed(.chipPicture)))
        }
    }

    @Test("Data that its authority did not sign is not believed; a document pulled out is told so; none is told so")
    func faults() async throws {
        try await VirtualDocument.inserted(fault: .wrongHash) { document in
            let answer = try await document.answer()
            #expect(answer == .card(.failed(.chipUntrusted)))
        }
        try await VirtualDocument.inserted { document in
            try document.order("fault pull ins=B0 n=3")
            #expect(try await document.answer() == .card(.failed(.cardRemoved)))
            let gone = try await document.answer()
            #expect([.card(.failed(.cardAbsent)), .card(.failed(.cardRemoved))].contains(gone))
        }
    }

    @Test("What is typed is checked before the chip sees it")
    func typed() throws {
        for text in ["", "12345", "1234567", "12345a"] {
            #expect(throws: Failure(.documentCAN)) { _ = try DocumentKey(.can, typed: text) }
        }
        for text in ["", "2035-13-01", "14.03.2035"] {
            #expect(throws: Failure(.documentExpiry)) { _ = try DocumentKey(.expiryDate, typed: text) }
        }
    }
}

/// A virtual document in the reader of the real smart-card service.
private struct VirtualDocument {
    static let can = "381729"
    static let number = "900000001"
    static let picture = [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 0x5A, count: 2000)
    static let applicant = person("850315300019", number)
    /// Somebody who holds another document.
    static let neighbour = person("901112400026", "900000002")

    let folder: TemporaryFolder

    static func inserted(
        fault: DocumentFault? = nil, _ body: @escaping @Sendable (VirtualDocument) async throws -> Void
    ) async throws {
        try await PCSCService.withRunning {
            let document = VirtualDocument(folder: try TemporaryFolder("chip"))
            let service = VirtualCardService(try document.configuration(fault))
            let monitor = ReaderMonitor()
            try await withThrowingTaskGroup { group in
                group.addTask { try await service.run() }
                group.addTask { await monitor.run() }
                try await withDeadline(.seconds(20), "the document in the reader") {
                    for await snapshot in monitor.snapshots() {
                        if case .card = snapshot.condition(of: PCSCService.virtualReaderName) { return }
                    }
                }
                try await body(document)
                group.cancelAll()
            }
        }
    }

    func order(_ line: String) throws { try VirtualCardControl.send(line, socket: folder.file("card.sock")) }

    func work(
        trusting authorities: [[UInt8]]? = nil, keep: @escaping @Sendable ([UInt8]) async -> FailureCode?
    ) throws -> ChipWork {
        try ChipWork(
            trusting: try authorities ?? [folder.read("authority.der")], trace: nil,
            now: { UnixTime(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000)) },
            reader: { PCSCService.virtualReaderName }, keep: keep)
    }

    /// What comes of reading it with the right CAN.
    func answer(
        for applicant: Applicant = applicant, trusting authorities: [[UInt8]]? = nil, keep code: FailureCode? = nil
    ) async throws -> SessionEvent {
        let work = try work(trusting: authorities) { _ in code }
        await work.hold(try DocumentKey(.can, typed: Self.can))
        return await work.read(applicant) { _ in }
    }

    private func configuration(_ fault: DocumentFault?) throws -> VirtualCardConfiguration {
        var person = Personalisation(
            holderName: "Demo Person 1", iin: Self.applicant.identity.iin.digits, pin: "", puk: "")
        person.document = DocumentOptions(
            number: Self.number, can: Self.can, portrait: Self.picture, fault: fault,
            authorityFile: folder.file("authority.der"))
        return VirtualCardConfiguration(
            stateFile: StateFile(path: folder.file("card.json")), person: person, kind: .emrtd,
            controlSocket: folder.file("card.sock"))
    }

    private static func person(_ digits: String, _ number: String) -> Applicant {
        guard let iin = try? IIN(text: digits), let born = CivilDate(year: 1985, month: 3, day: 15) else {
            preconditionFailure("the sample person is valid")
        }
        let identity = Identity(iin: iin, documentNumber: number, birthDate: born)
        return Applicant(identity: identity, failures: 0, hasPortrait: false, proof: "p")
    }
}
