import Foundation
import KioskTestSupport
import NCALayer
import Testing

@testable import NCALayerDoor

/// Clients that are not ours, over the real wss door, with the local authority as their only reason to trust it.
@Suite("Issue 3, item 12: real clients at the door", .serialized)
struct BrowserTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Scripts").path(percentEncoded: false)
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path(percentEncoded: false)

    private struct Visit: Decodable {
        var state: String
        var replies: [String: String]
        var errors: [String]
        var axe: [String]
    }

    /// Python with Playwright: the project's own environment, else the system's.
    private func python() async throws -> String {
        for candidate in ["\(Self.repository).venv/bin/python3", RealPart.path(of: "python3") ?? ""]
        where access(candidate, X_OK) == 0 {
            let check = try await Tool.run("env", [candidate, "-c", "import playwright, axe_playwright_python"])
            if check.succeeded { return candidate }
        }
        try RealPart.require(false, "Playwright for Python and axe-playwright-python are not installed")
        return ""
    }

    private func run(_ door: OpenDoor, home: TemporaryFolder, _ arguments: [String]) async throws -> Tool.Output {
        let arguments =
            [
                "\(Self.folder)/sign_test.py", "--base", "https://127.0.0.1:\(door.server.port)",
            ] + arguments
        return try await Tool.run(
            "env", [try await python()] + arguments,
            environment: ["HOME": home.path, "XDG_DATA_HOME": home.file("data")],
            limit: .seconds(180))
    }

    @Test("Chromium trusts the door after the trust step, and /sign-test exercises every method")
    func signTest() async throws {
        try RealPart.require(programs: "chromium", "certutil")
        let home = try TemporaryFolder("home")
        try await OpenDoor.with { door in
            let refused = try await run(door, home: home, ["--untrusted"])
            #expect(refused.standardOutput.contains("ERR_CERT_AUTHORITY_INVALID"), "\(refused)")
            try await trust(door, home: home)
            let output = try await run(door, home: home, [])
            #expect(output.succeeded, "\(output.standardError.suffix(2000))")
            let visit = try JSONDecoder().decode(Visit.self, from: Data(output.standardOutput.utf8))
            #expect(visit.errors.isEmpty && visit.axe.isEmpty, "\(visit.errors) \(visit.axe)")
            #expect(visit.state == "open, version 1.4")
            try check(visit.replies)
            let origins = Set(await door.host.orders.map(\.page.origin.description))
            #expect(origins == ["https://127.0.0.1:\(door.server.port)"])
        }
    }

    private func trust(_ door: OpenDoor, home: TemporaryFolder) async throws {
        // `id` answers a user that is not root, so that the policies of this machine are left alone.
        let programs = try TemporaryFolder("bin")
        _ = try await Tool.run("chmod", ["755", try programs.write("id", "#!/bin/sh\necho 1000\n".utf8)])
        let script = try home.write("trust.sh", DoorTrust.script(door.identity).utf8)
        let path = "\(programs.path):\(RealPart.environment("PATH") ?? "/usr/bin:/bin")"
        let output = try await Tool.run("sh", [script], environment: ["HOME": home.path, "PATH": path])
        #expect(output.succeeded, "\(output.standardError)")
    }

    private func check(_ replies: [String: String]) throws {
        let cms = #"{"responseObject":"MAMCASo=","code":"200"}"#
        for name in [
            "createCAdESFromBase64", "createCAdESFromBase64Hash", "createCMSSignatureFromBase64", "applyCAdEST",
            "createCAdESFromFile", "createCMSSignatureFromFile",
        ] { #expect(replies[name] == cms, "\(name)") }
        #expect(replies["getActiveTokens"] == #"{"responseObject":["AKKaztokenStore"],"code":"200"}"#)
        #expect(replies["getKeyInfo"]?.contains(#""certNotAfter":"1800000000000""#) == true)
        #expect(replies["signXml"]?.contains(#"<\/ds:Signature>"#) == true)
        #expect(replies["signXmls"]?.hasPrefix(#"{"responseObject":["#) == true)
        #expect(replies["showFileChooser"]?.contains("letter.pdf") == true)
        #expect(replies["changeLocale"] == #"{"code":"200"}"#)
        for name in ["cms", "cms tsa", "cms digested", "cms batch", "xml", "raw"] {
            #expect(replies["basics.sign \(name)"]?.hasSuffix(#","status":true}"#) == true, "\(name)")
        }
        #expect(replies["basics.generateCsr"]?.contains("BEGIN CERTIFICATE REQUEST") == true)
        #expect(replies["basics.importCertificate"] == #"{"body":{"result":true},"status":true}"#)
        #expect(replies["accessory.getServices"]?.contains("services") == true)
        #expect(replies["accessory.showSettings"] == #"{"code":"200"}"#)
        #expect(replies["applet"]?.contains("MODULE_SWITCHED_OFF") == true)
        #expect(replies["heartbeat"] == "--heartbeat--")
        #expect(replies["not JSON"]?.contains("COMMON_JSON_WRAPPING_EXCEPTION") == true)
        #expect(replies["wrong type"]?.contains("argument type mismatch. Method: getKeyInfo") == true)
        #expect(replies.count == 30 && replies.values.allSatisfy { !$0.isEmpty })
    }

    @Test("Node's own WebSocket: trusts the authority by NODE_EXTRA_CA_CERTS, sends no Origin, is answered in order")
    func node() async throws {
        try RealPart.require(programs: "node")
        let folder = try TemporaryFolder("node")
        try await OpenDoor.with { door in
            let authority = try folder.write("ca.pem", door.identity.authorityPEM.utf8)
            let requests = [
                #"{"module":"kz.digiflow.mobile.extensions","method":"getVersion"}"#,
                #"{"module":"kz.gov.pki.knca.commonUtils","method":"createCAdESFromBase64","#
                    + #""args":["PKCS12","SIGNATURE","MTEK",true]}"#,
            ]
            for name in ["127.0.0.1", "localhost"] {
                let output = try await Tool.run(
                    "node",
                    [
                        "--experimental-websocket", "--dns-result-order=ipv4first", "\(Self.folder)/client.mjs",
                        "wss://\(name):\(door.server.port)/",
                    ] + requests, environment: ["NODE_EXTRA_CA_CERTS": authority])
                let replies = try JSONDecoder().decode([String].self, from: Data(output.standardOutput.utf8))
                #expect(
                    replies == [
                        #"{"result":{"version":"1.4"}}"#, #"{"success":false,"errorCode":"MODULE_NOT_FOUND"}"#,
                        #"{"responseObject":"MAMCASo=","code":"200"}"#,
                    ])
            }
            let untrusting = try await Tool.run(
                "node",
                [
                    "--experimental-websocket", "\(Self.folder)/client.mjs", "wss://127.0.0.1:\(door.server.port)/",
                ] + requests)
            #expect(!untrusting.succeeded)
            #expect(await door.host.orders.map(\.page.origin) == [.none, .none])
        }
    }

    @Test(
        "the habits of pages in use: one handler, promises in order, the official sample, a connection for each request"
    )
    func habits() async throws {
        try RealPart.require(programs: "node")
        let folder = try TemporaryFolder("node")
        try await OpenDoor.with { door in
            let authority = try folder.write("ca.pem", door.identity.authorityPEM.utf8)
            let output = try await Tool.run(
                "node",
                [
                    "--experimental-websocket", "\(Self.folder)/portal_clients.mjs",
                    "wss://127.0.0.1:\(door.server.port)/",
                ], environment: ["NODE_EXTRA_CA_CERTS": authority])
            let found = try? JSONDecoder().decode(
                [String: String].self, from: Data(output.standardOutput.utf8))
            #expect(
                found == [
                    "version": "1.4", "oneHandler": "DEMO PERSON 1 2027", "inOrder": "abcobject",
                    "sample": "MAMCASo=", "samples": "MAMCASo=,MAMCASo=",
                    "oneEach": "MAMCASo=,MAMCASo=,MAMCASo=",
                ], "\(output)")
        }
    }
}
