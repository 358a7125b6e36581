import KioskDevices
import KioskTestSupport
import PKIX
import SwiftASN1
import Testing

@Suite("Requests for certificates (PKCS#10; item 8: CSR in each algorithm)")
struct RequestTests {
    private static func make(_ kind: KeyAlgorithm) throws -> (CertificationRequest, PrivateKey) {
        let key = try DemoKeys.key(kind)
        let request = try CertificationRequest.signed(
            subject: DemoAuthority.person, publicKey: key.publicKey,
            extensions: [.keyUsage([.digitalSignature, .nonRepudiation])]
        ) { digest throws(Failure) in try key.sign(digest: digest) }
        return (request, key)
    }

    @Test("Made and read back; possession is proved, a flipped bit disproves it", arguments: KeyRuleTests.kinds)
    func roundTrip(kind: KeyAlgorithm) throws {
        let (request, key) = try Self.make(kind)
        #expect(request.subject == DemoAuthority.person)
        #expect(request.publicKey == key.publicKey)
        #expect(request.extensions == [.keyUsage([.digitalSignature, .nonRepudiation])])
        #expect(request.provesPossession)
        #expect(try CertificationRequest.read(Array(request.pem.utf8)) == request)
        for index in [30, request.der.count / 2, request.der.count - 10] {
            let changed = try? CertificationRequest(der: request.der.flipping(bit: 1, ofByte: index))
            #expect(changed?.provesPossession != true)
        }
    }

    @Test("A request signed with another key proves nothing")
    func otherKey() throws {
        let key = try PrivateKey.generate(.gost2015_512)
        let other = try PrivateKey.generate(.gost2015_512)
        let request = try CertificationRequest.signed(
            subject: DemoAuthority.person, publicKey: key.publicKey
        ) { digest throws(Failure) in try other.sign(digest: digest) }
        #expect(!request.provesPossession)
    }

    @Test("OpenSSL accepts ours", arguments: DemoKeys.kinds)
    func ours(kind: KeyAlgorithm) async throws {
        let openssl = try OpenSSL()
        try openssl.folder.write("request.pem", Array(Self.make(kind).0.pem.utf8))
        let verified = try await openssl.run("req", "-in", "@request.pem", "-verify", "-noout", "-text")
        #expect(verified.succeeded && verified.standardError.contains("verify OK"), "\(verified.standardError)")
        #expect(verified.standardOutput.contains("Digital Signature, Non Repudiation"))
    }

    @Test("We accept OpenSSL's", arguments: ["rsa:2048", "ec"])
    func theirs(kind: String) async throws {
        let openssl = try OpenSSL()
        try await openssl.run("ecparam", "-name", "prime256v1", "-out", "@curve")
        let request = try await openssl.made(
            "request.pem", "req", "-new", "-newkey", kind == "ec" ? "ec:\(openssl.folder.file("curve"))" : kind,
            "-nodes",
            "-keyout", "@key", "-subj", "/CN=Demo Person 2/serialNumber=IIN900101300017", "-addext",
            "keyUsage=digitalSignature", "-out", "@request.pem")
        let read = try CertificationRequest.read(request)
        #expect(read.provesPossession)
        #expect(read.subject.first(.NameAttributes.commonName) == "Demo Person 2")
        #expect(read.extensions.first?.name == ExtensionName.keyUsage)
    }
}
