import FoundationEssentials
import KioskDomain
import KioskTestSupport
import KioskTexts
import PortalClient
import PortalContract
import PortalServer
import Testing

/// Issue 6 item 7: sets at the team's own machine, by the built program beside a real portal.
@Suite("kiosk-portal config", .onEachStore) struct ConfigCommandTests {
    private static let rules = #""rules": {"confirmation-days": [{"value": 3}]}"#

    private static func set(_ version: Int, _ members: String = rules, scope: String = "all") -> [UInt8] {
        Array(
            """
            {"format": "psc-kiosk-configuration-1", "scope": "\(scope)", "version": \(version),
            "valid-from": "2026-01-01", "note": "four tries", \(members)}
            """.utf8)
    }

    /// A team with its key, which it made by the command.
    private struct Desk {
        let folder: TemporaryFolder
        let team: TeamProgram

        init(_ portal: PortalFixture) async throws {
            folder = try TemporaryFolder("team")
            team = TeamProgram(portal: portal)
            let made = try await TeamProgram.run(["config", "key", folder.file("signer.pem")])
            try #require(made.succeeded, "\(made.standardError)")
            try folder.write("signers.pem", made.standardOutput.utf8)
        }

        func sign(_ set: [UInt8]) async throws -> Tool.Output {
            let file = try folder.write("set.json", set)
            return try await TeamProgram.run(["config", "sign", file, "--key", folder.file("signer.pem")])
        }

        /// Signed, in a file.
        func signed(_ set: [UInt8]) async throws -> String {
            let output = try await sign(set)
            try #require(output.succeeded, "\(output.standardError)")
            return try folder.write("set.jws", output.standardOutput.utf8)
        }

        func publishing(_ file: String) -> [String] {
            ["config", "publish", file, "--signers", folder.file("signers.pem")]
        }
    }

    @Test("signed, published, followed at a machine, withdrawn") func life() async throws {
        try await withPortal { portal in
            let desk = try await Desk(portal)
            let file = try await desk.signed(Self.set(3))
            let mode = try FileManager.default.attributesOfItem(atPath: desk.folder.file("signer.pem"))
            #expect(mode[.posixPermissions] as? Int == 0o600)
            let published = try await desk.team.run(desk.publishing(file) + ["--canary", "100"])
            #expect(published.standardOutput == "all 3 is offered to 100 % of its machines first.\n")
            let line = try await desk.team.says("config", "list").split(separator: "\t")
            #expect(line.prefix(2) == ["all", "3"] && line.contains("0 failed") && line.last == "four tries")
            let listed = try await desk.team.json([PublishedConfiguration].self, "config", "list")
            #expect(listed.map(\.name.version) == [3] && listed.first?.share == 100)
            let shown = try await desk.team.says("config", "show", "all", "3")
            #expect(shown.contains(#""confirmation-days": [{"value": 3}]"#))

            try await portal.withMachine { machine in
                let name = try #require(listed.first?.name)
                let told = KioskTelling(
                    configuration: ConfigurationPresence(
                        centre: "PSC-1", region: "ALA", report: ConfigurationReport(running: name)))
                _ = try await machine.client.present(trustDigest: nil, told)
                let status = try await desk.team.says("config", "status")
                #expect(status == "\(machine.identity.kioskID)\tPSC-1\truns all 3")
                let known = try await desk.team.json([KioskConfigurationStatus].self, "config", "status")
                #expect(known.map(\.kioskID) == [machine.identity.kioskID] && known.first?.isUnknownHere == false)
            }
            #expect(try await desk.team.says("config", "withdraw", "all", "3") == "all 3 is withdrawn.")
            #expect(
                try await desk.team.json([PublishedConfiguration].self, "config", "list").first?.state == .withdrawn)
        }
    }

    @Test("what no machine would take is not signed, and the reason is said") func unsigned() async throws {
        try await withPortal { portal in
            let desk = try await Desk(portal)
            let refused: [(FailureCode, [UInt8])] = [
                (.configurationMalformed, Array("{".utf8)),
                (.configurationMalformed, Self.set(1, scope: "everywhere")),
                (.configurationKeyRefused, Self.set(1, #""configuration": {"portal.url": "https://x.example"}"#)),
                (
                    .configurationContradictory,
                    Self.set(1, #""rules": {"attempt-limit": [{"from": "2026-02-01", "value": 4}]}"#)
                ),
                (.configurationTooLarge, Self.set(1) + [UInt8](repeating: 0x20, count: 200 << 10)),
            ]
            for (code, set) in refused {
                let output = try await desk.sign(set)
                #expect(output.status == 1 && output.standardOutput.isEmpty)
                #expect(
                    output.standardError.contains("\(code.rawValue): ")
                        && output.standardError.contains(code.technicianRemedy), "\(output.standardError)")
            }
        }
    }

    @Test("what cannot be published, shown, withdrawn is refused with its code and remedy, and nothing is offered")
    func refused() async throws {
        try await withPortal { portal in
            let (desk, other) = (try await Desk(portal), try await Desk(portal))
            let team = desk.team
            let foreign = try await other.signed(Self.set(9))
            try await team.refuses(.configurationSignature, desk.publishing(foreign))
            var text = try desk.folder.read("signers.pem")
            text = Array(String(decoding: text, as: UTF8.self).filter { $0 != "\n" }.utf8)
            let garbled = try desk.folder.write("garbled.jws", text)
            try await team.refuses(.configurationSignature, desk.publishing(garbled))
            try await team.refuses(.configurationUnknown, ["config", "show", "all", "1"])
            try await team.refuses(.configurationUnknown, ["config", "withdraw", "all", "1"])
            #expect(try await team.says("config", "list") == "")
            let file = try await desk.signed(Self.set(5))
            #expect(try await team.run(desk.publishing(file)).succeeded)
            try await team.refuses(.configurationOlder, desk.publishing(file))
        }
    }

    @Test("what is given wrongly is told") func misused() async throws {
        try await withPortal { portal in
            let desk = try await Desk(portal)
            let file = try await desk.signed(Self.set(1))
            let publish = desk.publishing(file)
            let wrong: [(String, [String])] = [
                ("--canary is 1 to 100", publish + ["--canary", "0"]),
                ("--hold 0 to 100000", publish + ["--hold", "100001"]),
                ("--stop-after at least 1", publish + ["--stop-after", "0"]),
                ("cannot be read", desk.publishing(desk.folder.file("none.jws"))),
                ("--signers", ["config", "publish", file]),
                ("<version>", ["config", "show", "all"]),
                ("version", ["config", "withdraw", "all", "last"]),
            ]
            for (hint, words) in wrong { TeamProgram.misuse(hint, try await desk.team.run(words)) }
            let signer = desk.folder.file("signer.pem")
            let keyed: [(String, [String])] = [
                ("is there already", ["config", "key", signer]),
                (
                    "holds no P-256 key",
                    ["config", "sign", desk.folder.file("set.json"), "--key", desk.folder.file("signers.pem")]
                ),
                (
                    "cannot be read",
                    ["config", "sign", desk.folder.file("set.json"), "--key", desk.folder.file("none")]
                ),
                ("cannot be read", ["config", "sign", desk.folder.file("none.json"), "--key", signer]),
            ]
            for (hint, words) in keyed { TeamProgram.misuse(hint, try await TeamProgram.run(words)) }
            #expect(try await desk.team.says("config", "list") == "")
        }
    }
}
