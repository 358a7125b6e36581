import HelperProtocol
import KeyFiles
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import Testing

/// Issue 3, 5 and RULES E0, E1: the EDS in a file is a set of keys, made in the program, written only encrypted.
@Suite("A new key file through kiosk-sign")
struct NewKeyFileTests {
    private func key(_ algorithm: SigningKeyAlgorithm, _ name: String) -> MakeKeysOrder.Key {
        MakeKeysOrder.Key(
            algorithm: algorithm, name: name,
            subject: [.init(type: "2.5.4.6", value: "KZ"), .init(type: "2.5.4.3", value: "DEMO PERSON 1")])
    }

    @Test(
        "Keys, requests, certificates, file; the file opens and signs",
        arguments: [SigningKeyAlgorithm.rsa2048, .ecP384, .gost2004, .gost2015_256, .gost2015_512])
    func whole(algorithm: SigningKeyAlgorithm) async throws {
        let helper = try await HelperProcess()
        let client = helper.client()
        let authority = try TestAuthority()
        let made = try await client.makeKeys(
            [key(algorithm, "AUTH"), key(algorithm, "SIGN")], password: secret(TestSigner.password))
        var certificates: [[[UInt8]]] = []
        for request in made.requests {
            let request = try CertificationRequest(der: request)
            #expect(request.provesPossession)
            let certificate = try authority.issue(try #require(request.publicKey))
            certificates.append([certificate.der, authority.certificate.der])
        }
        await #expect(throws: SigningFailure(.certificatePurpose, "a certificate of another key")) {
            try await client.finishKeyFile(made.file, certificates: certificates.reversed())
        }
        let bytes = try await client.finishKeyFile(made.file, certificates: certificates)
        let folder = try TemporaryFolder("stick")
        try KeyFileStore(folder: folder.path).write("demo.p12", bytes)
        let again = try KeyFileStore(folder: folder.path).read("demo.p12")
        guard case .opened(let contents) = try await client.openKeyFile(again, password: secret(TestSigner.password))
        else {
            Issue.record("not opened")
            return
        }
        #expect(contents.keys.map(\.name) == ["AUTH", "SIGN"])
        #expect(contents.keys.map { $0.certificates.map(\.der.bytes) } == certificates)
        let scheme = try #require(contents.keys[1].certificates[0].scheme)
        let digest = [UInt8](repeating: 7, count: scheme.digestLength)
        let signatures = try await client.sign(
            file: contents.file, key: 1, [DigestToSign(scheme: scheme, digest: digest)])
        #expect(!signatures[0].isEmpty)
    }

    @Test("A weak password makes no keys; a wrong one is a result; an empty one is not even tried")
    func passwords() async throws {
        let helper = try await HelperProcess()
        let client = helper.client()
        for weak in ["", "short", "11111111"] {
            let failure = await #expect(throws: SigningFailure.self) {
                try await client.makeKeys([key(.ecP256, "a")], password: secret(weak))
            }
            #expect(failure?.code == .keyFilePasswordRules)
        }
        let authority = try TestAuthority()
        let private1 = try PrivateKey.generate(.ecP256)
        let entry = KeyFileEntry(
            name: "", key: private1, certificates: [try authority.issue(private1.publicKey)])
        let bytes = try KeyFileWriter.write([entry], password: secret(TestSigner.password), rounds: 1000)
        #expect(try await client.openKeyFile(bytes, password: secret("another one")) == .passwordWrong)
        let empty = await #expect(throws: SigningFailure.self) {
            try await client.openKeyFile(bytes, password: secret(""))
        }
        #expect(empty?.code == .keyFilePasswordRules)
        let damaged = await #expect(throws: SigningFailure.self) {
            try await client.openKeyFile(Array(bytes.dropLast()), password: secret(TestSigner.password))
        }
        #expect(damaged?.code == .keyFileMalformed)
    }

    @Test("A released file and one of another helper sign no more")
    func released() async throws {
        let network = try TestNetwork()
        let helper = try await HelperProcess()
        let client = helper.client(fetch: network.fetch)
        let signer = try await TestSigner(client, network.authority)
        let digest = DigestToSign(scheme: .ecdsaSHA256, digest: [UInt8](repeating: 1, count: 32))
        await client.release([signer.file])
        let gone = await #expect(throws: SigningFailure.self) {
            try await client.sign(file: signer.file, key: 0, [digest])
        }
        #expect(gone?.code == .signKeyMissing)
        let second = try await TestSigner(client, network.authority)
        let other = helper.client()
        await #expect(throws: SigningFailure.self) { try await other.sign(file: second.file, key: 0, [digest]) }
    }
}
