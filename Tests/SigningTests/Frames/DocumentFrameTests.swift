import Glibc
import HelperProtocol
import KioskDevices
import StreamSockets
import Testing

@BlockingTests
@Suite("Frames of documents and secrets")
struct DocumentFrameTests {
    private func pair() throws -> (StreamSocket, StreamSocket) {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
            throw SocketError.system(call: "socketpair", errno: errno)
        }
        return (StreamSocket(adopting: ends[0]), StreamSocket(adopting: ends[1]))
    }

    @Test("The kinds and limits of both helpers: 72 MiB a document, 1 KiB a secret, 8 MiB the others")
    func limits() {
        #expect(HelperFrame.Kind.document.rawValue == 3 && HelperFrame.Kind.secret.rawValue == 4)
        #expect(HelperFrame.Kind.document.payloadLimit == 72 << 20)
        #expect(HelperFrame.Kind.secret.payloadLimit == 1024)
        #expect(HelperFrame.Kind.message.payloadLimit == 8 << 20)
    }

    @Test("64 MiB in one frame arrive, and eight times the bytes take at most a small multiple of eight times the time")
    func large() async throws {
        // Each alone, best of three: what grows with the square shows even on a busy machine.
        var times: [Int: Duration] = [:]
        for count in [8 << 20, 64 << 20] {
            for _ in 0..<3 {
                let from = ContinuousClock.now
                try await pass(count)
                times[count] = min(times[count] ?? .seconds(600), ContinuousClock.now - from)
            }
        }
        let small = try #require(times[8 << 20])
        let big = try #require(times[64 << 20])
        #expect(big < small * 32, "8 MiB in \(small), 64 MiB in \(big)")
    }

    private func pass(_ count: Int) async throws {
        let (one, other) = try pair()
        let document = [UInt8](repeating: 0x5A, count: count - 1) + [1]
        let writing = Task { @WritingTests in
            try one.send(HelperFrame(.document, document), within: .seconds(60))
            try one.write(HelperFrame(.message, [7]).encoded(), within: .seconds(1))
        }
        var reader = HelperFrameReader(other)
        let frame = try reader.next(within: .seconds(60))
        #expect(frame == HelperFrame(.document, document))
        #expect(try reader.next(within: .seconds(5)) == HelperFrame(.message, [7]))
        try await writing.value
    }

    @Test("A secret goes over the wire into locked memory, and the frame is left empty")
    func movedSecret() throws {
        let (one, other) = try pair()
        let password = secret("pass w0rd")
        try one.send(secret: password, within: .seconds(1))
        var reader = HelperFrameReader(other)
        var frame = try #require(try reader.next(within: .seconds(1)))
        #expect(frame.kind == .secret)
        let isSame = frame.takeSecret()?.isEqual(to: password)
        #expect(isSame == true)
        #expect(frame.payload.isEmpty)
    }

    @Test("A secret longer than one can be is refused, and wiped all the same")
    func longSecret() {
        var frame = HelperFrame(.secret, [UInt8](repeating: 1, count: 65))
        if frame.takeSecret() != nil { Issue.record("65 bytes were taken") }
        #expect(frame.payload.isEmpty)
    }
}
