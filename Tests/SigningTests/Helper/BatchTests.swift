import HelperProtocol
import KioskDevices
import KioskDomain
import PKIX
import Synchronization
import Testing

/// Issue 3, 10: 1,000 hashes signed in one go with progress and cancel.
@Suite("Many documents at once through kiosk-sign")
struct BatchTests {
    private final class Counter: Sendable {
        private let seen = Mutex<[Int]>([])
        var values: [Int] { seen.withLock { $0 } }
        func note(_ done: Int) { seen.withLock { $0.append(done) } }
    }

    private let hashes = (0..<1000).map { number in
        SigningDocument((0..<32).map { UInt8(truncatingIfNeeded: number >> ($0 % 4 * 8)) })
    }

    @Test("1,000 hashes become 1,000 signatures, each over its own, with rising progress")
    func thousand() async throws {
        let helper = try await HelperProcess()
        let network = try TestNetwork()
        let client = helper.client(fetch: network.fetch)
        let signer = try await TestSigner(client, network.authority)
        let counter = Counter()
        let outcome = try await client.sign(
            hashes, .cms(CMSProfile(subject: .digest)), with: signer.key, trust: network.trust
        ) { done, _ in counter.note(done) }
        guard case .signed(let results) = outcome else {
            Issue.record("refused")
            return
        }
        #expect(results.count == 1000 && Set(results).count == 1000)
        #expect(counter.values.last == 1000)
        #expect(counter.values == counter.values.sorted() && counter.values.count > 1)
        #expect(network.asked == [.ocsp])
    }

    @Test("Cancelling the task ends the work in the helper: sign.cancelled, and the next request is served at once")
    func cancel() async throws {
        let helper = try await HelperProcess()
        let network = try TestNetwork()
        let client = helper.client(fetch: network.fetch)
        let signer = try await TestSigner(client, network.authority, .rsa(bits: 4096))
        let digests = hashes.map { DigestToSign(scheme: .rsaSHA256, digest: $0.bytes) }
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let work = Task {
            try await client.sign(file: signer.file, key: 0, digests) { _, _ in start.yield() }
        }
        for await _ in started { break }
        work.cancel()
        await #expect(throws: SigningFailure(.signCancelled)) { try await work.value }
        let again = try await client.sign(file: signer.file, key: 0, [digests[0]])
        #expect(again.count == 1)
    }

    @Test("A document that is refused names the batch's failure; nothing of the batch stays behind")
    func oneBad() async throws {
        let helper = try await HelperProcess()
        let network = try TestNetwork()
        let client = helper.client(fetch: network.fetch)
        let signer = try await TestSigner(client, network.authority)
        let documents = [SigningDocument(Array("<a/>".utf8)), SigningDocument(Array("<a>".utf8))]
        let failure = await #expect(throws: SigningFailure.self) {
            try await client.sign(documents, .xml(XMLProfile()), with: signer.key, trust: network.trust)
        }
        #expect(failure?.code == .documentMalformed)
    }
}
