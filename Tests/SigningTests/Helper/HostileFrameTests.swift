import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import StreamSockets
import Testing

/// Whatever comes over the socket, kiosk-sign ends that connection at most, and serves the next.
@BlockingTests
@Suite("Hostile bytes to kiosk-sign")
struct HostileFrameTests {
    private func closes(_ helper: HelperProcess, _ bytes: [UInt8]) throws -> Bool {
        let socket = try StreamSocket.connect(to: .unix(helper.socket), within: .seconds(5))
        try? socket.write(bytes, within: .seconds(10))
        var reader = HelperFrameReader(socket)
        do {
            _ = try reader.next(within: .seconds(20))
            return false
        } catch {
            return true
        }
    }

    @Test("Kinds of others, lying lengths, broken messages and unknown requests end the connection")
    func malformed() async throws {
        let helper = try await HelperProcess()
        let cases: [[UInt8]] = [
            HelperFrame(.portrait, [1]).encoded(), HelperFrame(.preview, [1]).encoded(), [0, 0, 0, 0],
            [0xFF, 0xFF, 0xFF, 0xFF, 3], HelperFrame(.message, Array("{".utf8)).encoded(),
            HelperFrame(.message, Array("{\"fly\":{}}".utf8)).encoded(),
            HelperFrame(.message, Array(String(repeating: "[", count: 100_000).utf8)).encoded(),
            HelperFrame(.message, Array("{\"sign\":{\"file\":1e99,\"key\":0,\"digests\":[]}}".utf8)).encoded(),
            HelperFrame(.secret, [UInt8](repeating: 1, count: 65)).encoded(),
        ]
        for bytes in cases { #expect(try closes(helper, bytes), "\(bytes.prefix(24))") }
        _ = try await helper.client().health()
    }

    @Test("Random mutations of a conversation never end the helper")
    func mutations() async throws {
        let helper = try await HelperProcess()
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(seed: seed)
        let trust = TrustSettings(now: TestAuthority.now)
        let requests: [SigningRequest] = [
            .health, .release([1, -1, Int.max]), .openKeyFile, .readCertificates,
            .verify(VerifyOrder(trust: trust)), .supply(job: 3, found: [true, false]),
            .sign(file: 1, key: -5, digests: []), .complete([CompletedSignature(handle: 0, signature: [1])]),
            .prepare(
                PrepareOrder(
                    profile: .cms(CMSProfile()), certificates: [[0x30, 0]], rules: SignerRules(), trust: trust,
                    withContent: [true])), .makeKeys(MakeKeysOrder(keys: [])),
        ]
        for _ in 0..<200 {
            var bytes = HelperFrame(.document, [0x30, 0x80, 0, 0]).encoded()
            for _ in 0..<3 {
                guard let request = requests.randomElement(using: &random) else { continue }
                bytes += try request.frame().encoded()
            }
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
            // Refused while the queue of those who wait is full.
            let socket = try await eventually("a connection") {
                try? StreamSocket.connect(to: .unix(helper.socket), within: .seconds(5))
            }
            try? socket.write(bytes, within: .seconds(5))
            socket.shutdown()
        }
        #expect(kill(helper.process, 0) == 0, "seed \(seed)")
        try await eventually { (try? await helper.client().health()) != nil }
    }

    @Test("More connections than allowed are closed; those before stay")
    func connections() async throws {
        let helper = try await HelperProcess()
        let client = helper.client()
        _ = try await client.health()
        let others = try (0..<20).map { _ in
            try StreamSocket.connect(to: .unix(helper.socket), within: .seconds(5))
        }
        var closed = 0
        for socket in others {
            var reader = HelperFrameReader(socket)
            do { _ = try reader.next(within: .milliseconds(300)) } catch { closed += 1 }
        }
        #expect(closed == 5)
        _ = try await client.health()
    }
}
