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

    @Test("64 MiB in one frame arrive, each byte touched a few times: less than 2 s of work, unoptimised")
    func large() async throws {
        // The thread's own processor time: a busy machine does not count. Copying what has arrived for each piece that
        // comes would be 32 GiB of copying.
        #expect(try await pass(64 << 20) < .seconds(2))
    }

    /// Sends and reads one document, and gives the work of reading it.
    private func pass(_ count: Int) async throws -> Duration {
        let (one, other) = try pair()
        let document = [UInt8](repeating: 0x5A, count: count - 1) + [1]
        let writing = Task { @WritingTests in
            try one.send(HelperFrame(.document, document), within: .seconds(60))
            try one.write(HelperFrame(.message, [7]).encoded(), within: .seconds(1))
        }
        var reader = HelperFrameReader(other)
        let from = ownWork()
        let frame = try reader.next(within: .seconds(60))
        let work = ownWork() - from
        #expect(frame == HelperFrame(.document, document))
        #expect(try reader.next(within: .seconds(5)) == HelperFrame(.message, [7]))
        try await writing.value
        return work
    }

    /// The processor time of this thread.
    private func ownWork() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
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
