import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import Testing

/// NCALayer protocol 2.4, `generateCsr` and `importCertificate` with a file: days may lie between the two.
@Suite("A key file whose certificate comes later")
struct AwaitedCertificateTests {
    private static func key(_ algorithm: SigningKeyAlgorithm) -> MakeKeysOrder.Key {
        MakeKeysOrder.Key(algorithm: algorithm, name: "new", subject: [.init(type: "2.5.4.3", value: "DEMO PERSON 1")])
    }

    @Test(
        "the certificate is matched by the public key and put in under the same password; the file then signs",
        arguments: [SigningKeyAlgorithm.rsa2048, .gost2015_512])
    func added(algorithm: SigningKeyAlgorithm) async throws {
        let helper = try await HelperProcess()
        let client = helper.client()
        let made = try await client.makeKeys([Self.key(algorithm)], password: secret(TestSigner.password))
        let waiting = try await client.finishKeyFile(made.file, certificates: [[]])
        guard case .opened(let before) = try await client.openKeyFile(waiting, password: secret(TestSigner.password))
        else {
            Issue.record("not opened")
            return
        }
        #expect(before.keys.map(\.certificates) == [[]])
        let request = try CertificationRequest(der: made.requests[0])
        let certificate = try TestAuthority().issue(try #require(request.publicKey)).der
        #expect(try await client.addCertificate(certificate, to: waiting, password: secret("another one")) == nil)
        let whole = try #require(
            try await client.addCertificate(certificate, to: waiting, password: secret(TestSigner.password)))
        guard case .opened(let after) = try await client.openKeyFile(whole, password: secret(TestSigner.password))
        else {
            Issue.record("not opened")
            return
        }
        #expect(after.keys.map { $0.certificates.map(\.der.bytes) } == [[certificate]])
        let scheme = try #require(after.keys[0].certificates[0].scheme)
        let digest = DigestToSign(scheme: scheme, digest: [UInt8](repeating: 7, count: scheme.digestLength))
        #expect(try await client.sign(file: after.file, key: 0, [digest]).count == 1)
    }

    @Test("another key's certificate is refused, and what is no certificate or no key file")
    func refused() async throws {
        let helper = try await HelperProcess()
        let client = helper.client()
        let made = try await client.makeKeys([Self.key(.ecP256)], password: secret(TestSigner.password))
        let waiting = try await client.finishKeyFile(made.file, certificates: [[]])
        let others = try TestAuthority().issue(try PrivateKey.generate(.ecP256).publicKey).der
        for (certificate, file, code) in [
            (others, waiting, FailureCode.certificateMismatch), ([0x30, 0x00], waiting, .certificateMalformed),
            (others, [0x30, 0x00], .keyFileMalformed),
        ] {
            let failure = await #expect(throws: SigningFailure.self) {
                _ = try await client.addCertificate(certificate, to: file, password: secret(TestSigner.password))
            }
            #expect(failure?.code == code)
        }
    }

    @Test("a file is replaced whole, and only by its name")
    func replaced() throws {
        let folder = try TemporaryFolder("stick")
        let store = KeyFileStore(folder: folder.path)
        try store.write("a.p12", [1, 2, 3])
        try store.replace("a.p12", [4])
        #expect(try store.read("a.p12") == [4])
        #expect(try store.names() == ["a.p12"])
        #expect(throws: Failure.self) { try store.replace("../a.p12", [5]) }
        #expect(throws: Failure.self) { try KeyFileStore(folder: folder.file("gone")).replace("a.p12", [5]) }
    }
}
