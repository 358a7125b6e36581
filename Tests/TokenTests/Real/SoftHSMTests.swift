import Crypto
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@Suite("kiosk-token with SoftHSM's module (issue 3, item 4)", .timeLimit(.minutes(5)))
struct SoftHSMTests {
    @Test(
        "E2: a key pair made on the token signs, OpenSSL verifies; pkcs11-tool says it cannot leave; its certificate stays",
        arguments: [
            (TokenKeyAlgorithm.rsa2048, TokenDigestAlgorithm.sha256), (.rsa3072, .sha384), (.rsa4096, .sha512),
            (.ecP256, .sha256), (.ecP384, .sha384),
        ])
    func generateAndSign(_ algorithm: TokenKeyAlgorithm, _ digest: TokenDigestAlgorithm) async throws {
        let soft = try await SoftToken()
        let helper = try TokenHelper([soft.row])
        let client = try await helper.client()
        let token = try await client.token("soft").reference
        #expect(try await client.login(token, pin: .typed(SoftToken.pin)) == .accepted)
        let key = TokenKeyReference(id: [0x2A], label: "signature")
        let made = try await client.generate(key, algorithm, on: token)
        #expect(made.algorithm == algorithm)
        let information = try #require(made.subjectPublicKeyInfo)

        let judge = try Judge()
        let value = try await judge.digest(digest.rawValue)
        let signed = try await client.sign([value, value], digest, with: key, on: token)
        #expect(signed.signatures.count == 2 && signed.refused == nil)
        for signature in signed.signatures {
            #expect(try await judge.accepts(signature, digest.rawValue, by: information))
        }
        var flipped = try #require(signed.signatures.first)
        flipped[flipped.count - 1] ^= 1
        #expect(try await !judge.accepts(flipped, digest.rawValue, by: information))

        let certificate = try await judge.certificate(for: information)
        try await client.importCertificate(certificate, for: key, on: token)
        let report = try await client.token("soft")
        #expect(report.certificates == [TokenCertificate(id: key.id, label: key.label, der: certificate)])
        #expect(report.keys.map(\.algorithm) == [algorithm] && report.keys.allSatisfy(\.isPrivateVisible))
        await client.disconnect()

        let seen = try await soft.pkcs11LoggedIn(["--list-objects", "--type", "privkey"]).standardOutput
        #expect(seen.contains("sensitive, always sensitive, never extractable, local"), "\(seen)")
        try await soft.pkcs11(
            ["--token-label", "demo", "--read-object", "--type", "cert", "--id", "2a"]
                + ["--output-file", judge.folder.file("read")])
        #expect(try judge.folder.read("read") == certificate)
    }

    @Test(
        "a key and a certificate that pkcs11-tool made: we list them and sign",
        arguments: ["rsa:2048", "EC:prime256v1"])
    func otherProgramsKey(_ kind: String) async throws {
        let soft = try await SoftToken()
        let judge = try Judge()
        try await soft.pkcs11LoggedIn(["--keypairgen", "--key-type", kind, "--id", "07", "--label", "theirs"])
        try await soft.pkcs11(
            ["--token-label", "demo", "--read-object", "--type", "pubkey", "--id", "07"]
                + ["--output-file", judge.folder.file("public")])
        let information = try judge.folder.read("public")
        let certificate = try judge.folder.write("theirs", await judge.certificate(for: information))
        try await soft.pkcs11LoggedIn(
            ["--write-object", certificate, "--type", "cert", "--id", "07", "--label", "theirs"])
        let helper = try TokenHelper([soft.row])
        let client = try await helper.client()
        let before = try await client.token("soft")
        #expect(before.certificates.map(\.label) == ["theirs"] && !before.isLoggedIn)
        #expect(before.keys.map(\.isPrivateVisible) == [false])
        let hash = SHA256.hash(data: information).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(before.keys.map(\.publicKeyHash) == [hash])
        let key = TokenKeyReference(id: [7])
        let digest = try await judge.digest("sha256")
        await #expect(throws: Failure(.signKeyMissing, "no such key is visible before a log-in")) {
            try await client.sign([digest], .sha256, with: key, on: before.reference)
        }
        #expect(try await client.login(before.reference, pin: .typed(SoftToken.pin)) == .accepted)
        let signed = try await client.sign([digest], .sha256, with: key, on: before.reference)
        #expect(try await judge.accepts(try #require(signed.signatures.first), "sha256", by: information))
        let after = try await client.token("soft")
        #expect(after.isLoggedIn && after.keys.map(\.isPrivateVisible) == [true])
        #expect(after.keys.map(\.publicKeyHash) == [hash])
    }

    @Test("E9: count-low after one wrong PIN; a right one clears it; a wrong one never passes because a log-in held")
    func wrongPIN() async throws {
        let soft = try await SoftToken()
        let helper = try TokenHelper([soft.row])
        let client = try await helper.client()
        let report = try await client.token("soft")
        let token = report.reference
        #expect(report.userPIN == TokenPINState(.untouched) && report.label == "demo")
        #expect(try await client.login(token, pin: .typed("999999")) == .wrong(TokenPINState(.countLow)))
        #expect(try await client.token("soft").userPIN == TokenPINState(.countLow))
        #expect(try await client.login(token, pin: .typed(SoftToken.pin)) == .accepted)
        #expect(try await client.token("soft").userPIN == TokenPINState(.untouched))
        #expect(try await client.login(token, pin: .typed("999999")) == .wrong(TokenPINState(.countLow)))
        #expect(try await !client.token("soft").isLoggedIn)
        await #expect(throws: Failure(.pinEmpty)) { try await client.login(token, pin: .typed("")) }
        await #expect(throws: Failure(.pinLength)) { try await client.login(token, pin: .typed("1")) }
        #expect(try helper.log == "")
    }

    @Test("PIN changed; forgotten and set with the officer's PIN; a wrong officer's PIN is an answer")
    func changeAndUnblock() async throws {
        let soft = try await SoftToken()
        let helper = try TokenHelper([soft.row])
        let client = try await helper.client()
        let token = try await client.token("soft").reference
        let changed = try await client.changePIN(token, from: .of(SoftToken.pin), to: .of("11112222"))
        #expect(changed == .accepted)
        #expect(try await client.login(token, pin: .typed(SoftToken.pin)) == .wrong(TokenPINState(.countLow)))
        #expect(try await client.login(token, pin: .typed("11112222")) == .accepted)
        let wrongOld = try await client.changePIN(token, from: .of("000000"), to: .of("33334444"))
        #expect(wrongOld == .wrong(TokenPINState(.countLow)))

        let wrong = try await client.setPIN(token, .unblock, officer: .of("00000000"), new: .of("33334444"))
        #expect(wrong == .wrong(TokenPINState(.countLow)))
        let unblocked = try await client.setPIN(
            token, .unblock, officer: .of(SoftToken.officerPIN), new: .of("33334444"))
        #expect(unblocked == .accepted)
        #expect(try await client.login(token, pin: .typed("33334444")) == .accepted)
        try await client.logout(token)
        #expect(try await !client.token("soft").isLoggedIn)
    }

    @Test("E2a: a blank token gets its first PIN once")
    func firstPIN() async throws {
        let soft = try await SoftToken(withPIN: false)
        let helper = try TokenHelper([soft.row])
        let client = try await helper.client()
        let report = try await client.token("soft")
        #expect(report.userPIN == TokenPINState(.notInitialised))
        #expect(try await client.login(report.reference, pin: .typed(SoftToken.pin)) == .notInitialised)
        let set = try await client.setPIN(
            report.reference, .first, officer: .of(SoftToken.officerPIN), new: .of(SoftToken.pin))
        #expect(set == .accepted)
        #expect(try await client.login(report.reference, pin: .typed(SoftToken.pin)) == .accepted)
        await #expect(throws: Failure(.tokenRefused, "the token has a PIN already: unblock or change it")) {
            try await client.setPIN(
                report.reference, .first, officer: .of(SoftToken.officerPIN), new: .of("55556666"))
        }
    }

    @Test("one client's log-in is nobody else's, and ends with its connection (complaints: a wrong PIN \"works\")")
    func separateClients() async throws {
        let soft = try await SoftToken()
        try await soft.pkcs11LoggedIn(["--keypairgen", "--key-type", "EC:prime256v1", "--id", "07"])
        let helper = try TokenHelper([soft.row])
        let (one, other) = (try await helper.client(), try await helper.client())
        let token = try await one.token("soft").reference
        #expect(try await one.login(token, pin: .typed(SoftToken.pin)) == .accepted)
        #expect(try await one.token("soft").isLoggedIn)
        #expect(try await !other.token("soft").isLoggedIn)
        let key = TokenKeyReference(id: [7])
        let digest = [UInt8](repeating: 1, count: 32)
        #expect(try await one.sign([digest], .sha256, with: key, on: token).signatures.count == 1)
        await #expect(throws: Failure.self) { try await other.sign([digest], .sha256, with: key, on: token) }
        await one.disconnect()
        try await eventually { try helper.workers.count == 1 }
        await #expect(throws: Failure.self) { try await one.sign([digest], .sha256, with: key, on: token) }
    }

    @Test("issue 3, item 10: a thousand digests in one go with progress; an identifier that is taken is refused")
    func batch() async throws {
        let soft = try await SoftToken()
        try await soft.pkcs11LoggedIn(["--keypairgen", "--key-type", "EC:prime256v1", "--id", "07"])
        let helper = try TokenHelper([soft.row])
        let client = try await helper.client()
        let token = try await client.token("soft").reference
        #expect(try await client.login(token, pin: .typed(SoftToken.pin)) == .accepted)
        let digests = (0..<1000).map { number in (0..<32).map { UInt8(truncatingIfNeeded: number &* 7 &+ $0) } }
        let counter = Counter()
        let signed = try await client.sign(digests, .sha256, with: TokenKeyReference(id: [7]), on: token) {
            counter.add($0)
        }
        #expect(Set(signed.signatures).count == 1000)
        #expect(counter.values == Array(1...1000))
        await #expect(throws: Failure(.tokenRefused, "a key of that identifier is there already")) {
            try await client.generate(TokenKeyReference(id: [7]), .ecP256, on: token)
        }
        await #expect(throws: Failure(.signAlgorithm, "gost-34112015-256 with a key ec-p256")) {
            try await client.sign([digests[0]], .gost2015x256, with: TokenKeyReference(id: [7]), on: token)
        }
    }
}
