import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 1: the EDS in a file on a stick, with the real portal, kiosk and kiosk-sign; OpenSSL opens the file.
    @Suite("EDS on a stick", .serialized, .stage(Stage.Settings(sticks: true)))
    struct OnStick {
        private static let password = "Abc-1234!xyz"

        @Test("E1, E10: a confirmed one is saved on the stick; portal and OpenSSL agree", .timeLimit(.minutes(4)))
        func saved() async throws {
            try RealPart.require(programs: "curl", "openssl")
            let stage = try Stage.here()
            let number = try await stage.confirmedFile()
            let report = try await Citizen.run(
                "application", stage, application: number, iin: Person.fiveFailures.iin)
            let file = try #require(report.file, "\(report)")
            #expect(report.outcome == "issued" && report.applicationNumber == number)
            let opened = try await stage.open(file, password: "48291537")
            #expect(opened.keys == 2)
            #expect(opened.serials == Set(report.certificateSerials.map { Citizen.plain($0) }), "\(opened)")
            #expect(opened.subject.contains("IIN\(Person.fiveFailures.iin)"), "\(opened.subject)")
            #expect((364...366).contains(opened.days), "a file is valid for a year (E1), not for \(opened.days) days")
            try await stage.knowsWritten(number)
            let after = try await Citizen.run(
                "application", stage, application: number, iin: Person.fiveFailures.iin)
            #expect(after.applicationStatus == "written" && after.applicationStep == "nothing", "\(after)")
        }

        @Test("by clicks in three languages, with a picture of every screen", .timeLimit(.minutes(8)))
        func clicks() async throws {
            let (python, stage) = (try await Programs.playwright(), try Stage.here())
            for language in Programs.languages {
                let number = try await stage.confirmedFile()
                try await stage.order("stick-hand", "out")
                let output = try await Tool.run(
                    python,
                    [
                        "\(Programs.tests)/Browser/flow.py", "--base", "http://127.0.0.1:\(stage.screens)",
                        "--portal", "https://127.0.0.1:\(stage.portalPort)",
                        "--ca", stage.folder.file("portal/tls-ca.pem"),
                        "--card-socket", stage.folder.file("run/card.sock"),
                        "--stick-socket", stage.folder.file("run/stick-hand.sock"),
                        "--out", "\(Programs.package)/.build/screens", "--lang", language,
                        "--flow", "file", "--application", number,
                        "--iin", Person.fiveFailures.iin,
                    ])
                #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(2000))")
                try await stage.knowsWritten(number)
            }
        }

        @Test(
            "bad sticks are told one after the other; pulled while saving, the same file goes to the next stick",
            .timeLimit(.minutes(4)))
        func badSticks() async throws {
            let stage = try Stage.here()
            let number = try await stage.confirmedFile()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await stage.order("stick-hand", "out")
            try await page.toPassword(number, stage)
            try await page.type("short1!", expecting: "keyfile.password-rules")
            try await page.type("aaaaaaaaaa", expecting: "keyfile.password-rules")
            try await page.type(Self.password, then: "again")
            try await page.type("Abc-1234!xyZ", expecting: "keyfile.password-mismatch")
            try await page.type(Self.password, then: "again")
            try await page.enter(password: Self.password)
            for (order, code) in [
                ("keyboard", "stick.not-storage"), ("two", "stick.several"), ("read-only", "stick.read-only"),
                ("full", "stick.full"), ("damaged", "stick.unreadable"),
            ] {
                try await stage.order("stick-hand", order)
                try await page.until(order) { $0.screen == "eds-insert-stick" && $0.code == code }
            }
            try await stage.order("stick-hand", "out")
            try await page.until("the port is empty") { $0.screen == "eds-insert-stick" && $0.code == nil }
            try await stage.order("stick-hand", "pull")
            try await page.until("pulled", within: .seconds(60)) {
                $0.screen == "eds-not-saved" && $0.code == "stick.removed" && $0.stick == "awaited"
            }
            #expect(try stage.stickFiles().allSatisfy { !$0.contains("part") })
            let before = Set(try stage.stickFiles())
            try await stage.order("stick-hand", "in")
            try await page.until("the stick is back") { $0.screen == "eds-not-saved" && $0.stick == "ready" }
            try await page.act("try-again")
            let end = try await page.untilEnded("ending-saved-on-stick")
            let file = try #require(end.file)
            #expect(!before.contains(file), "nothing that was there is overwritten")
            let opened = try await stage.open(file, password: Self.password)
            #expect(opened.serials == Set((end.serials ?? []).map { Citizen.plain($0) }))
            try await stage.knowsWritten(number)
            try await page.reset(stage)
            await page.close()
        }

        @Test(
            "E3a: an operator begins it at the desk; the desk sees how it ends, never the keyboard",
            .timeLimit(.minutes(4)))
        func atDesk() async throws {
            let stage = try Stage.here()
            let number = try await stage.confirmedFile()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await stage.order("stick-hand", "out")
            let desk = try await Desk.open(stage)
            try await desk.cardAct("issue", ["text": number, "language": "kk"])
            try await page.until("application-notice")
            try await page.act("confirm-notice")
            try await page.until("the keyboard") { $0.screen == "eds-file-password" && $0.keyboard != nil }
            try await page.type(Self.password, then: "again")
            let side = try await desk.card("the password, for the operator") { $0.stage == "eds-file-password" }
            #expect(!side.text.contains("data-pad") && !side.text.contains("data-position"))
            try await page.enter(password: Self.password)
            try await page.until("eds-insert-stick")
            try await stage.order("stick-hand", "in")
            // One that is in before the first look at the port is taken for somebody else's.
            let seen = try await page.until("a stick") {
                $0.screen != "eds-insert-stick" || $0.code == "stick.left-behind"
            }
            if seen.screen == "eds-insert-stick" { try await page.act("try-again") }
            let end = try await page.untilEnded("ending-saved-on-stick")
            let told = try await desk.card("saved") { $0.stage == "ending-saved-on-stick" }
            #expect(told.application == number && told.serials == end.serials)
            let opened = try await stage.open(try #require(end.file), password: Self.password)
            #expect(opened.serials == Set((end.serials ?? []).map { Citizen.plain($0) }))
            try await stage.knowsWritten(number)
            try await page.reset(stage)
            await page.close()
        }

        @Test(
            "walked away before it was saved: no key anywhere, the application is taken up again with new keys",
            .timeLimit(.minutes(4)))
        func walksAway() async throws {
            let stage = try Stage.here()
            let number = try await stage.confirmedFile()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await stage.order("stick-hand", "out")
            let files = try stage.stickFiles()
            try await page.toPassword(number, stage)
            try await page.type(Self.password, then: "again")
            try await page.enter(password: Self.password)
            try await page.until("eds-insert-stick")
            // Whether the port was looked at before or after: the stick is this person's.
            try await stage.order("stick-hand", "pull")
            let seen = try await page.until("taken or asked about") {
                $0.screen != "eds-insert-stick" || $0.code == "stick.left-behind"
            }
            if seen.code == "stick.left-behind" { try await page.act("try-again") }
            try await page.until("eds-not-saved", within: .seconds(60))
            try await page.act("cancel")
            #expect(try await page.untilEnded("ending-application-left").applicationNumber == number)
            try await page.reset(stage)
            await page.close()
            #expect(try stage.stickFiles() == files)
            #expect(try await stage.count("application WHERE number = '\(number)' AND state = 'issued'") == 1)
            for entry in try stage.kioskFiles() {
                let bytes = FileManager.default.contents(atPath: entry) ?? Data()
                #expect(!bytes.contains(Self.password.utf8), "\(entry)")
            }
            let report = try await Citizen.run(
                "application", stage, application: number, iin: Person.fiveFailures.iin)
            #expect(report.outcome == "issued" && report.file != nil, "\(report)")
            #expect(try await stage.count("certificate WHERE application = '\(number)'") == 2)
            let revoked = try await stage.count(
                "audit WHERE action = 'certificate.revoked' AND detail LIKE '% by \(number)'")
            #expect(revoked == 2, "those of the lost keys")
            try await stage.knowsWritten(number)
        }
    }
}

extension Page {
    /// From the free screen to the keyboard of the password.
    fileprivate func toPassword(_ number: String, _ stage: Stage) async throws {
        try await toStanding(number, .fiveFailures, stage)
        let shown = try await until("application-shown")
        #expect(shown.applicationStep == "write")
        try await act("write-now")
        try await until("application-notice")
        try await act("confirm-notice")
        try await until("the keyboard") { $0.screen == "eds-file-password" && $0.keyboard != nil }
    }

    func enter(password: String) async throws {
        let keyboard = try #require(try await now().keyboard)
        let keys = Array(keyboard.characters)
        let positions = password.compactMap { keys.firstIndex(of: $0) }
        #expect(positions.count == password.count)
        let answer = try await act("password", ["pad": keyboard.id, "positions": positions])
        #expect(answer.status == 200)
    }

    fileprivate func type(_ password: String, expecting code: String) async throws {
        try await enter(password: password)
        try await until(code) { $0.screen == "eds-file-password" && $0.code == code && $0.newPINStep == "new" }
    }

    func type(_ password: String, then step: String) async throws {
        try await enter(password: password)
        try await until(step) { $0.screen == "eds-file-password" && $0.newPINStep == step && $0.code == nil }
    }
}

extension Stage {
    /// An application for a key file that an operator has confirmed; answers its number.
    func confirmedFile() async throws -> String {
        try RealPart.require(programs: "curl")
        let number = try await applyAtHome(.fiveFailures, medium: "file")
        try await change("UPDATE application SET state = 'confirmed' WHERE number = '\(number)'")
        return number
    }

    func knowsWritten(_ number: String) async throws {
        try await eventually("the portal knows that the file is saved") {
            try await count("application WHERE number = '\(number)' AND state = 'written'") == 1 ? () : nil
        }
    }

    func stickFiles() throws -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.file("stick"))) ?? []).sorted()
    }

    /// Everything that kioskd keeps.
    func kioskFiles() throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.file("kiosk"))
        return names.map { folder.file("kiosk/\($0)") }
    }

    /// What OpenSSL finds in a file of the stick.
    func open(
        _ file: String, password: String
    ) async throws -> (keys: Int, serials: Set<String>, subject: String, days: Int) {
        let path = folder.file("stick/\(file)")
        let pem = try await Tool.run(
            "openssl", ["pkcs12", "-in", path, "-passin", "pass:\(password)", "-nodes"])
        guard pem.succeeded else { throw Problem("openssl: \(pem.standardError)") }
        let keys = pem.standardOutput.components(separatedBy: "BEGIN PRIVATE KEY").count - 1
        var serials: Set<String> = []
        var (subject, days) = ("", 0)
        for part in pem.standardOutput.components(separatedBy: "-----BEGIN CERTIFICATE-----").dropFirst() {
            let body = part.components(separatedBy: "-----END CERTIFICATE-----")[0]
            let name = try folder.write(
                "one.pem", "-----BEGIN CERTIFICATE-----\(body)-----END CERTIFICATE-----\n".utf8)
            let text = try await Tool.run("openssl", ["x509", "-in", name, "-noout", "-serial", "-subject", "-text"])
            guard text.standardOutput.contains("IIN") else { continue }
            subject += text.standardOutput
            let serial = text.standardOutput.split(separator: "\n").first { $0.hasPrefix("serial=") } ?? ""
            serials.insert(Citizen.plain(String(serial.dropFirst(7))))
            // Whether it is still valid after so many days tells for how long it is.
            let year = ["-checkend", "\(364 * 86_400)"], more = ["-checkend", "\(367 * 86_400)"]
            let holds = try await Tool.run("openssl", ["x509", "-in", name, "-noout"] + year).succeeded
            let longer = try await Tool.run("openssl", ["x509", "-in", name, "-noout"] + more).succeeded
            days = holds ? (longer ? 1000 : 365) : 0
        }
        return (keys, serials, subject, days)
    }
}
