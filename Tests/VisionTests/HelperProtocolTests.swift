import Glibc
import KioskDevices
import KioskDomain
import KioskTestSupport
import KioskTexts
import StreamSockets
import Synchronization
import Testing

@testable import HelperProtocol

@BlockingTests
@Suite("Helper protocol: frames and messages")
struct HelperProtocolTests {
    private func pair() throws -> (StreamSocket, StreamSocket) {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
            throw SocketError.system(call: "socketpair", errno: errno)
        }
        return (StreamSocket(adopting: ends[0]), StreamSocket(adopting: ends[1]))
    }

    @Test("A frame is 4 bytes length, 1 byte kind, payload")
    func encoding() {
        #expect(HelperFrame(.portrait, [7, 8]).encoded() == [0, 0, 0, 3, 2, 7, 8])
        #expect(HelperFrame(.message, []).encoded() == [0, 0, 0, 1, 0])
    }

    @Test("DESIGN 5.7: a preview that was shown or replaced is nowhere in the memory of the process")
    func previewsAreWiped() async throws {
        // Kept apart from itself, so that the search does not find its own question.
        let hidden = (0..<8).map { _ in UInt8.random(in: .min ... .max) }
        func occurrences() -> Int { OwnMemory.count { byte, index in byte == hidden[index] ^ 0x5A } }
        let (one, other) = try pair()
        let link = VisionLink(other)
        let newest = Mutex<WipedBytes?>(nil)
        let (arrived, arrival) = AsyncStream<Void>.makeStream()
        let reading = Task {
            await VisionReader().run(link, silenceLimit: .seconds(60), hung: {}) { _ in
            } preview: { picture in
                newest.withLock { $0 = picture }
                arrival.yield()
            }
        }
        func show(_ picture: [UInt8]) async throws {
            var bytes = HelperFrame(.preview, picture).encoded()
            try one.write(bytes, within: .seconds(1))
            wipe(&bytes)
            try await withDeadline(.seconds(120), "the preview") { for await _ in arrived { return } }
        }
        var picture = [UInt8](repeating: 0, count: 60_000)
        for (index, byte) in hidden.enumerated() { picture[40_000 + index] = byte ^ 0x5A }
        try await show(picture)
        wipe(&picture)
        #expect(occurrences() >= 1, "the search itself must find what is there")
        try await show([1, 2, 3])
        #expect(occurrences() == 0)
        one.shutdown()
        await reading.value
    }

    @Test("Frames cut at every place are put together again")
    func pieces() throws {
        let (one, other) = try pair()
        var reader = HelperFrameReader(other)
        let bytes = HelperFrame(.preview, [1, 2, 3]).encoded() + HelperFrame(.message, [4]).encoded()
        var seen: [HelperFrame] = []
        for byte in bytes {
            try one.write([byte], within: .seconds(1))
            while let frame = try reader.next(within: .zero) { seen.append(frame) }
        }
        #expect(seen == [HelperFrame(.preview, [1, 2, 3]), HelperFrame(.message, [4])])
    }

    @Test(
        "A length of 0, one over the limit of its kind and an unknown kind end the connection",
        arguments: [
            [0, 0, 0, 0] as [UInt8], [0, 0x80, 0, 2, 0], [0xFF, 0xFF, 0xFF, 0xFF, 0], [0, 0, 0, 1, 9],
            [0, 0x80, 0, 2, 2], [4, 0x80, 0, 2], [4, 0x80, 0, 2, 3], [0, 0, 4, 2, 4],
        ])
    func malformed(bytes: [UInt8]) throws {
        let (one, other) = try pair()
        try one.write(bytes, within: .seconds(1))
        #expect(throws: HelperProtocolError.self) {
            var reader = HelperFrameReader(other)
            _ = try reader.next(within: .seconds(1))
        }
    }

    @Test("The end of the stream in mid frame is an error, silence is not")
    func endAndSilence() throws {
        let (one, other) = try pair()
        try one.write([0, 0, 0, 9, 0, 1], within: .seconds(1))
        #expect(throws: HelperProtocolError.socket(.closed)) {
            var reader = HelperFrameReader(other)
            #expect(try reader.next(within: .milliseconds(10)) == nil)
            one.shutdown()
            _ = try reader.next(within: .seconds(1))
        }
    }

    @Test("Every message survives the wire")
    func messages() throws {
        let requests: [VisionRequest] = [
            .position,
            .attempt(id: "a1", deadlineSeconds: 20, challenge: .gentle), .extend(seconds: 20), .checkReference, .stop,
            .health, .compose, .photograph(deadlineSeconds: 10),
        ]
        for request in requests {
            #expect(try VisionRequest(payload: try request.frame().payload) == request)
        }
        var report = AttemptReport(id: "a1", outcome: .noMatch, threshold: .shipped)
        report.distance = 0.5
        let guidance = GuidanceReport(guidance: .tooFar, usable: true, measures: QualityMeasures(), face: nil)
        let events: [VisionEvent] = [
            .photo(PhotoReport(code: .exchangePhoto, guidance: .tooDark)),
            .photo(PhotoReport(width: 300, height: 400, eyeDistance: 75, isBackgroundPlain: true)),
            .guidance(guidance), .outcome(report), .fault(code: .cameraLost, detail: "x"), .heartbeat,
        ]
        for event in events { #expect(try VisionEvent(payload: try event.frame().payload) == event) }
        #expect(throws: HelperProtocolError.self) { try VisionEvent(payload: Array("{\"fly\":{}}".utf8)) }
    }

    @Test("Each guidance of the helper has a text of its own, and no text stands for none")
    func texts() { #expect(Guidance.allCases.map(\.rawValue) == GuidanceText.allCases.map(\.rawValue)) }

    @Test("Every guidance has its outcome of the table")
    func outcomes() {
        for guidance in Guidance.allCases {
            #expect(
                [.poorLighting, .blurred, .noFace, .severalFaces, .livenessFailed, .tookTooLong].contains(
                    guidance.outcome))
        }
    }
}
