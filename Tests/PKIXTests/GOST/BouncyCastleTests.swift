import GOST
import KioskDevices
import KioskTestSupport
import PKIX
import Testing

@Suite("GOST with BouncyCastle as the other side, both directions (item 8)")
struct BouncyCastleTests {
    static let suites: [KeyAlgorithm] = [.gost2004, .gost2015_256, .gost2015_512]
    private static let message = Array("Ақпарат 42".utf8)

    @Test("Digests, signatures and keys agree in every suite")
    func signatures() async throws {
        var commands: [String] = []
        var expected: [String] = []
        for suite in Self.suites {
            let name = Oracle.name(suite)
            let algorithm = suite.signatureAlgorithm.digestAlgorithm
            for length in [0, 1, 31, 32, 33, 64, 65, 300] {
                let message = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
                commands.append("digest \(name) \(Hexadecimal.text(message + [1]))")
                expected.append(Hexadecimal.text(algorithm.digest(message + [1])))
            }
            for _ in 0..<4 {
                let key = try PrivateKey.generate(suite)
                let digest = algorithm.digest(Self.message)
                let signature = try key.sign(digest: digest)
                let point = key.publicKey.info.subjectPublicKey.suffix(2 * digest.count)
                commands.append(
                    "verify \(name) \(Hexadecimal.text(point)) \(Hexadecimal.text(digest)) "
                        + Hexadecimal.text(signature))
                expected.append("true")
                commands.append(
                    "verify \(name) \(Hexadecimal.text(point)) \(Hexadecimal.text(digest)) "
                        + Hexadecimal.text(signature.flipping(bit: 1, ofByte: 40)))
                expected.append("false")
            }
        }
        #expect(try await Oracle.answers(commands) == expected)
    }

    @Test("BouncyCastle's signatures verify, and the same number gives the same public key", arguments: suites)
    func theirSignatures(suite: KeyAlgorithm) async throws {
        let curve = try #require(Self.curve(suite))
        let key = try GOSTPrivateKey(generating: curve)
        let digest = suite.signatureAlgorithm.digestAlgorithm.digest(Self.message)
        let number = key.withNumber { Hexadecimal.text($0) }
        let line = "sign \(Oracle.name(suite)) \(number) \(Hexadecimal.text(digest))"
        for answer in try await Oracle.answers([line, line]) {
            let words = answer.split(separator: " ").map { bytes(String($0)) }
            #expect(words.first == key.publicKey.bytes)
            #expect(key.publicKey.isValid(signature: try #require(words.last), digest: digest))
        }
    }

    @Test("The wrong S-boxes give another digest, which fails")
    func wrongBoxes() async throws {
        let key = try PrivateKey.generate(.gost2004)
        let signature = try key.sign(message: Self.message, algorithm: .gost2004)
        let answers = try await Oracle.answers([
            "digest wrong-boxes \(Hexadecimal.text(Self.message))", "digest 2004 \(Hexadecimal.text(Self.message))",
        ])
        let digests = answers.map { bytes($0) }
        #expect(!key.publicKey.verify(signature: signature, digest: digests[0], algorithm: .gost2004))
        #expect(key.publicKey.verify(signature: signature, digest: digests[1], algorithm: .gost2004))
    }

    @Test("Certificates, lists and requests are accepted by BouncyCastle", arguments: suites)
    func structures(suite: KeyAlgorithm) async throws {
        let authority = try DemoAuthority("Demo Authority", suite)
        let key = try PrivateKey.generate(suite)
        let leaf = try authority.issue(to: key.publicKey.info)
        let list = try authority.list([.init(leaf.serialNumber, revokedAt: DemoAuthority.now, reason: .superseded)])
        let request = try CertificationRequest.signed(
            subject: DemoAuthority.person, publicKey: key.publicKey, extensions: [.keyUsage(.digitalSignature)]
        ) { digest throws(Failure) in try key.sign(digest: digest) }
        let above = Hexadecimal.text(authority.certificate.der)
        let answers = try await Oracle.answers([
            "certificate \(above) \(above)", "certificate \(Hexadecimal.text(leaf.der)) \(above)",
            "list \(Hexadecimal.text(list.der)) \(above)", "request \(Hexadecimal.text(request.der))",
            "certificate \(above) \(Hexadecimal.text(leaf.der))",
        ])
        #expect(answers == ["true", "true", "true", "true", "false"])
    }

    @Test("BouncyCastle's certificates and requests are accepted", arguments: suites)
    func theirStructures(suite: KeyAlgorithm) async throws {
        let name = Oracle.name(suite)
        let answers = try await Oracle.answers(["make-request \(name)", "make-certificate \(name)"])
        let request = try CertificationRequest(der: bytes(answers[0]))
        #expect(request.publicKey?.algorithm == suite)
        #expect(request.provesPossession)
        let root = try Certificate(der: bytes(answers[1]))
        #expect(root.isSigned(by: try #require(root.publicKey)))
        #expect(!root.isSigned(by: try #require(request.publicKey)))
    }

    private static func curve(_ suite: KeyAlgorithm) -> GOSTCurve? {
        switch suite {
        case .gost2004: .cryptoProA
        case .gost2015_256: .tc26_256A
        case .gost2015_512: .tc26_512A
        default: nil
        }
    }
}
