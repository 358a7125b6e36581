import Crypto
import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import MachineKeys
import PKIX
import Testing

/// Issue 6.2: a machine's key in a TPM, here swtpm's.
@Suite("Issue 6.2: a key in a TPM", .serialized) struct TPMKeyTests {
    private func code(_ body: () async throws -> Void) async -> FailureCode? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? Failure)?.code
        }
    }

    private func maker(_ tpm: SoftwareTPM, _ rule: KeyRule = .tpm) -> KeyMaker { KeyMaker(rule, tpm: TPM(tpm.place)) }

    @Test("made in the TPM, kept wrapped, loaded again, it signs; openssl takes its request") func signs() async throws
    {
        try RealPart.require(programs: "openssl")
        try await SoftwareTPM.with { tpm in
            let made = try await maker(tpm).make()
            #expect(made.home == .tpm)
            tpm.turnOff()
            try await tpm.turnOn()
            let again = try maker(tpm, .file).key(in: Array(made.kept.utf8))
            let message = Array("message".utf8)
            let signature = try await again.sign(message)
            #expect(made.publicKey.isValidSignature(signature, for: message))
            let folder = try TemporaryFolder("request")
            let request = try folder.write("r.der", try await again.request().der)
            let checked = try await Tool.run("openssl", ["req", "-inform", "DER", "-in", request, "-verify", "-noout"])
            #expect(checked.succeeded, "\(checked.standardError)")
        }
    }

    @Test("openssl signs with what is kept, by its provider for TPMs; and what it keeps signs here") func openssl()
        async throws
    {
        try RealPart.require(programs: "openssl")
        try RealPart.require(
            FileManager.default.fileExists(atPath: "/usr/lib/x86_64-linux-gnu/ossl-modules/tpm2.so")
                || FileManager.default.fileExists(atPath: "/usr/lib/aarch64-linux-gnu/ossl-modules/tpm2.so"),
            "tpm2-openssl is not installed")
        try await SoftwareTPM.with { tpm in
            let folder = try TemporaryFolder("provider")
            let provider = ["-provider", "tpm2", "-provider", "default", "-propquery", "?provider=tpm2"]
            func openssl(_ arguments: [String]) async throws {
                let output = try await Tool.run(
                    "openssl", arguments, environment: ["TPM2OPENSSL_TCTI": tpm.place, "TSS2_LOG": "all+none"])
                #expect(output.succeeded, "\(output.standardError)")
            }
            let key = try await maker(tpm).make()
            let pem = try folder.write("k.pem", Array(key.kept.utf8))
            let message = try folder.write("m", Array("message".utf8))
            try await openssl(
                ["pkeyutl"] + provider
                    + ["-inkey", pem, "-sign", "-rawin", "-in", message, "-digest", "sha256", "-out", folder.file("s")])
            let signature = try P256.Signing.ECDSASignature(derRepresentation: folder.read("s"))
            #expect(key.publicKey.isValidSignature(signature, for: Array("message".utf8)))
            let group = ["-algorithm", "EC", "-pkeyopt", "group:P-256", "-out", folder.file("o.pem")]
            try await openssl(["genpkey"] + provider + group)
            let theirs = try maker(tpm).key(in: try folder.read("o.pem"))
            let own = try await theirs.sign([1])
            #expect(theirs.publicKey.isValidSignature(own, for: [1]))
        }
    }

    @Test("another TPM, or the same one cleared, does not know it") func lost() async throws {
        try await SoftwareTPM.with { tpm in
            let key = try await maker(tpm).make()
            let elsewhere = try await SoftwareTPM.with { other in
                let copy = try maker(other).key(in: Array(key.kept.utf8))
                return await code { _ = try await copy.sign([1]) }
            }
            #expect(elsewhere == .tpmKeyLost)
            try await tpm.tool("tpm2_clear")
            #expect(await code { _ = try await key.sign([1]) } == .tpmKeyLost)
            #expect(key.fault?.code == .tpmKeyLost)
        }
    }

    @Test("one that does not answer is busy after four seconds, and works again when it answers")
    func busy() async throws {
        try await SoftwareTPM.with { tpm in
            let key = try await maker(tpm).make()
            tpm.stall()
            let codes = await withTaskGroup(of: FailureCode?.self) { group in
                for _ in 0..<12 { group.addTask { await code { _ = try await key.sign([1]) } } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes == Array(repeating: .tpmBusy, count: 12))
            tpm.goOn()
            try await eventually { (try? await key.sign([1])) != nil }
            #expect(key.fault == nil)
        }
    }

    @Test("one whose owner has a password is locked; auto takes a file then, and so it does without a TPM")
    func locked()
        async throws
    {
        try await SoftwareTPM.with { tpm in
            try await tpm.tool("tpm2_changeauth", "-c", "owner", "secret")
            #expect(await code { _ = try await maker(tpm).make() } == .tpmLocked)
            #expect(try await maker(tpm, .auto).make().home == .file)
            try await tpm.tool("tpm2_changeauth", "-c", "owner", "-p", "secret")
            #expect(try await maker(tpm, .auto).make().home == .tpm)
            tpm.turnOff()
            #expect(await code { try await maker(tpm).requireTPM() } == .tpmFault)
            #expect(await code { try await maker(tpm, .auto).requireTPM() } == nil)
            #expect(try await maker(tpm, .auto).make().home == .file)
            let none = KeyMaker(.auto, tpm: TPM("device:/dev/no-such-tpm"))
            #expect(try await none.make().home == .file)
        }
    }

    @Test("what is kept and was altered is refused, by us or by the TPM, and never traps") func altered() async throws {
        try await SoftwareTPM.with { tpm in
            let key = try await maker(tpm).make()
            let der = try #require(try PEM.contents(Array(key.kept.utf8), label: "TSS2 PRIVATE KEY").first)
            func read(_ bytes: [UInt8]) -> (any MachineKey)? {
                try? maker(tpm).key(in: Array(PEM.text(bytes, label: "TSS2 PRIVATE KEY").utf8))
            }
            var random = SplitMix64.seeded()
            for number in 0..<2_000 {
                var bytes = der
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                guard let altered = read(bytes), number < 60 else { continue }
                // What is signed is signed by the same key: something of no weight was altered.
                guard let signature = try? await altered.sign([1]) else { continue }
                #expect(key.publicKey.isValidSignature(signature, for: [1]))
            }
            for length in 0..<der.count { #expect(read(Array(der.prefix(length))) == nil) }
            #expect(read(der + [0]) == nil)
        }
    }
}
