import FoundationEssentials
import KioskDomain
import KioskTestSupport
import MachineKeys
import PKIX
import PortalClient
import PortalContract
import PortalServer
import Testing

/// Shown by, of issue 6: `schemathesis` against the running portal finds nothing. It reads the document that the portal
/// serves and asks each operation for what that allows and for what it does not, by a fixed seed.
@Suite("Issue 6.1: schemathesis", .serialized) struct SchemathesisTests {
    enum Port: String, CaseIterable { case open, machines }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().path + "/Schemathesis"

    @Test("schemathesis finds nothing at either port", .timeLimit(.minutes(10)), arguments: Port.allCases)
    func findsNothing(_ port: Port) async throws {
        let program = FileManager.default.currentDirectoryPath + "/.venv/bin/schemathesis"
        try RealPart.require(programs: program, "curl")
        try await withPortal { portal in
            let identity = try await portal.enrol(KioskRole.allCases)
            let folder = portal.folder
            let certificate = try folder.write("machine.pem", Array((identity.certificate?.pem ?? "").utf8))
            let key = try folder.write("machine-key.pem", Array(identity.key.kept.utf8))
            let document = folder.file("openapi.yaml")
            let authority = portal.options.tlsAuthorityFile
            try await Tool.mustRun(
                "curl", ["-sS", "--fail", "--cacert", authority, "-o", document, portal.address + "/openapi.yaml"])
            // In a folder of its own, where it may leave its files.
            let output = try await Tool.run(
                "env",
                [
                    "-C", folder.path, "PYTHONPATH=\(Self.folder)", "PYTHONDONTWRITEBYTECODE=1",
                    "SCHEMATHESIS_HOOKS=values", program,
                    "--config-file", "\(Self.folder)/schemathesis.toml", "run", document,
                    "--url", port == .open ? portal.address : portal.kioskAddress, "--include-tag", port.rawValue,
                    "--request-cert", certificate, "--request-cert-key", key, "--tls-verify", authority,
                    "--request-timeout", "60", "--checks", "all", "--phases", "examples,coverage,fuzzing",
                    "--max-examples", "25", "--seed", "7", "--continue-on-failure",
                    // Of slow machines, not of the portal.
                    "--suppress-health-check", "all", "--generation-database", "none", "--no-color",
                ], limit: .seconds(480))
            #expect(output.succeeded, "\(output.standardOutput.suffix(6_000))\(output.standardError.suffix(1_000))")
            #expect(output.standardOutput.contains("Test cases:"))
        }
    }
}
