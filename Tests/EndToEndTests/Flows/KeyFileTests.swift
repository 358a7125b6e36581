import FoundationEssentials
import Glibc
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, items 1 and 2: an EDS that is kept in a file on a stick, used at the kiosk, with the real portal, kiosk and
    /// kiosk-sign; OpenSSL opens the files.
    @Suite("an EDS in a file", .serialized, .stage(Stage.Settings(sticks: true)))
    struct InFile {
        private static let bin = "230440000010"

        @Test(
            "E6: kiosk-sim citizen --flow reissue-file: a new file beside the old one, other keys, the old set superseded",
            .timeLimit(.minutes(4)))
        func renewed() async throws {
            try RealPart.require(programs: "openssl", "sqlite3")
            let stage = try Stage.here()
            try await stage.emptyStick()
            let (first, old) = try await stage.ownFile()
            let bytes = FileManager.default.contents(atPath: stage.folder.file("stick/\(first)"))
            let report = try await Citizen.run("reissue-file", stage)
            #expect(report.outcome == "issued" && report.attempts.isEmpty, "no face is asked for: \(report)")
            for step in ["key-file-password", "key-file-shown", "reissue-notice", "eds-file-password", "eds-writing"] {
                #expect(report.steps.map(\.name).contains(step), "\(step)")
            }
            let file = try #require(report.file)
            #expect(file != first)
            #expect(FileManager.default.contents(atPath: stage.folder.file("stick/\(first)")) == bytes)
            let opened = try await stage.open(file, password: "48291537")
            #expect(opened.keys == 2 && opened.serials == Set(report.certificateSerials.map { Citizen.plain($0) }))
            #expect(opened.subject.contains("IIN\(Person.matching.iin)"), "\(opened.subject)")
            #expect((364...366).contains(opened.days), "E1: \(opened.days) days")
            let (newKeys, oldKeys) = (try await stage.keys(of: file), try await stage.keys(of: first))
            #expect(newKeys.count == 2 && oldKeys.count == 2 && newKeys.isDisjoint(with: oldKeys), "E6: new keys")
            try await stage.knowsWritten(try #require(report.applicationNumber))
            let superseded = try await stage.portal("SELECT serial FROM revocation WHERE cause = 'superseded'")
            #expect(Set(superseded.map(Citizen.plain)) == Set(old.map { Citizen.plain($0) }))
            // Which of the two the old one is, by the order of names.
            let place = try #require(try stage.stickFiles().firstIndex(of: first))
            let again = try await Citizen.run("reissue-file", stage, more: ["--key-file", "\(place)"])
            #expect(again.outcome == "refused" && again.code == "certificate.revoked", "\(again)")
        }

        @Test(
            "E10: by OCSP a file and a card show that they are revoked; with the portal away that it is not known",
            .timeLimit(.minutes(5)))
        func revocation() async throws {
            try RealPart.require(programs: "sqlite3")
            let stage = try Stage.here()
            try await stage.emptyStick()
            let issued = try await Citizen.run("eds", stage)
            try #require(issued.outcome == "issued", "\(issued)")
            let (_, serials) = try await stage.ownFile()
            let page = try await Page.open(port: stage.screens)
            #expect(try await page.fileShown(stage).allSatisfy { $0.isRevoked == "no" && $0.daysLeft != nil })
            #expect(try await page.cardShown(stage).map(\.isRevoked) == ["no", "no"])
            stage.child("portal")?.send(SIGSTOP)
            #expect(try await page.fileShown(stage).allSatisfy { $0.isRevoked == "unknown" && $0.daysLeft != nil })
            #expect(try await page.cardShown(stage).map(\.isRevoked) == ["unknown", "unknown"])
            stage.child("portal")?.send(SIGCONT)
            for serial in serials + issued.certificateSerials {
                try await stage.change(
                    "INSERT INTO revocation (serial, at, cause) VALUES ('\(serial)', 1764000000000, 'key-compromise')")
            }
            #expect(try await page.fileShown(stage).allSatisfy { $0.isRevoked == "yes" && $0.daysLeft == nil })
            #expect(try await page.now().code == "certificate.revoked")
            try await page.act("reissue")
            #expect(try await page.now().screen == "key-file-shown", "nothing of it signs")
            #expect(try await page.cardShown(stage).map(\.isRevoked) == ["yes", "yes"])
            // I4: no application for an exchange under it, and that is told before photo and fee.
            try await page.reset(stage)
            try await page.toExchangeCard(stage)
            let told = try await page.until("an answer") { $0.screen == "exchange-insert-card" && $0.code != nil }
            #expect(told.code == "certificate.revoked")
            try await page.reset(stage)
            await page.close()
        }

        @Test(
            "E3: the head signs with the own file, which stays valid; another's organisation is refused",
            .timeLimit(.minutes(4)))
        func organisation() async throws {
            try RealPart.require(programs: "openssl", "sqlite3")
            let stage = try Stage.here()
            try await stage.emptyStick()
            let (first, serials) = try await stage.ownFile()
            let other = try await Citizen.run("organisation-by-file", stage, more: ["--bin", "230440000020"])
            #expect(other.outcome == "refused" && other.code == "organisation.other-head", "\(other)")
            let report = try await Citizen.run("organisation-by-file", stage, more: ["--bin", Self.bin])
            #expect(report.outcome == "issued", "\(report)")
            let file = try #require(report.file)
            let opened = try await stage.open(file, password: "48291537")
            #expect(opened.keys == 2 && opened.subject.contains("BIN\(Self.bin)"), "\(opened.subject)")
            let listed = serials.map { "'\($0)'" }.joined(separator: ",")
            #expect(try await stage.count("revocation WHERE serial IN (\(listed))") == 0, "the own EDS stays")
            // E3: the organisation's EDS signs nothing personal.
            try FileManager.default.removeItem(atPath: stage.folder.file("stick/\(first)"))
            let entity = try await Citizen.run("reissue-file", stage)
            #expect(entity.outcome == "refused" && entity.code == "person.legal-entity", "\(entity)")
            let token = try await stage.tokenByFile(Self.bin)
            #expect(token.outcome == "application-left" && token.code == "organisation.at-desk", "\(token)")
        }

        @Test("what is wrong with stick, file or password is said, and the person goes on", .timeLimit(.minutes(4)))
        func badInput() async throws {
            try RealPart.require(programs: "openssl")
            let stage = try Stage.here()
            try await stage.emptyStick()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toStick(stage)
            for (order, code) in [
                ("keyboard", "stick.not-storage"), ("two", "stick.several"), ("damaged", "stick.unreadable"),
            ] {
                try await stage.order("stick-hand", order)
                try await page.until(order) { $0.screen == "key-file-stick" && $0.code == code }
            }
            try await stage.order("stick-hand", "out")
            try await page.until("the port is empty") { $0.screen == "key-file-stick" && $0.code == nil }
            _ = try stage.folder.write("stick/letter.txt", [1])
            try await stage.order("stick-hand", "in")
            try await page.until("no key file") { $0.code == "keyfile.missing" && $0.stick == "ready" }
            _ = try stage.folder.write("stick/a.p12", "no PKCS#12".utf8)
            _ = try stage.folder.write("stick/b.p12", [UInt8](repeating: 0, count: 1 << 20 | 1))
            try await stage.foreign("c.p12", subject: "/serialNumber=IIN850315300019/CN=Demo", days: nil)
            try await stage.foreign("d.p12", subject: "/serialNumber=IIN850315300019/CN=Demo", days: 30)
            try await stage.foreign("e.p12", subject: "/serialNumber=IIN850315300019/O=Demo/CN=Demo", days: 30)
            try await page.act("try-again")
            try await page.until("the files") { $0.screen == "key-file-choosing" && $0.keyFiles == 5 }
            try await page.open(file: 0, password: "48291537", expecting: "keyfile.malformed", on: "key-file-choosing")
            try await page.open(file: 1, password: "48291537", expecting: "keyfile.too-large", on: "key-file-choosing")
            try await page.open(
                file: 3, password: "wrong-one", expecting: "keyfile.password-wrong", on: "key-file-password")
            try await page.act("cancel")
            try await page.until("key-file-choosing")
            try await page.open(file: 2, password: "48291537", expecting: "certificate.expired", on: "key-file-shown")
            // Nothing of it signs, whatever is posted.
            try await page.act("reissue")
            #expect(try await page.now().screen == "key-file-shown")
            try await page.again(stage)
            try await page.open(file: 4, password: "48291537", expecting: "person.legal-entity", on: "key-file-shown")
            try await page.again(stage)
            try await page.open(file: 3, password: "48291537", expecting: nil, on: "key-file-shown")
            try await page.act("reissue")
            try await page.until("reissue-notice")
            try await page.act("confirm-notice")
            try await page.until("of another issuer") {
                $0.screen == "ending-refused" && $0.code == "reissue.not-valid"
            }
            try await page.reset(stage)
            try await page.toStick(stage)
            try await stage.order("stick-hand", "pull-reading")
            if try await page.until("there", { $0.screen == "key-file-choosing" || $0.code != nil }).code != nil {
                try await page.act("try-again")
                try await page.until("key-file-choosing")
            }
            try await page.open(file: 3, password: "48291537", expecting: "stick.not-read", on: "key-file-stick")
            // Still told once the port was seen empty; one that comes back before that look is the same stick to the kiosk.
            try await page.until("seen empty") { $0.code == "stick.not-read" && $0.stick == "awaited" }
            try await stage.order("stick-hand", "in")
            try await page.until("read again") { $0.screen == "key-file-choosing" && $0.code == nil }
            try await page.reset(stage)
            await page.close()
            #expect(try stage.stickFiles().count == 6, "nothing on the stick was changed")
        }

        @Test("by clicks in three languages, with a picture of every screen", .timeLimit(.minutes(8)))
        func clicks() async throws {
            let stage = try Stage.here()
            for language in Programs.languages {
                try await stage.emptyStick()
                let (own, _) = try await stage.ownFile()
                let copy = FileManager.default.contents(atPath: stage.folder.file("stick/\(own)")) ?? Data()
                _ = try stage.folder.write("stick/ЭЦП 850315300019.p12", copy)
                try await stage.order("stick-hand", "out")
                let output = try await Tool.run(
                    try await Programs.playwright(),
                    [
                        "\(Programs.tests)/Browser/flow.py", "--base", "http://127.0.0.1:\(stage.screens)",
                        "--portal", "https://127.0.0.1:\(stage.portalPort)",
                        "--ca", stage.folder.file("portal/tls-ca.pem"),
                        "--card-socket", stage.folder.file("run/card.sock"),
                        "--stick-socket", stage.folder.file("run/stick-hand.sock"),
                        "--out", "\(Programs.package)/.build/screens/reissue-file", "--lang", language,
                        "--flow", "reissue-file",
                    ])
                #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(2000))")
                #expect(try stage.stickFiles().count == 3)
            }
        }

        /// Where the person may walk away.
        enum Place: String, CaseIterable, Sendable {
            case stick = "key-file-stick"
            case choosing = "key-file-choosing"
            case password = "key-file-password"
            case shown = "key-file-shown"
            case notice = "reissue-notice"
            case newPassword = "eds-file-password"
        }

        @Test(
            "who walks away leaves nothing: the former EDS stays valid, no password or file on disk, the screen free",
            .timeLimit(.minutes(3)), arguments: Place.allCases)
        func walkedAway(_ place: Place) async throws {
            let stage = try Stage.here()
            try await stage.emptyStick()
            let (own, serials) = try await stage.ownFile()
            let copy = FileManager.default.contents(atPath: stage.folder.file("stick/\(own)")) ?? Data()
            _ = try stage.folder.write("stick/copy.p12", copy)
            let files = try stage.stickFiles()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.walk(to: place.rawValue, stage)
            try await page.act("cancel")
            if place == .newPassword {
                #expect(try await page.untilEnded("ending-application-left").applicationNumber != nil)
            }
            try await page.reset(stage)
            let free = try await page.now()
            #expect(free.file == nil && free.keyFiles == nil && free.card == nil && free.keyboard == nil)
            await page.close()
            #expect(try stage.stickFiles() == files)
            let listed = serials.map { "'\($0)'" }.joined(separator: ",")
            #expect(try await stage.count("revocation WHERE serial IN (\(listed))") == 0)
            for entry in try stage.kioskFiles() {
                let bytes = FileManager.default.contents(atPath: entry) ?? Data()
                #expect(!bytes.contains("48291537".utf8) && !bytes.contains(copy.prefix(64)), "\(entry)")
            }
        }
    }
}

extension Page {
    /// From the free screen to the one that awaits the stick, which is out.
    fileprivate func toStick(_ stage: Stage) async throws {
        try await stage.order("stick-hand", "out")
        try await act("language", ["value": "en"])
        try await until("services")
        try await act("service", ["value": "my-card"])
        try await until("card-insert")
        try await act("my-file")
        try await until("the port was looked at") { $0.screen == "key-file-stick" && $0.stick == "awaited" }
    }

    /// From any screen to the list of files of the same stick.
    fileprivate func again(_ stage: Stage) async throws {
        try await reset(stage)
        try await toStick(stage)
        try await stage.order("stick-hand", "in")
        let seen = try await until("there") { $0.screen == "key-file-choosing" || $0.code == "stick.left-behind" }
        if seen.screen != "key-file-choosing" {
            try await act("try-again")
            try await until("key-file-choosing")
        }
    }

    fileprivate func open(file: Int, password: String, expecting code: String?, on screen: String) async throws {
        try await act("key-file", ["value": "\(file)"])
        try await until("the keyboard") { $0.screen == "key-file-password" && $0.keyboard != nil }
        try await enter(password: password)
        try await until("\(file): \(code ?? "opened")") { $0.screen == screen && $0.code == code }
    }

    /// The certificates of the only file, as they are shown.
    fileprivate func fileShown(_ stage: Stage) async throws -> [View.Card.Certificate] {
        try await reset(stage)
        try await toStick(stage)
        try await stage.order("stick-hand", "in")
        let seen = try await until("there") { $0.screen == "key-file-password" || $0.code == "stick.left-behind" }
        if seen.screen != "key-file-password" { try await act("try-again") }
        try await until("the keyboard") { $0.screen == "key-file-password" && $0.keyboard != nil }
        try await enter(password: "48291537")
        return try await until("key-file-shown").card?.certificates ?? []
    }

    /// Those of the card.
    fileprivate func cardShown(_ stage: Stage) async throws -> [View.Card.Certificate] {
        try await reset(stage)
        try await act("language", ["value": "en"])
        try await until("services")
        try await act("service", ["value": "my-card"])
        try await until("card-insert")
        try await stage.order("card", "insert")
        return try await until("card-shown").card?.certificates ?? []
    }

    fileprivate func walk(to place: String, _ stage: Stage) async throws {
        try await toStick(stage)
        if place == "key-file-stick" { return }
        try await again(stage)
        if place == "key-file-choosing" { return }
        try await act("key-file", ["value": "0"])
        try await until("the keyboard") { $0.screen == "key-file-password" && $0.keyboard != nil }
        if place == "key-file-password" { return }
        try await enter(password: "48291537")
        try await until("key-file-shown")
        if place == "key-file-shown" { return }
        try await act("reissue")
        try await until("reissue-notice")
        if place == "reissue-notice" { return }
        try await act("confirm-notice")
        try await until(place)
    }
}

extension Stage {
    /// Out of the port, with nothing on it.
    func emptyStick() async throws {
        try await order("stick-hand", "out")
        try FileManager.default.createDirectory(atPath: folder.file("stick"), withIntermediateDirectories: true)
        for name in try stickFiles() { try FileManager.default.removeItem(atPath: folder.file("stick/\(name)")) }
    }

    /// The person's own EDS in a file on the stick, which is out: its name, and the serial numbers in it.
    fileprivate func ownFile() async throws -> (file: String, serials: [String]) {
        let kept = folder.file("own.p12")
        if let bytes = FileManager.default.contents(atPath: kept), let serials = try await liveSerials() {
            _ = try folder.write("stick/EDS-own.p12", bytes)
            return ("EDS-own.p12", serials)
        }
        let issued = try await Citizen.run("eds", self, more: ["--medium", "file"])
        guard issued.outcome == "issued", let file = issued.file else { throw Problem("no own EDS: \(issued)") }
        try await knowsWritten(issued.applicationNumber ?? "")
        let bytes = FileManager.default.contents(atPath: folder.file("stick/\(file)")) ?? Data()
        _ = try folder.write("own.p12", bytes)
        _ = try folder.write("own.serials", issued.certificateSerials.joined(separator: "\n").utf8)
        return (file, issued.certificateSerials)
    }

    /// Of the file that was issued last, while it is not revoked: faces take their time.
    private func liveSerials() async throws -> [String]? {
        let text = FileManager.default.contents(atPath: folder.file("own.serials")) ?? Data()
        let serials = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
        let listed = serials.map { "'\($0)'" }.joined(separator: ",")
        return try await count("revocation WHERE serial IN (\(listed))") == 0 ? serials : nil
    }

    /// The keys of a file, by OpenSSL.
    fileprivate func keys(of file: String) async throws -> Set<String> {
        let text = try await Tool.run(
            "openssl",
            ["pkcs12", "-in", folder.file("stick/\(file)"), "-passin", "pass:48291537", "-nodes", "-nocerts"])
        return Set(text.standardOutput.components(separatedBy: "-----BEGIN PRIVATE KEY-----").dropFirst())
    }

    /// A file of another issuer with one key. `days` nil: over since 2020.
    fileprivate func foreign(_ name: String, subject: String, days: Int?) async throws {
        let (key, certificate) = (folder.file("foreign.key"), folder.file("foreign.pem"))
        func openssl(_ arguments: [String]) async throws {
            let output = try await Tool.run("openssl", arguments)
            guard output.succeeded else { throw Problem("openssl: \(output.standardError)") }
        }
        if let days {
            try await openssl([
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-subj", subject, "-days", "\(days)",
                "-out", certificate,
            ])
        } else {
            let request = folder.file("foreign.csr")
            try await openssl([
                "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-subj", subject, "-out", request,
            ])
            let place = folder.file("foreign-ca")
            try? FileManager.default.removeItem(atPath: place)
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            _ = try folder.write("foreign-ca/index", [])
            let settings = try folder.write(
                "foreign-ca/settings",
                """
                [ca]
                default_ca = one
                [one]
                database = \(place)/index
                new_certs_dir = \(place)
                rand_serial = yes
                default_md = sha256
                policy = any
                [any]
                serialNumber = optional
                organizationName = optional
                commonName = optional

                """.utf8)
            try await openssl([
                "ca", "-batch", "-config", settings, "-selfsign", "-keyfile", key, "-in", request, "-startdate",
                "20200101000000Z", "-enddate", "20200201000000Z", "-notext", "-out", certificate,
            ])
        }
        try await openssl([
            "pkcs12", "-export", "-legacy", "-inkey", key, "-in", certificate, "-passout", "pass:48291537", "-out",
            folder.file("stick/\(name)"),
        ])
    }

    /// E3, E3a: a token is written by an operator.
    fileprivate func tokenByFile(_ bin: String) async throws -> Citizen {
        try await emptyStick()
        _ = try await ownFile()
        return try await Citizen.run("organisation-by-file", self, more: ["--bin", bin, "--medium", "kaztoken"])
    }
}
