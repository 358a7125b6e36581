import CardReaderPCSC
import Foundation
import KioskDevices
import KioskTestSupport
import SmartCard
import Testing
import VirtualCard

/// The pinpad reader of `Reader/pinpad_reader.c`, compiled and loaded by the real pcscd, with a virtual card in it and a
/// file in place of the person's fingers.
struct PINPadReader: Sendable {
    static let port: UInt16 = 35971
    let name: String
    private let keys: String

    /// Runs `body` with the reader.
    ///
    /// - Parameter friendlyName: what the reader calls itself, for the table of quirks.
    static func withReader(
        _ friendlyName: String = "Test Pinpad", _ body: (PINPadReader) async throws -> Void
    ) async throws {
        try PCSCService.requireInstalled()
        try RealPart.require(programs: "cc")
        let folder = try TemporaryFolder("pinpad")
        let driver = try await compile(in: folder)
        let reader = PINPadReader(name: "\(friendlyName) 00 00", keys: folder.file("keys"))
        try reader.type([])
        let readers = try folder.makeFolder("readers")
        let entry = """
            FRIENDLYNAME "\(friendlyName)"
            DEVICENAME \(reader.keys):\(port)
            LIBPATH \(driver)
            CHANNELID 1
            """
        try entry.write(toFile: "\(readers)/pinpad", atomically: true, encoding: .utf8)
        let ran: Void? = try await PCSCService.withoutService {
            try await PCSCService.whileRunning(readers: readers) {
                try await withCard(in: folder, reader: reader, body)
            }
        }
        try RealPart.require(ran != nil, "another pcscd runs here, and this test needs one with a reader of its own")
    }

    /// What the person will do, one entry after the other: digits, `cancel` or `time-out`.
    func type(_ entries: [String]) throws {
        try entries.map { "\($0)\n" }.joined().write(toFile: keys, atomically: false, encoding: .utf8)
    }

    /// Pulls the reader's plug: it answers nothing any more.
    func unplug() throws { try FileManager.default.removeItem(atPath: keys) }

    /// Puts the plug in again.
    func plugIn() throws { try type([]) }

    /// What the reader answers to the feature query from now on: `refuse` or `garbage`.
    func answerProbe(_ mood: String) throws {
        try mood.write(toFile: "\(keys).probe", atomically: true, encoding: .utf8)
    }

    private static func compile(in folder: TemporaryFolder) async throws -> String {
        let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Reader/pinpad_reader.c")
        let driver = folder.file("libpinpad.so")
        let output = try await Tool.run(
            "cc", ["-shared", "-fPIC", "-O1", "-I/usr/include/PCSC", "-o", driver, source.path()])
        try #require(output.succeeded, "\(output.standardError)")
        return driver
    }

    private static func withCard(
        in folder: TemporaryFolder, reader: PINPadReader, _ body: (PINPadReader) async throws -> Void
    ) async throws {
        let person = Personalisation(holder: DemoCard.holder, pin: DemoCard.pin, puk: DemoCard.puk)
        let service = VirtualCardService(
            VirtualCardConfiguration(
                stateFile: StateFile(path: folder.file("card.json")), person: person, port: port))
        let monitor = ReaderMonitor()
        try await withThrowingTaskGroup { group in
            group.addTask { try await service.run() }
            group.addTask { await monitor.run() }
            try await withDeadline(.seconds(20), "a card in the pinpad reader") {
                for await snapshot in monitor.snapshots() {
                    if case .card = snapshot.condition(of: reader.name) { return }
                }
            }
            try await body(reader)
            group.cancelAll()
        }
    }
}
