import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 2: the EDS of an organisation with the real portal, kiosk, card and stick; OpenSSL verifies it.
    @Suite("EDS of an organisation", .serialized, .stage(Stage.Settings(sticks: true)))
    struct OfOrganisation {
        private static let bin = "230440000010"

        @Test(
            "E3: kiosk-sim citizen --flow organisation: a file in the organisation's profile; the own EDS stays as it is",
            .timeLimit(.minutes(4)))
        func saved() async throws {
            try RealPart.require(programs: "curl", "openssl", "sqlite3")
            let stage = try Stage.here()
            try await stage.own()
            let report = try await Citizen.run("organisation", stage, more: ["--bin", Self.bin])
            #expect(report.outcome == "issued", "\(report)")
            for step in [
                "organisation-bin", "organisation-medium", "reissue-notice", "reissue-pin", "eds-file-password",
            ] {
                #expect(report.steps.map(\.name).contains(step), "\(step)")
            }
            let file = try #require(report.file)
            let opened = try await stage.open(file, password: "48291537")
            #expect(opened.serials == Set(report.certificateSerials.map { Citizen.plain($0) }), "\(opened)")
            for part in ["O = Demo Organisation 1", "OU = BIN\(Self.bin)", "IIN\(Person.matching.iin)"] {
                #expect(opened.subject.contains(part), "\(opened.subject)")
            }
            // NCA profile, 3.1: the policy and the holder's part of a legal entity's head.
            for part in ["1.2.398.3.3.2.1", "1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.1"] {
                #expect(opened.subject.contains(part), "\(part)")
            }
            try await stage.verify(file, password: "48291537")
            let number = try #require(report.applicationNumber)
            try await stage.knowsWritten(number)
            #expect(try await stage.count("revocation") == 0)
            // E3: the head's own account knows nothing of it.
            let account = try await Citizen.run("account", stage)
            let own = try await stage.count("certificate WHERE iin = '\(Person.matching.iin)' AND bin IS NULL")
            #expect(account.accountEntries?.first == own, "\(account)")
            #expect(try await stage.count("certificate WHERE bin = '\(Self.bin)'") == 2)
        }

        @Test(
            "each row of the register is told with its own code; a token goes on at the desk with a slip",
            .timeLimit(.minutes(4)))
        func rows() async throws {
            let stage = try Stage.here()
            try await stage.own()
            for (bin, code) in [
                ("230440000020", "organisation.other-head"), ("230440000030", "organisation.closed"),
                ("230640000018", "organisation.unknown"), ("230440000011", "bin.check-digit"),
            ] {
                let report = try await Citizen.run("organisation", stage, more: ["--bin", bin])
                #expect(report.outcome == "refused" && report.code == code, "\(report)")
            }
            let card = try await Citizen.run(
                "organisation", stage, more: ["--bin", Self.bin, "--medium", "id-card"])
            #expect(card.outcome == "refused" && card.code == "organisation.id-card", "\(card)")
            let token = try await Citizen.run(
                "organisation", stage, more: ["--bin", Self.bin, "--medium", "kaztoken"])
            #expect(token.outcome == "application-left" && token.code == "organisation.at-desk", "\(token)")
            let number = try #require(token.applicationNumber)
            #expect(token.slipNumber != nil)
            #expect(
                try await stage.count(
                    "application WHERE number = '\(number)' AND medium = 'kaztoken' AND bin = '\(Self.bin)'") == 1)
        }

        @Test("by clicks in three languages, with a picture of every screen", .timeLimit(.minutes(8)))
        func clicks() async throws {
            let stage = try Stage.here()
            try await stage.own()
            for language in Programs.languages {
                let before = try await stage.count("application WHERE bin = '\(Self.bin)' AND state = 'written'")
                try await stage.clicks("organisation", language)
                try await eventually("the portal knows that the file is saved") {
                    try await stage.count("application WHERE bin = '\(Self.bin)' AND state = 'written'") > before
                        ? () : nil
                }
            }
        }

        /// Where the head may walk away.
        enum Place: String, CaseIterable, Sendable {
            case bin = "organisation-bin"
            case medium = "organisation-medium"
            case notice = "reissue-notice"
            case pin = "reissue-pin"
            case password = "eds-file-password"
            case stick = "eds-insert-stick"
        }

        @Test(
            "who walks away leaves nothing: no key on stick or disk, the card reset, the screen free",
            .timeLimit(.minutes(3)), arguments: Place.allCases)
        func walkedAway(_ place: Place) async throws {
            let stage = try Stage.here()
            try await stage.own()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await stage.order("stick-hand", "out")
            let files = try stage.stickFiles()
            try await page.toOrganisation(place.rawValue, Self.bin, stage)
            try await page.act("cancel")
            if [.password, .stick].contains(place) {
                #expect(try await page.untilEnded("ending-application-left").applicationNumber != nil)
            } else {
                try await page.until("the card is shown again, nothing of the organisation") {
                    $0.screen == "card-shown" && $0.applicationNumber == nil
                }
            }
            try await page.reset(stage)
            await page.close()
            #expect(try stage.stickFiles() == files)
            for entry in try stage.kioskFiles() {
                let bytes = FileManager.default.contents(atPath: entry) ?? Data()
                #expect(!bytes.contains("Abc-1234!xyz".utf8), "\(entry)")
            }
        }
    }

    /// Issue 7, item 1: the EDS by face on a stick (E1), and again after a forgotten password (E9).
    @Suite("EDS by face on a stick", .serialized, .stage(Stage.Settings(sticks: true)))
    struct ByFaceOnStick {
        @Test(
            "E1: kiosk-sim citizen --flow eds --medium file: after the match the file is on the stick",
            .timeLimit(.minutes(4)))
        func saved() async throws {
            try RealPart.require(programs: "curl", "openssl", "sqlite3")
            let stage = try Stage.here()
            let report = try await Citizen.run("eds", stage, more: ["--medium", "file"])
            #expect(report.outcome == "issued" && report.attempts == ["matched"], "\(report)")
            let file = try #require(report.file)
            let opened = try await stage.open(file, password: "48291537")
            #expect(opened.keys == 2 && opened.subject.contains("IIN\(Person.matching.iin)"))
            #expect((364...366).contains(opened.days), "a file is valid for a year (E1), not for \(opened.days) days")
            try await stage.knowsWritten(try #require(report.applicationNumber))
            #expect(try await stage.count("application WHERE medium = 'file' AND reason IS NULL") == 1)
        }

        @Test(
            "E9: by clicks in three languages: a forgotten password leads to a new file, and the application says why",
            .timeLimit(.minutes(8)))
        func forgotten() async throws {
            let stage = try Stage.here()
            for language in Programs.languages {
                let before = try await stage.count("application WHERE reason = 'forgotten-pin'")
                try await stage.clicks("eds-file", language)
                #expect(
                    try await stage.count("application WHERE reason = 'forgotten-pin' AND medium = 'file'")
                        == before + 1)
            }
        }
    }
}

extension Page {
    /// From the free screen to this one of the head's way.
    fileprivate func toOrganisation(_ place: String, _ bin: String, _ stage: Stage) async throws {
        try await act("language", ["value": "en"])
        try await until("services")
        try await act("service", ["value": "my-card"])
        try await until("card-insert")
        try await stage.order("card", "insert")
        try await until("card-shown")
        try await act("organisation-eds")
        for (screen, action, value) in [
            ("organisation-bin", "organisation", bin), ("organisation-medium", "medium", "file"),
            ("reissue-notice", "confirm-notice", nil),
        ] as [(String, String, String?)] {
            try await until(screen)
            if screen == place { return }
            try await act(action, value.map { ["value": $0] } ?? [:])
        }
        let pad = try await until("the pad") { $0.screen == "reissue-pin" && $0.pad != nil }
        if place == "reissue-pin" { return }
        try await enter(Person.pin, on: pad)
        try await until("the keyboard") { $0.screen == "eds-file-password" && $0.keyboard != nil }
        if place == "eds-file-password" { return }
        try await type("Abc-1234!xyz", then: "again")
        try await enter(password: "Abc-1234!xyz")
        try await until(place)
    }
}

extension Stage {
    /// The person's own EDS is on the card.
    fileprivate func own() async throws {
        guard try await count("certificate WHERE bin IS NULL") == 0 else { return }
        let issued = try await Citizen.run("eds", self)
        guard issued.outcome == "issued" else { throw Problem("no EDS of the head: \(issued)") }
    }

    /// A browser goes through the flow; its pictures are kept.
    fileprivate func clicks(_ flow: String, _ language: String) async throws {
        try await order("stick-hand", "out")
        let output = try await Tool.run(
            try await Programs.playwright(),
            [
                "\(Programs.tests)/Browser/flow.py", "--base", "http://127.0.0.1:\(screens)",
                "--portal", "https://127.0.0.1:\(portalPort)", "--ca", folder.file("portal/tls-ca.pem"),
                "--card-socket", folder.file("run/card.sock"), "--stick-socket", folder.file("run/stick-hand.sock"),
                "--out", "\(Programs.package)/.build/screens/\(flow)", "--lang", language,
                "--flow", flow,
            ])
        #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(2000))")
    }

    /// OpenSSL builds a path from each certificate of the file to the portal's root, with the issuer that the file holds.
    fileprivate func verify(_ file: String, password: String) async throws {
        let anchors = try await Tool.run(
            "curl",
            ["-sS", "--cacert", folder.file("portal/tls-ca.pem"), "https://127.0.0.1:\(portalPort)/cert/anchors.pem"])
        let roots = try folder.write("anchors.pem", anchors.standardOutput.utf8)
        let path = folder.file("stick/\(file)")
        func certificates(_ kind: String) async throws -> String {
            try await Tool.run(
                "openssl", ["pkcs12", "-in", path, "-passin", "pass:\(password)", "-nokeys", kind]
            ).standardOutput
        }
        let chain = try folder.write("chain.pem", try await certificates("-cacerts").utf8)
        let own = try await certificates("-clcerts").components(separatedBy: "-----BEGIN CERTIFICATE-----").dropFirst()
        #expect(own.count == 2)
        for one in own {
            let leaf = try folder.write("leaf.pem", ("-----BEGIN CERTIFICATE-----" + one).utf8)
            let verified = try await Tool.run("openssl", ["verify", "-CAfile", roots, "-untrusted", chain, leaf])
            #expect(verified.succeeded, "\(verified.standardOutput) \(verified.standardError)")
        }
    }
}
