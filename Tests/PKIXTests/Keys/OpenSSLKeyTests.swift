import KioskDevices
import KioskTestSupport
import PKIX
import Testing

@Suite("RSA and EC keys and signatures with OpenSSL as the other side (item 8)")
struct OpenSSLKeyTests {
    static let message = Array("Demo document".utf8)

    @Test("OpenSSL accepts our private keys and signatures", arguments: DemoKeys.kinds + [.rsa(bits: 3072)])
    func ours(kind: KeyAlgorithm) async throws {
        let openssl = try OpenSSL()
        let key = try DemoKeys.key(kind)
        #expect(key.algorithm == kind)
        try key.withPKCS8 { lent in _ = try openssl.folder.write("key", Array(lent)) }
        let checked = try await openssl.run("pkey", "-inform", "DER", "-in", "@key", "-check", "-noout")
        #expect(checked.succeeded, "\(checked.standardError)")
        try openssl.folder.write("public", Array(PEM.text(key.publicKey.info.der, label: "PUBLIC KEY").utf8))
        try openssl.folder.write("message", Self.message)
        for algorithm in SignatureAlgorithm.allCases where algorithm.fits(kind) && algorithm != .rsaSHA1 {
            let signature = try key.sign(message: Self.message, algorithm: algorithm)
            try openssl.folder.write("signature", signature)
            let verified = try await Self.verify(openssl, algorithm)
            #expect(verified.succeeded, "\(algorithm): \(verified.standardError)")
            #expect(key.publicKey.verify(signature: signature, of: Self.message, algorithm: algorithm))
            let other = signature.flipping(bit: 0, ofByte: signature.count - 3)
            #expect(!key.publicKey.verify(signature: other, of: Self.message, algorithm: algorithm))
            #expect(!key.publicKey.verify(signature: signature, of: Self.message + [0], algorithm: algorithm))
        }
    }

    private static func verify(_ openssl: OpenSSL, _ algorithm: SignatureAlgorithm) async throws -> Tool.Output {
        let digest = "-\(algorithm.digestAlgorithm.rawValue)"
        guard algorithm.isPSS else {
            return try await openssl.run("dgst", digest, "-verify", "@public", "-signature", "@signature", "@message")
        }
        return try await openssl.run(
            "dgst", digest, "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest", "-verify",
            "@public",
            "-signature", "@signature", "@message")
    }

    @Test("OpenSSL's keys are read, and its signatures verify", arguments: DemoKeys.kinds)
    func theirs(kind: KeyAlgorithm) async throws {
        let openssl = try OpenSSL()
        switch kind {
        case .rsa: try await openssl.run("genpkey", "-algorithm", "RSA", "-outform", "DER", "-out", "@key")
        case .ecP256:
            try await openssl.run(
                "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-outform", "DER", "-out", "@key")
        default:
            try await openssl.run(
                "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-outform", "DER", "-out", "@key")
        }
        // Files in the field are PKCS#8; genpkey writes its older form in DER.
        let pkcs8 = try await openssl.made(
            "key8", "pkcs8", "-topk8", "-nocrypt", "-inform", "DER", "-outform", "DER", "-in", "@key", "-out", "@key8")
        let key = try PrivateKey(pkcs8: pkcs8)
        #expect(key.algorithm == kind)
        let spki = try await openssl.made(
            "spki", "pkey", "-inform", "DER", "-in", "@key8", "-pubout", "-outform", "DER", "-out", "@spki")
        #expect(try PublicKey(der: spki) == key.publicKey)
        try openssl.folder.write("message", Self.message)
        for algorithm in SignatureAlgorithm.allCases where algorithm.fits(kind) && !algorithm.isPSS {
            let signature = try await openssl.made(
                "signature", "dgst", "-\(algorithm.digestAlgorithm.rawValue)", "-keyform", "DER", "-sign", "@key8",
                "-out", "@signature", "@message")
            #expect(key.publicKey.verify(signature: signature, of: Self.message, algorithm: algorithm))
            #expect(
                key.publicKey.verify(
                    signature: signature, digest: algorithm.digestAlgorithm.digest(Self.message),
                    digestAlgorithm: algorithm.digestAlgorithm))
        }
    }

    @Test("RSA of 4096 bits is made, signs and verifies")
    func largeRSA() throws {
        let key = try PrivateKey.generate(.rsa(bits: 4096))
        let signature = try key.sign(message: Self.message, algorithm: .rsaSHA512)
        #expect(key.publicKey.algorithm == .rsa(bits: 4096))
        #expect(key.publicKey.verify(signature: signature, of: Self.message, algorithm: .rsaSHA512))
    }
}
