import CMS
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import Testing

/// Issue 3, 9: sign by a file key in the helper, judge in the helper, let OpenSSL judge too.
@Suite("CMS through kiosk-sign")
struct CMSRoundTripTests {
    static let algorithms: [KeyAlgorithm] = [
        .rsa(bits: 2048), .ecP256, .ecP384, .gost2004, .gost2015_256, .gost2015_512,
    ]
    private let text = Array("Құжат: ten lines of text\r\n".utf8)

    @Test(
        "Attached, detached and hash-only CAdES-BES of every key verify; OpenSSL agrees for RSA and EC",
        arguments: algorithms)
    func basic(algorithm: KeyAlgorithm) async throws {
        let helper = try await HelperProcess()
        let network = try TestNetwork(algorithm)
        let client = helper.client(fetch: network.fetch)
        let signer = try await TestSigner(client, network.authority, algorithm)
        let attached = try await client.signOne(
            SigningDocument(text), .cms(CMSProfile(form: .pem)), with: signer, trust: network.trust)
        #expect(attached.starts(with: "-----BEGIN CMS-----\n".utf8))
        let detached = try await client.signOne(
            SigningDocument(text), .cms(CMSProfile(attached: false)), with: signer, trust: network.trust)
        let digest = algorithm.signatureAlgorithm.digestAlgorithm.digest(text)
        let byDigest = try await client.signOne(
            SigningDocument(digest), .cms(CMSProfile(subject: .digest)), with: signer, trust: network.trust)
        for document in [
            SigningDocument(attached), SigningDocument(detached, content: text),
            SigningDocument(byDigest, content: text),
        ] {
            let report = try await client.verify(document, trust: network.trust)
            #expect(report.verdict == .valid, "\(report)")
            #expect(report.signatures.first?.level == "CAdES-BES")
            #expect(report.signatures.first?.signer?.certificate.iin == "900101300017")
            #expect(report.signatures.first?.signer?.revocation.status == .good)
        }
        for document in [
            SigningDocument(detached, content: text + [0]), SigningDocument(byDigest, content: Array(text.dropFirst())),
        ] {
            #expect(try await client.verify(document, trust: network.trust).verdict == .invalid)
        }
        #expect(try await client.verify(SigningDocument(detached), trust: network.trust).verdict == .unknown)
        if case .rsa = algorithm { try await openSSL(detached, network) }
        if algorithm == .ecP256 { try await openSSL(byDigest, network) }
    }

    private func openSSL(_ signature: [UInt8], _ network: TestNetwork) async throws {
        try RealPart.require(programs: "openssl")
        let folder = try TemporaryFolder("cms")
        try folder.write("a.cms", signature)
        try folder.write("text", text)
        try folder.write("ca.pem", Array(network.authority.certificate.pem.utf8))
        let output = try await Tool.run(
            "openssl",
            [
                "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", folder.file("a.cms"), "-content",
                folder.file("text"), "-CAfile", folder.file("ca.pem"), "-attime",
                "\(TestAuthority.now.milliseconds / 1000)", "-out", "/dev/null",
            ])
        #expect(output.succeeded, "\(output.standardError)")
    }

    @Test("CAdES-T, a second signature beside the first, and a time stamp added later")
    func stampsAndCosigners() async throws {
        let helper = try await HelperProcess()
        let network = try TestNetwork()
        let client = helper.client(fetch: network.fetch)
        let one = try await TestSigner(client, network.authority)
        let other = try await TestSigner(client, network.authority, .gost2015_512) { authority, key in
            try authority.issue(key, name: "DEMO PERSON 2", iin: "900101300811")
        }
        network.failStamps(2)
        let stamped = try await client.signOne(
            SigningDocument(text), .cms(CMSProfile(timeStamp: network.service)), with: one, trust: network.trust)
        #expect(network.asked.count { $0 == .timeStamp } == 3)
        let first = try await client.verify(SigningDocument(stamped), trust: network.trust)
        #expect(first.verdict == .valid && first.signatures.map(\.level) == ["CAdES-T"])
        #expect(first.signatures[0].timeStamps.map(\.service) == ["Test TSA"])

        let both = try await client.signOne(
            SigningDocument(stamped), .cms(CMSProfile(subject: .signedDocument)), with: other, trust: network.trust)
        let second = try await client.verify(SigningDocument(both), trust: network.trust)
        #expect(second.verdict == .valid && second.signatures.map(\.level) == ["CAdES-T", "CAdES-BES"])
        let whole = try await client.addTimeStamp(
            to: SigningDocument(both), service: network.service, trust: network.trust)
        let third = try await client.verify(SigningDocument(whole), trust: network.trust)
        #expect(third.verdict == .valid && third.signatures.map(\.level) == ["CAdES-T", "CAdES-T"])
        network.failStamps(3)
        await #expect(throws: SigningFailure(.timeStampUnavailable, TestNetwork.stamps)) {
            try await client.signOne(
                SigningDocument(text), .cms(CMSProfile(timeStamp: network.service)), with: one, trust: network.trust)
        }
    }

    @Test("Raw: the bare signature over the document")
    func raw() async throws {
        let helper = try await HelperProcess()
        let network = try TestNetwork()
        let client = helper.client(fetch: network.fetch)
        let signer = try await TestSigner(client, network.authority, .rsa(bits: 2048))
        let signature = try await client.signOne(SigningDocument(text), .raw, with: signer, trust: network.trust)
        let key = try #require(signer.certificate.publicKey)
        #expect(key.verify(signature: signature, of: text, algorithm: .rsaSHA256))
    }

    @Test("A signature of another key never becomes a document")
    func foreignSignature() async throws {
        let helper = try await HelperProcess()
        let network = try TestNetwork()
        let client = helper.client(fetch: network.fetch)
        let signer = try await TestSigner(client, network.authority)
        let other = try await TestSigner(client, network.authority)
        let preparation = try await client.prepare(
            [SigningDocument(text)], .cms(CMSProfile()), signer: signer.key.certificates, trust: network.trust)
        guard case .prepared(let prepared) = preparation else { throw Failure(.certificatePurpose) }
        let wrong = try await other.key.sign(prepared.map(\.toSign), progress: nil)
        await #expect(throws: SigningFailure.self) {
            try await client.complete([CompletedSignature(handle: prepared[0].handle, signature: wrong[0])])
        }
    }

    @Test("64 MiB are signed detached and judged; a larger document is refused by name")
    func large() async throws {
        let helper = try await HelperProcess()
        let network = try TestNetwork()
        let client = helper.client(fetch: network.fetch)
        let signer = try await TestSigner(client, network.authority)
        let document = [UInt8](repeating: 0x41, count: 64 << 20)
        let signature = try await client.signOne(
            SigningDocument(document), .cms(CMSProfile(attached: false)), with: signer, trust: network.trust)
        let report = try await client.verify(
            SigningDocument(signature, content: document), trust: network.trust)
        #expect(report.verdict == .valid)
        await #expect(throws: SigningFailure.self) {
            try await client.verify(SigningDocument([UInt8](repeating: 0, count: 73 << 20)), trust: network.trust)
        }
    }

    @Test("What `openssl cms -sign -cades` makes is valid here, RSA and EC", arguments: ["rsa:2048", "ec"])
    func fromOpenSSL(kind: String) async throws {
        try RealPart.require(programs: "openssl")
        let folder = try TemporaryFolder("cms")
        try folder.write("text", text)
        let curve = kind == "ec" ? ["-pkeyopt", "ec_paramgen_curve:P-256"] : []
        let steps = [
            ["req", "-x509", "-newkey", kind] + curve + [
                "-nodes", "-subj", "/CN=DEMO PERSON 1", "-days", "30", "-keyout", folder.file("key.pem"), "-out",
                folder.file("own.pem"), "-addext", "extendedKeyUsage=emailProtection",
            ],
            [
                "cms", "-sign", "-cades", "-binary", "-nodetach", "-in", folder.file("text"), "-signer",
                folder.file("own.pem"), "-inkey", folder.file("key.pem"), "-outform", "DER", "-out",
                folder.file("a.cms"),
            ],
        ]
        for step in steps {
            let output = try await Tool.run("openssl", step)
            #expect(output.succeeded, "\(output.standardError)")
        }
        let helper = try await HelperProcess()
        let client = helper.client()
        let own = try #require(try await client.certificates(in: try folder.read("own.pem")).first)
        let trust = TrustSettings(now: own.notBefore + .seconds(60), anchors: [own.der.bytes])
        let report = try await client.verify(SigningDocument(try folder.read("a.cms")), trust: trust)
        #expect(report.verdict == .valid && report.signatures.map(\.level) == ["CAdES-BES"], "\(report)")
    }
}
