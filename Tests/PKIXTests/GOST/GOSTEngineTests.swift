import GOST
import KioskDevices
import KioskTestSupport
import PKIX
import Testing

@Suite("GOST 2012 with OpenSSL's gost-engine as a second other side")
struct GOSTEngineTests {
    struct Keys: Sendable {
        var curve: GOSTCurve
        var algorithm: String
        var set: String
    }

    static let suites = [
        Keys(curve: .tc26_256A, algorithm: "gost2012_256", set: "TCA"),
        Keys(curve: .cryptoProA, algorithm: "gost2012_256", set: "TCB"),
        Keys(curve: .tc26_512A, algorithm: "gost2012_512", set: "A"),
    ]

    @Test(
        "The engine's keys and signatures verify; the engine writes s, r, most significant byte first",
        arguments: suites)
    func theirs(suite: Keys) async throws {
        try RealPart.require(programs: "openssl")
        let folder = try TemporaryFolder("engine")
        let key = folder.file("key.pem")
        let made = try await Tool.run(
            "openssl",
            [
                "genpkey", "-engine", "gost", "-algorithm", suite.algorithm, "-pkeyopt", "paramset:\(suite.set)",
                "-out",
                key,
            ])
        try RealPart.require(made.succeeded, "libengine-gost-openssl is not installed: \(made.standardError)")
        let digest = (0..<suite.curve.byteCount).map { UInt8(truncatingIfNeeded: $0 * 11 + 3) }
        try folder.write("digest", digest)
        let signed = try await Tool.run(
            "openssl",
            [
                "pkeyutl", "-sign", "-engine", "gost", "-inkey", key, "-in", folder.file("digest"), "-out",
                folder.file("signature"),
            ])
        #expect(signed.succeeded, "\(signed.standardError)")
        let exported = try await Tool.run(
            "openssl",
            ["pkey", "-engine", "gost", "-in", key, "-pubout", "-outform", "DER", "-out", folder.file("public")])
        #expect(exported.succeeded, "\(exported.standardError)")
        let point = try Array(folder.read("public").suffix(2 * suite.curve.byteCount))
        let theirs = try #require(GOSTPublicKey(curve: suite.curve, bytes: point))
        let signature = try Array(folder.read("signature").reversed())
        #expect(theirs.isValid(signature: signature, digest: digest))
        #expect(!theirs.isValid(signature: Array(signature.reversed()), digest: digest))
        #expect(!theirs.isValid(signature: signature, digest: digest.reversed()))
    }

    @Test("Our signatures verify with the engine", arguments: suites)
    func ours(suite: Keys) async throws {
        try RealPart.require(programs: "openssl")
        let folder = try TemporaryFolder("engine")
        // The engine's own key gives the frame; our point takes the place of its point.
        let made = try await Tool.run(
            "openssl",
            [
                "genpkey", "-engine", "gost", "-algorithm", suite.algorithm, "-pkeyopt", "paramset:\(suite.set)",
                "-out",
                folder.file("key.pem"),
            ])
        try RealPart.require(made.succeeded, "libengine-gost-openssl is not installed: \(made.standardError)")
        _ = try await Tool.run(
            "openssl",
            [
                "pkey", "-engine", "gost", "-in", folder.file("key.pem"), "-pubout", "-outform", "DER", "-out",
                folder.file("public"),
            ])
        let key = try GOSTPrivateKey(generating: suite.curve)
        let frame = try folder.read("public").dropLast(2 * suite.curve.byteCount)
        try folder.write("ours.pem", Array(PEM.text(Array(frame) + key.publicKey.bytes, label: "PUBLIC KEY").utf8))
        let digest = (0..<suite.curve.byteCount).map { UInt8(truncatingIfNeeded: $0 * 13 + 1) }
        try folder.write("digest", digest)
        for (bit, accepted) in [(nil, true), (5, false)] as [(Int?, Bool)] {
            let signature = try key.sign(digest: digest)
            let shown = bit.map { signature.flipping(bit: $0, ofByte: 20) } ?? signature
            try folder.write("signature", shown.reversed())
            let verified = try await Tool.run(
                "openssl",
                [
                    "pkeyutl", "-verify", "-engine", "gost", "-pubin", "-inkey", folder.file("ours.pem"), "-in",
                    folder.file("digest"), "-sigfile", folder.file("signature"),
                ])
            #expect(verified.succeeded == accepted, "\(verified.standardOutput) \(verified.standardError)")
        }
    }
}
