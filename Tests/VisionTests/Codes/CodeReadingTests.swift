import CodeReading
import FoundationEssentials
import HelperProtocol
import JPEGCodec
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@Suite("D1: QR codes before the camera for documents, read inside kiosk-vision", .serialized)
struct CodeReadingTests {
    private static let code = "PSCDOC1:00112233445566778899aabbccddeeff"

    @Test("the text of the code that is held before it; another system's is read as it is, and nothing as nothing")
    func reads() async throws {
        try await withVirtualCamera(person: "") { source, hand in
            let helper = try HelperProcess(source: nil, models: nil, options: ["--document-source", source])
            let client = try await helper.client()
            let nothing = await #expect(throws: Failure.self) { try await client.readCode(within: .seconds(1)) }
            #expect(nothing?.code == .digitalCodeUnseen)
            for text in [Self.code, "https://egov.example/qr/1", String(repeating: "x", count: 200)] {
                #expect(try await command("code \(text)", to: hand) == "ok")
                let seen = try await client.readCode(within: .seconds(10))
                #expect(seen == CodeReport(texts: [text], isVirtual: true))
            }
        }
    }

    @Test("two questions at once: the second is refused; one that was ended frees the camera at once")
    func ends() async throws {
        try await withVirtualCamera(person: "") { source, _ in
            let helper = try HelperProcess(source: nil, models: nil, options: ["--document-source", source])
            let client = try await helper.client()
            let start = ContinuousClock.now
            let codes = try await withThrowingTaskGroup { group in
                for _ in 1...2 {
                    group.addTask {
                        do {
                            _ = try await client.readCode(within: .seconds(30))
                            return nil as FailureCode?
                        } catch let failure as Failure {
                            return failure.code
                        }
                    }
                }
                let first = try await group.next() ?? nil
                try await client.stopReadingCode()
                return [first, try await group.next() ?? nil]
            }
            #expect(codes == [.cameraBusy, .digitalCodeUnseen])
            #expect(ContinuousClock.now - start < .seconds(15))
            let again = await #expect(throws: Failure.self) { try await client.readCode(within: .seconds(1)) }
            #expect(again?.code == .digitalCodeUnseen)
        }
    }

    @Test("without a camera for documents: refused; the other camera's pictures are never read")
    func without() async throws {
        try await withVirtualCamera(person: "") { source, hand in
            _ = try await command("code \(Self.code)", to: hand)
            let helper = try HelperProcess(source: source, models: nil)
            let client = try await helper.client()
            let refused = await #expect(throws: Failure.self) { try await client.readCode(within: .seconds(1)) }
            #expect(refused?.code == .cameraMissing)
        }
    }

    @Test("a person is positioned before one camera while a code is read by the other: neither waits for the other")
    func besides() async throws {
        try await withVirtualCamera(person: "") { source, hand in
            let helper = try HelperProcess(source: source, models: nil, options: ["--document-source", source])
            let client = try await helper.client()
            try await client.position()
            _ = try await client.event("guidance") { if case .guidance = $0 { true } else { nil } }
            async let read = client.readCode(within: .seconds(20))
            _ = try await client.event("guidance goes on") { if case .guidance = $0 { true } else { nil } }
            _ = try await command("code \(Self.code)", to: hand)
            #expect(try await read.texts == [Self.code])
            _ = try await client.event("and on") { if case .guidance = $0 { true } else { nil } }
            try await client.stop()
        }
    }

    @Test("pictures that are none, of one pixel or of noise, give no text; colours are refused")
    func hostile() throws {
        let reader = try QRReader()
        var numbers = SystemRandomNumberGenerator()
        for (width, height) in [(1, 1), (1, 700), (3, 3), (640, 480)] {
            let noise = Picture(width: width, height: height, layout: .gray) { bytes in
                for index in bytes.indices { bytes[index] = UInt8.random(in: 0...255, using: &numbers) }
            }
            #expect(reader.texts(in: noise) == [])
        }
        #expect(reader.texts(in: Picture(width: 64, height: 64, layout: .rgb) { _ in }) == [])
    }
}
