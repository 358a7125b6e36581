import Glibc
import KioskTestSupport
import Testing

/// A token of SoftHSM in a folder of its own.
struct SoftToken {
    static let module = "/usr/lib/softhsm/libsofthsm2.so"
    static let pin = "482915"
    static let officerPIN = "73510264"
    let folder: TemporaryFolder

    /// - Parameter withPIN: false for a token that has only the officer's PIN yet.
    init(withPIN: Bool = true) async throws {
        try RealPart.require(programs: "softhsm2-util", "pkcs11-tool", "openssl")
        try RealPart.require(access(Self.module, R_OK) == 0, "\(Self.module) is not installed")
        folder = try TemporaryFolder("softhsm")
        mkdir(folder.file("tokens"), 0o700)
        try folder.write(
            "softhsm2.conf", "directories.tokendir = \(folder.file("tokens"))\nobjectstore.backend = file\n".utf8)
        if withPIN {
            try await run(
                "softhsm2-util",
                ["--init-token", "--free", "--label", "demo", "--so-pin", Self.officerPIN, "--pin", Self.pin])
        } else {
            try await pkcs11(["--init-token", "--slot-index", "0", "--label", "demo", "--so-pin", Self.officerPIN])
        }
    }

    var environment: [String: String] { ["SOFTHSM2_CONF": folder.file("softhsm2.conf")] }
    var row: ModuleRow { ModuleRow(name: "soft", paths: [Self.module], environment: environment) }

    /// pkcs11-tool on this token.
    @discardableResult
    func pkcs11(_ arguments: [String]) async throws -> Tool.Output {
        try await run("pkcs11-tool", ["--module", Self.module] + arguments)
    }

    /// pkcs11-tool after a log-in.
    @discardableResult
    func pkcs11LoggedIn(_ arguments: [String]) async throws -> Tool.Output {
        try await pkcs11(["--token-label", "demo", "--login", "--pin", Self.pin] + arguments)
    }

    @discardableResult
    func run(_ program: String, _ arguments: [String]) async throws -> Tool.Output {
        let output = try await Tool.run(program, arguments, environment: environment)
        guard output.succeeded else {
            throw TestProblem("\(program) \(arguments.first ?? ""): \(output.standardError)")
        }
        return output
    }
}

/// OpenSSL as the judge of our signatures.
struct Judge {
    let folder: TemporaryFolder

    init() throws {
        try RealPart.require(programs: "openssl")
        folder = try TemporaryFolder("judge")
    }

    /// The digest of a message, and the message's file.
    func digest(_ algorithm: String) async throws -> [UInt8] {
        try folder.write("message", "to be signed".utf8)
        try await openssl(["dgst", "-\(algorithm)", "-binary", "-out", folder.file("digest"), folder.file("message")])
        return try folder.read("digest")
    }

    /// Whether OpenSSL accepts the signature of that message by the key (SubjectPublicKeyInfo).
    func accepts(_ signature: [UInt8], _ algorithm: String, by key: [UInt8]) async throws -> Bool {
        try folder.write("signature", signature)
        try folder.write("key.der", key)
        try await openssl([
            "pkey", "-pubin", "-inform", "DER", "-in", folder.file("key.der"), "-out", folder.file("key"),
        ])
        let output = try await Tool.run(
            "openssl",
            ["dgst", "-\(algorithm)", "-verify", folder.file("key"), "-signature", folder.file("signature")]
                + [folder.file("message")])
        return output.succeeded
    }

    /// A certificate for a key, by an authority of OpenSSL's; DER.
    func certificate(for key: [UInt8], serial: Int = 17) async throws -> [UInt8] {
        try folder.write("key.der", key)
        try await openssl([
            "pkey", "-pubin", "-inform", "DER", "-in", folder.file("key.der"), "-out", folder.file("key"),
        ])
        try await openssl(
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
                + ["-subj", "/CN=TEST authority", "-keyout", folder.file("ca.key"), "-out", folder.file("ca.pem")])
        try await openssl(
            [
                "req", "-new", "-key", folder.file("ca.key"), "-subj", "/CN=Demo Person 1", "-out",
                folder.file("request"),
            ])
        try await openssl(
            ["x509", "-req", "-in", folder.file("request"), "-CA", folder.file("ca.pem"), "-CAkey"]
                + [folder.file("ca.key"), "-force_pubkey", folder.file("key"), "-set_serial", "\(serial)"]
                + ["-outform", "DER", "-out", folder.file("certificate")])
        return try folder.read("certificate")
    }

    func openssl(_ arguments: [String]) async throws {
        let output = try await Tool.run("openssl", arguments)
        guard output.succeeded else {
            throw TestProblem("openssl \(arguments[0]): \(output.standardError)")
        }
    }
}
