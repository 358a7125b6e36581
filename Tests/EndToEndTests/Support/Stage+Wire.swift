import FoundationEssentials
import KioskTestSupport
import Testing

/// What kioskd says to the portal by its certificate, as the balancer between the two sees it.
extension Stage {
    /// Options of a portal that machines reach through the balancer.
    var wireWords: [String] {
        guard let wire else { return ["--kiosk-port", "0"] }
        return ["--kiosk-port", "\(wire.portal)", "--public-kiosk-port", "\(wire.balancer)"]
    }

    /// With a certificate of the portal's own authority for this address.
    func startWire() async throws {
        guard let wire else { return }
        let names = try folder.write("wire.cnf", "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n".utf8)
        try await openssl(
            "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=wire",
            "-keyout", folder.file("wire.key"), "-out", folder.file("wire.csr"))
        let authority = folder.file("portal/tls-ca")
        try await openssl(
            "x509", "-req", "-days", "2", "-in", folder.file("wire.csr"), "-CA", "\(authority).pem", "-CAkey",
            "\(authority).key.pem", "-extfile", names, "-out", folder.file("wire.crt"))
        let own = try folder.read("wire.key") + folder.read("wire.crt")
        try await run(
            "wire", try #require(RealPart.path(of: "python3")),
            [
                "\(Programs.tests)/Support/wire.py", "--port", "\(wire.balancer)", "--portal", "\(wire.portal)", "--ca",
                "\(authority).pem", "--server", try folder.write("wire.pem", own), "--identity",
                folder.file("kiosk/device-identity.pem"), "--out", folder.file("wire.txt"),
            ], ready: "wire ready")
    }

    /// What holders have signed, oldest first.
    func statements() throws -> [HolderStatement] {
        let text = FileManager.default.contents(atPath: folder.file("wire.txt")) ?? Data()
        return try String(decoding: text, as: UTF8.self).split(separator: "\n").map { line in
            try HolderStatement(String(line))
        }
    }

    private func openssl(_ arguments: String...) async throws {
        let output = try await Tool.run("openssl", arguments)
        guard output.succeeded else { throw Problem("openssl \(arguments[0]): \(output.standardError)") }
    }
}

/// A statement as a holder signed it; its certificate travels in it (RFC 7515, 4.1.6).
struct HolderStatement: Sendable {
    /// Of all kinds of statements together.
    struct Content: Decodable {
        var certificate: String
        var iin: String?
        var logIn: String?
        var bin: String?
        var cause: String?
        var medium: String?
    }

    private struct Header: Decodable {
        var alg: String
        var x5c: [String]
    }

    let content: Content
    let algorithm: String
    private let signed: CompactJWS
    private let certificate: Data

    init(_ text: String) throws {
        signed = try CompactJWS(text)
        let header = try JSONDecoder().decode(Header.self, from: signed.header)
        algorithm = header.alg
        let first = try #require(header.x5c.first)
        certificate = try #require(Data(base64Encoded: first))
        content = try JSONDecoder().decode(Content.self, from: signed.payload)
    }

    var kind: String {
        if content.logIn != nil { return "log-in" }
        if content.bin != nil { return "organisation" }
        return content.cause == nil ? "re-issue" : "revocation"
    }

    /// OpenSSL verifies the signature by the certificate's key, and that the certificate is this one of the portal's authority.
    func check(_ stage: Stage) async throws {
        let der = try stage.folder.write("holder.der", certificate)
        let pem = stage.folder.file("holder.pem")
        let read = try await Tool.run("openssl", ["x509", "-inform", "DER", "-in", der, "-out", pem])
        try #require(read.succeeded, "\(read.standardError)")
        let named = try await Tool.run("openssl", ["x509", "-in", pem, "-noout", "-serial"])
        let serial = named.standardOutput.split(separator: "=").last.map { Citizen.plain(String($0)) }
        #expect(serial == Citizen.plain(content.certificate), "\(kind) names the certificate that signed")
        let key = try await Tool.run("openssl", ["x509", "-in", pem, "-noout", "-pubkey"])
        try await signed.verify(
            key: try stage.folder.write("holder.pub", key.standardOutput.utf8),
            digest: algorithm == "ES384" ? "-sha384" : "-sha256", isECDSA: algorithm.hasPrefix("ES"), stage, kind)
        let path = try await Tool.run(
            "openssl", ["verify", "-ignore_critical", "-CAfile", stage.folder.file("portal/issuing-ca.pem"), pem])
        #expect(path.succeeded, "\(kind): \(path.standardOutput)\(path.standardError)")
    }
}
