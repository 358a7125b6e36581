import FoundationEssentials
import KioskTestSupport
import Testing

/// What programs that are not ours say about a signature.
struct Oracles {
    let demonstration: Demonstration
    let folder: TemporaryFolder

    init(_ demonstration: Demonstration) throws {
        self.demonstration = demonstration
        folder = try TemporaryFolder("oracle")
    }

    /// `openssl cms -verify -cades`: under the portal's authority, over this content.
    func cms(_ signature: [UInt8], form: String = "DER", content: String, isDetached: Bool = false) async throws {
        let file = try folder.write("signature", signature)
        let detached = isDetached ? ["-content", try folder.write("content", content.utf8)] : []
        let output = try await Tool.run(
            "openssl",
            [
                "cms", "-verify", "-cades", "-binary", "-inform", form, "-in", file, "-purpose", "any",
                "-ignore_critical", "-CAfile", "\(demonstration.report.state)/portal/issuing-ca.pem",
                "-out", folder.file("out"),
            ] + detached)
        #expect(output.succeeded, "\(output.standardError)")
        #expect(String(decoding: try folder.read("out"), as: UTF8.self) == content)
    }

    /// Object identifiers and names that `openssl cms -cmsout -print` knows in it.
    func printed(_ signature: [UInt8]) async throws -> String {
        let file = try folder.write("signature", signature)
        return try await Tool.run("openssl", ["cms", "-cmsout", "-print", "-noout", "-inform", "DER", "-in", file])
            .standardOutput
    }

    /// `xmlsec1 --verify` under the portal's authority for RSA, the first of both files.
    func xml(_ document: String) async throws {
        let file = try folder.write("signed.xml", document.utf8)
        for (name, source) in [("root", "trust.pem"), ("issuer", "portal/issuing-ca.pem")] {
            let first = try await Tool.run(
                "openssl",
                ["x509", "-in", "\(demonstration.report.state)/\(source)", "-out", folder.file("\(name).pem")])
            try #require(first.succeeded, "\(first.standardError)")
        }
        let output = try await Tool.run(
            "xmlsec1",
            [
                "--verify", "--trusted-pem", folder.file("root.pem"), "--untrusted-pem", folder.file("issuer.pem"),
                file,
            ])
        #expect(output.succeeded, "\(output.standardError)")
    }

    /// `kioskctl verify`: our own judgement with OCSP, as JSON; the exit status is 0 for a valid one.
    func kioskctl(_ signature: [UInt8], name: String) async throws -> Tool.Output {
        let report = demonstration.report
        let services = report.services.split(separator: "/").last.map(String.init) ?? ""
        return try await Tool.run(
            try Programs.path("kioskctl"),
            [
                "verify", try folder.write(name, signature), "--trust", "\(report.state)/trust.pem",
                "--issuers", "\(report.state)/portal/issuing-ca.pem", "--ocsp", "\(report.services)/ocsp",
                "--host", services, "--json",
            ])
    }
}
