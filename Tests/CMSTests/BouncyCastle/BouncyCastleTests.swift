import CMS
import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import Testing

@Suite("BouncyCastle's CMS with Kazakhstan's algorithms, both directions (issue 3, items 8 and 9)")
struct BouncyCastleTests {
    private static let suites: [(name: String, algorithm: KeyAlgorithm)] = [
        ("2004", .gost2004), ("256", .gost2015_256), ("512", .gost2015_512),
    ]
    private static let libraries = ["bcprov", "bcpkix", "bcutil"].map { "/usr/share/java/\($0).jar" }

    /// One answer for each command, by the program beside and the arithmetic of the certificate tests' program.
    private func answers(_ commands: [String], file: String = #filePath) async throws -> [String] {
        try RealPart.require(programs: "java", "javac")
        for library in Self.libraries {
            try RealPart.require(FileManager.default.fileExists(atPath: library), "\(library) is not installed")
        }
        let folder = try TemporaryFolder("oracle")
        let tests = "/" + file.split(separator: "/").dropLast(3).joined(separator: "/")
        let path = Self.libraries.joined(separator: ":") + ":" + folder.path
        let compiled = try await Tool.run(
            "javac",
            [
                "-cp", path, "-d", folder.path, "\(tests)/PKIXTests/Oracle/GOSTOracle.java",
                "\(tests)/CMSTests/BouncyCastle/CMSOracle.java",
            ])
        try #require(compiled.succeeded, "\(compiled.standardError)")
        let list = try folder.write("commands", Array(commands.joined(separator: "\n").utf8))
        let output = try await Tool.run("java", ["-cp", path, "CMSOracle", list])
        try #require(output.succeeded, "\(output.standardError)")
        return output.standardOutput.split(separator: "\n").map(String.init)
    }

    @Test("it verifies ours and we verify its, attached and detached; a flipped bit fails on both sides")
    func bothDirections() async throws {
        let authority = try TestAuthority()
        let verifier = try authority.verifier()
        var commands: [String] = []
        for suite in Self.suites {
            let person = try authority.issue(suite.algorithm)
            let certificate = Hexadecimal.text(person.certificate.der)
            let key = person.key.withPKCS8 { Hexadecimal.text($0) }
            let content = Hexadecimal.text(text)
            let attached = try person.sign(
                CAdESSigning.prepare(.document(text), certificate: person.certificate, options: .attached)
            ).encoded()
            let detached = try person.sign(
                CAdESSigning.prepare(.document(text), certificate: person.certificate, options: .detached)
            ).encoded()
            let changed = attached.flipping(0, at: attached.count - 1)
            commands += [
                "verify \(suite.name) \(Hexadecimal.text(attached))",
                "verify \(suite.name) \(Hexadecimal.text(detached)) \(content)",
                "verify \(suite.name) \(Hexadecimal.text(changed))",
                "sign \(suite.name) \(key) \(certificate) \(content) attached",
                "sign \(suite.name) \(key) \(certificate) \(content) detached",
            ]
        }
        let answers = try await answers(commands)
        try #require(answers.count == commands.count)
        for (index, suite) in Self.suites.enumerated() {
            let part = Array(answers[(index * 5)..<(index * 5 + 5)])
            #expect(part[0] == "true", "\(suite.name)")
            #expect(part[1] == "true", "\(suite.name)")
            #expect(part[2] != "true", "\(suite.name)")
            let attached = try verifier.verify(bytes(part[3]), at: Moment.now)
            #expect(attached.isValid, "\(suite.name): \(attached)")
            #expect(attached.signers.first?.level == .bes)
            let detached = try verifier.verify(bytes(part[4]), content: .document(text), at: Moment.now)
            #expect(detached.isValid, "\(suite.name): \(detached)")
            let made = bytes(part[3])
            let digest = try #require(
                made.firstRange(of: suite.algorithm.signatureAlgorithm.digestAlgorithm.digest(text)))
            #expect(try !verifier.verify(made.flipping(3, at: digest.lowerBound), at: Moment.now).isValid)
        }
    }

    private func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.compactMap { $0.hexDigitValue.map { UInt8($0) } }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
