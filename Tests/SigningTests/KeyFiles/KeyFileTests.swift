import KeyFiles
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import Testing

/// facts/kz-pki.md 3.2: files of the NCA have a SHA-1 MAC, a 3DES key bag and RC2-40 certificates.
@Suite("PKCS#12 files")
struct KeyFileTests {
    private static let password = "Құпия сөз 1"
    private let isLegacyThere = KeyFileReader.prepare()

    private func entry(_ algorithm: KeyAlgorithm, _ authority: TestAuthority) throws -> KeyFileEntry {
        let key = try PrivateKey.generate(algorithm)
        let certificate = try authority.issue(key.publicKey)
        return KeyFileEntry(name: "подпись", key: key, certificates: [certificate, authority.certificate])
    }

    private func opened(_ bytes: [UInt8], _ password: String = Self.password) throws -> [KeyFileEntry] {
        switch try KeyFileReader.open(bytes, password: secret(password)) {
        case .opened(let entries): return entries
        case .passwordWrong: throw Failure(.keyFilePassword)
        }
    }

    private func pkcs8(_ key: PrivateKey) -> [UInt8] { key.withPKCS8 { Array($0) } }

    @Test("Issue 3, 5: what we write we read again, with keys of every kind, their chain and name")
    func ownFiles() throws {
        let authority = try TestAuthority()
        let algorithms: [KeyAlgorithm] = [.rsa(bits: 2048), .ecP256, .ecP384, .gost2004, .gost2015_256, .gost2015_512]
        let entries = try algorithms.map { try entry($0, authority) }
        let bytes = try KeyFileWriter.write(entries, password: secret(Self.password), rounds: 1000)
        let again = try opened(bytes)
        #expect(again.map(\.key.algorithm) == algorithms)
        for (one, other) in zip(entries, again) {
            let isSame = pkcs8(one.key) == pkcs8(other.key)
            #expect(isSame)
            #expect(one.certificates == other.certificates && other.name == "подпись")
        }
    }

    @Test("A wrong password is a result, an empty one and one byte more are refused before any file is tried")
    func wrongPassword() throws {
        let authority = try TestAuthority()
        let bytes = try KeyFileWriter.write(
            [entry(.ecP256, authority)], password: secret(Self.password), rounds: 1000)
        for wrong in ["Құпия сөз 2", "x", "Құпия сөз 1 "] {
            guard case .passwordWrong = try KeyFileReader.open(bytes, password: secret(wrong)) else {
                Issue.record("opened by a wrong password")
                continue
            }
        }
        #expect(throws: Failure.self) { try KeyFileReader.open(bytes, password: secret("")) }
        #expect(throws: Failure.self) {
            try KeyFileWriter.write([entry(.ecP256, authority)], password: secret(""))
        }
    }

    @Test("A certificate of another key is not put into a file")
    func strangeCertificate() throws {
        let authority = try TestAuthority()
        var mixed = try entry(.ecP256, authority)
        mixed.certificates = try entry(.ecP256, authority).certificates
        #expect(throws: Failure(.certificatePurpose, "a certificate of another key")) {
            try KeyFileWriter.write([mixed], password: secret(Self.password))
        }
    }

    @Test(
        "OpenSSL's files open: as the NCA writes them, and modern ones",
        arguments: [
            ["-legacy", "-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-RC2-40", "-macalg", "sha1"],
            ["-keypbe", "AES-256-CBC", "-certpbe", "AES-256-CBC", "-macalg", "sha256"],
            ["-keypbe", "NONE", "-certpbe", "AES-128-CBC", "-macalg", "sha512"],
        ], [KeyAlgorithm.rsa(bits: 2048), .ecP256])
    func fromOpenSSL(options: [String], algorithm: KeyAlgorithm) async throws {
        try RealPart.require(programs: "openssl")
        try RealPart.require(isLegacyThere, "OpenSSL's legacy provider is not installed")
        let authority = try TestAuthority()
        let made = try entry(algorithm, authority)
        let folder = try TemporaryFolder("p12")
        let key = try folder.write("key.der", pkcs8(made.key))
        let pem = try await Tool.run("openssl", ["pkey", "-inform", "DER", "-in", key, "-out", folder.file("key.pem")])
        #expect(pem.succeeded)
        try folder.write("own.pem", Array(made.certificates[0].pem.utf8))
        try folder.write("ca.pem", Array(authority.certificate.pem.utf8))
        let output = try await Tool.run(
            "openssl",
            [
                "pkcs12", "-export", "-inkey", folder.file("key.pem"), "-in", folder.file("own.pem"), "-certfile",
                folder.file("ca.pem"), "-name", "demo", "-passout", "env:PASSWORD", "-out", folder.file("a.p12"),
            ]
                + options, environment: ["PASSWORD": Self.password])
        #expect(output.succeeded, "\(output.standardError)")
        let entries = try opened(try folder.read("a.p12"))
        #expect(entries.count == 1 && entries[0].name == "demo")
        #expect(entries[0].key.publicKey == made.key.publicKey)
        #expect(entries[0].certificates == made.certificates)
    }

    @Test(
        "OpenSSL opens ours: PBES2 with AES-256, MAC with SHA-256, 600,000 rounds",
        arguments: [
            KeyAlgorithm.rsa(bits: 2048), .ecP384,
        ])
    func toOpenSSL(algorithm: KeyAlgorithm) async throws {
        try RealPart.require(programs: "openssl")
        let authority = try TestAuthority()
        var made = try entry(algorithm, authority)
        made.name = "demo"
        let folder = try TemporaryFolder("p12")
        try folder.write("a.p12", try KeyFileWriter.write([made], password: secret(Self.password)))
        let output = try await Tool.run(
            "openssl", ["pkcs12", "-in", folder.file("a.p12"), "-info", "-nodes", "-passin", "env:PASSWORD"],
            environment: ["PASSWORD": Self.password])
        #expect(output.succeeded)
        #expect(output.standardError.contains("MAC: sha256, Iteration 600000"))
        #expect(output.standardError.contains("Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC, Iteration 600000"))
        #expect(output.standardError.contains("PKCS7 Encrypted data: PBES2, PBKDF2, AES-256-CBC, Iteration 600000"))
        let hasCertificate = output.standardOutput.contains(made.certificates[0].pem.split(separator: "\n")[3])
        let hasName = output.standardOutput.contains("friendlyName: demo")
        #expect(hasCertificate && hasName)
    }

    @Test(
        "BouncyCastle's files with KZ GOST keys in the NCA's form open, and BouncyCastle opens ours",
        arguments: [KeyAlgorithm.gost2004, .gost2015_256, .gost2015_512])
    func bouncyCastle(algorithm: KeyAlgorithm) async throws {
        try RealPart.require(isLegacyThere, "OpenSSL's legacy provider is not installed")
        let authority = try TestAuthority(algorithm)
        let made = try entry(algorithm, authority)
        let folder = try TemporaryFolder("p12")
        let key = try folder.write("key.der", pkcs8(made.key))
        let certificate = try folder.write("own.der", made.certificates[0].der)
        let theirs = try await oracle(["write", folder.file("theirs.p12"), key, certificate])
        #expect(theirs.succeeded, "\(theirs.standardError)")
        let entries = try opened(try folder.read("theirs.p12"), "Parol-1234")
        let isSame = entries.map { pkcs8($0.key) } == [pkcs8(made.key)]
        #expect(isSame)
        #expect(entries[0].certificates == [made.certificates[0]])

        try folder.write("ours.p12", try KeyFileWriter.write([made], password: secret("Parol-1234"), rounds: 2048))
        let read = try await oracle(["read", folder.file("ours.p12")])
        #expect(read.succeeded, "\(read.standardError)")
        let lines = read.standardOutput.split(separator: "\n").map(String.init)
        #expect(lines.first == "mac true")
        let hasKey = lines.contains("key \(Hexadecimal.text(pkcs8(made.key)))")
        #expect(hasKey)
        #expect(lines.contains("certificate \(Hexadecimal.text(made.certificates[0].der))"))
    }

    private func oracle(_ arguments: [String]) async throws -> Tool.Output {
        try RealPart.require(programs: "java")
        let jars = ["bcprov", "bcpkix", "bcutil"].map { "/usr/share/java/\($0).jar" }.joined(separator: ":")
        let source = #filePath.split(separator: "/").dropLast(2).reduce("") { "\($0)/\($1)" }
        return try await Tool.run(
            "java", ["-cp", jars, "\(source)/Oracle/PKCS12Oracle.java"] + arguments,
            environment: ["ORACLE_PASSWORD": "Parol-1234"])
    }

    @Test("A file without a MAC could be anybody's: refused")
    func withoutMAC() async throws {
        try RealPart.require(programs: "openssl")
        let folder = try TemporaryFolder("p12")
        let made = try entry(.ecP256, try TestAuthority())
        try folder.write("key.der", pkcs8(made.key))
        try folder.write("own.pem", Array(made.certificates[0].pem.utf8))
        let steps = [
            ["pkey", "-inform", "DER", "-in", folder.file("key.der"), "-out", folder.file("key.pem")],
            [
                "pkcs12", "-export", "-nomac", "-inkey", folder.file("key.pem"), "-in", folder.file("own.pem"),
                "-passout", "env:PASSWORD", "-out", folder.file("a.p12"),
            ],
        ]
        for step in steps {
            let output = try await Tool.run("openssl", step, environment: ["PASSWORD": Self.password])
            #expect(output.succeeded, "\(output.standardError)")
        }
        let bytes = try folder.read("a.p12")
        #expect(throws: Failure(.keyFileMalformed, "protected in a way that is not known here")) { try opened(bytes) }
    }

    @Test("A file that is cut off, and one that asks for more work than allowed, are refused")
    func hostile() throws {
        let authority = try TestAuthority()
        let bytes = try KeyFileWriter.write(
            [entry(.ecP256, authority)], password: secret(Self.password), rounds: 1000)
        for rounds in [999, 2999] {
            #expect(throws: Failure(.keyFileMalformed, "more bags or rounds than a file may have")) {
                try KeyFileReader.open(bytes, password: secret(Self.password), rounds: rounds)
            }
        }
        guard case .opened = try KeyFileReader.open(bytes, password: secret(Self.password), rounds: 3000) else {
            Issue.record("not opened")
            return
        }
        for count in [0, 1, 100, bytes.count - 1] {
            #expect(throws: Failure.self) { try opened(Array(bytes.prefix(count))) }
        }
        #expect(throws: Failure.self) { try opened([UInt8](repeating: 0x30, count: 1 << 21)) }
    }

    @Test("No mutation of a file crashes the reader or opens another key")
    func mutations() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(seed: seed)
        let authority = try TestAuthority()
        let made = try entry(.gost2015_512, authority)
        let whole = try KeyFileWriter.write([made], password: secret(Self.password), rounds: 1)
        for _ in 0..<2000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(.random(in: 0...255, using: &random), at: place)
                default: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                }
            }
            if let entries = try? opened(bytes) {
                #expect(entries.allSatisfy { $0.key.publicKey == made.key.publicKey }, "seed \(seed)")
            }
        }
    }
}
