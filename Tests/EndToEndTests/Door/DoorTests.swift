import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 3, item 11 and "Shown by": a portal's page, the door, the person's consent, a key, and what other programs say.
    @Suite("door for portal pages", .serialized, .demonstration)
    struct Door {
        private static let file = "demo-person-1.p12"
        private static let gostFile = "demo-person-1-gost.p12"
        private static let text = "A document of Demo Person 1."
        private static let text64 = Data(text.utf8).base64EncodedString()
        private static let xml = "<request><iin>850315300019</iin></request>"

        @Test("commonUtils.createCAdESFromBase64 with a key file: site and size are asked about, OpenSSL verifies")
        func cades() async throws {
            let demonstration = try Demonstration.here()
            let request = try PortalPage.common("createCAdESFromBase64", "PKCS12", "SIGNATURE", Self.text64, true)
            let replies = try await PortalPage(demonstration: demonstration).ask([request]) { consent in
                // The operator's card, which waits for its PIN in the other reader, holds nobody up.
                let keys = try await consent.until("consent-keys", within: .seconds(5))
                #expect(keys.html.contains("portal.example"))
                #expect(keys.html.contains(">\(Self.text.utf8.count) "), "the document's size stands there")
                #expect(!keys.html.contains(">0 "), "and that of the key files")
                try await Self.sign(Self.file, consent, keys)
            }
            let signature = try CommonReply(replies[0]).bytes()
            let oracles = try Oracles(demonstration)
            try await oracles.cms(signature, content: Self.text)
            let judged = try await oracles.kioskctl(signature, name: "a.cms")
            #expect(judged.status == 0, "\(judged)")
        }

        @Test("commonUtils.signXml with a key file: xmlsec1 verifies; with a GOST key kioskctl does")
        func xml() async throws {
            try RealPart.require(programs: "xmlsec1")
            let demonstration = try Demonstration.here()
            let request = try PortalPage.common("signXml", "PKCS12", "SIGNATURE", Self.xml, "", "")
            let page = PortalPage(demonstration: demonstration)
            let oracles = try Oracles(demonstration)
            let rsa = try CommonReply(
                try await page.ask([request]) { try await Self.sign(Self.file, $0) }[0])
            try await oracles.xml(try #require(rsa.responseObject, "\(rsa)"))
            let gost = try CommonReply(
                try await page.ask([request]) { try await Self.sign(Self.gostFile, $0) }[0])
            let document = try #require(gost.responseObject, "\(gost)")
            #expect(document.contains("gostr34102015-gostr34112015-512"))
            let judged = try await oracles.kioskctl(Array(document.utf8), name: "gost.xml")
            #expect(judged.status == 0, "\(judged)")
            let changed = document.split(separator: "850315300019").joined(separator: "850315300018")
            #expect(try await oracles.kioskctl(Array(changed.utf8), name: "changed.xml").status == 2)
        }

        @Test("basics.sign: three documents and a time stamp with one password; each signature for itself")
        func batch() async throws {
            let demonstration = try Demonstration.here()
            let texts = (1...3).map { "Document \($0)" }
            let data = "[\(texts.map { "\"\(Data($0.utf8).base64EncodedString())\"" }.joined(separator: ","))]"
            let request = PortalPage.sign("cms", data, #"{"decode":"true","encapsulate":"false","tsaProfile":{}}"#)
            let replies = try await PortalPage(demonstration: demonstration).ask([request]) { consent in
                let keys = try await consent.until("consent-keys")
                for number in 1...3 { #expect(keys.html.contains("<span class=\"number\">\(number)</span>")) }
                try await Self.sign(Self.file, consent, keys)
            }
            let reply = try BasicsReply(replies[0])
            let signatures = try #require(reply.body?.result?.all, "\(replies)")
            try #require(signatures.count == 3)
            let oracles = try Oracles(demonstration)
            for (text, signature) in zip(texts, signatures) {
                try await oracles.cms(Array(signature.utf8), form: "PEM", content: text, isDetached: true)
                let lines = signature.split(separator: "\n").filter { !$0.hasPrefix("-----") }
                let der = try #require(Data(base64Encoded: lines.joined().filter { !$0.isWhitespace }))
                #expect(try await oracles.printed(Array(der)).contains("id-smime-aa-timeStampToken"))
            }
        }

        @Test("with the person's card: the EDS that this kiosk wrote signs, the PIN is asked for with its counter")
        func card() async throws {
            let demonstration = try Demonstration.here()
            let issued = try await Tool.run(
                try Programs.path("kiosk-sim"),
                ["citizen", "--flow", "eds", "--json", "--state", demonstration.report.state], limit: .seconds(120))
            try #require(issued.succeeded, "\(issued.standardOutput)")
            let request = try PortalPage.common(
                "createCAdESFromBase64", "AKKZIDCardStore", "SIGNATURE", Self.text64, false)
            let replies = try await PortalPage(demonstration: demonstration).ask([request]) { consent in
                try await consent.until("consent-insert")
                try await demonstration.order(\.cardControl, "insert")
                try await consent.press("Demo Person 1", on: try await consent.until("consent-keys"))
                let pad = try await consent.until("consent-pin")
                #expect(pad.html.contains("5"))
                try await consent.enter("111111", on: pad)
                let again = try await consent.until("consent-pin") { $0.html != pad.html && $0.html.contains("4") }
                try await consent.enter(Person.pin, on: again)
                try await consent.leave(try await consent.until("consent-end"))
            }
            try await demonstration.order(\.cardControl, "remove")
            let oracles = try Oracles(demonstration)
            try await oracles.cms(try CommonReply(replies[0]).bytes(), content: Self.text, isDetached: true)
        }

        @Test("R4: the operator's card signs at the desk once its owner has signed in, and is not offered before")
        func operatorCard() async throws {
            let demonstration = try Demonstration.here()
            let desk = try await Desk.page(port: demonstration.screens)
            let request = PortalPage.sign(
                "raw", "\"\(Self.text64)\"", #"{"decode":true}"#, storages: #"["AKKZIDCardStore"]"#, chain: "[]")
            let page = PortalPage(demonstration: demonstration)
            let refused = try await page.ask([request]) { consent in
                try await consent.leave(try await consent.until("consent-insert"))
            }
            #expect(try BasicsReply(refused[0]).body?.result == nil)
            try await desk.enter(Operator.pin, on: try await desk.until("the pad") { $0.pad != nil })
            try await desk.until("an open desk", \.isOpen)
            let signed = try await page.ask([request]) { consent in
                try await consent.press(Operator.name, on: try await consent.until("consent-keys"))
                try await consent.enter(Operator.pin, on: try await consent.until("consent-pin"))
                try await consent.leave(try await consent.until("consent-end"))
            }
            #expect(try BasicsReply(signed[0]).body?.result?.all.count == 1, "\(signed)")
            #expect(try await desk.seat().isOpen)
            try await demonstration.order(\.operatorControl, "remove")
            try await desk.until("a locked desk") { $0.key.hasPrefix("locked") }
            try await demonstration.order(\.operatorControl, "insert")
        }

        @Test("a wrong password is said and asked again; a no is the page's action.canceled, or an empty body")
        func refusals() async throws {
            let demonstration = try Demonstration.here()
            let page = PortalPage(demonstration: demonstration)
            let cades = try PortalPage.common("createCAdESFromBase64", "PKCS12", "SIGNATURE", Self.text64, true)
            let basics = PortalPage.sign("raw", "\"\(Self.text64)\"", #"{"decode":true}"#)
            let replies = try await page.ask([cades, cades, basics]) { consent in
                try await consent.press(Self.file, on: try await consent.until("consent-keys"))
                let first = try await consent.until("consent-password")
                try await consent.enter("87654321", on: first)
                let again = try await consent.until("consent-password") { $0.html.contains("class=\"notice\"") }
                try await consent.enter(Demonstration.password, on: again)
                try await consent.press("Demo Person 1", on: try await consent.until("consent-keys"))
                for _ in 1...2 {
                    try await consent.leave(
                        try await consent.until("consent-keys") { $0.html.contains(Self.file) })
                }
            }
            #expect(try CommonReply(replies[0]).code == "200")
            let refused = try CommonReply(replies[1])
            #expect(refused.code == "500")
            #expect(refused.message == "action.canceled")
            let empty = try BasicsReply(replies[2])
            #expect(empty.status)
            #expect(empty.body?.result == nil)
        }

        @Test("what the operator forbade is refused without a question; the desk must be open to forbid")
        func sites() async throws {
            let demonstration = try Demonstration.here()
            let site = "https://other.example"
            let locked = try await forbid(site, demonstration)
            #expect(locked.contains("operator.card-needed") || locked.contains("operator.locked"))
            let desk = try await Desk.page(port: demonstration.screens)
            let pad = try await desk.until("the pad") { $0.pad != nil }
            try await desk.enter(Operator.pin, on: pad)
            try await desk.until("an open desk", \.isOpen)
            #expect(try await forbid(site, demonstration).contains("other.example"))
            let request = try PortalPage.common("createCAdESFromBase64", "PKCS12", "SIGNATURE", Self.text64, true)
            let replies = try await PortalPage(demonstration: demonstration, origin: site).ask([request])
            #expect(try CommonReply(replies[0]).code == "500")
            try await demonstration.order(\.operatorControl, "remove")
        }

        @Test("Chromium trusts the door after kioskctl trust-door; /sign-test and the consent screen by clicks")
        func browser() async throws {
            let python = try await Programs.playwright()
            try RealPart.require(programs: "certutil")
            let demonstration = try Demonstration.here()
            let home = try TemporaryFolder("home")
            try await Self.trust(demonstration, home)
            let output = try await Tool.run(
                python,
                [
                    "\(Programs.tests)/Browser/door.py", "--consent",
                    "http://127.0.0.1:\(demonstration.screens)/consent",
                    "--sign-test", demonstration.report.signTest, "--file", Self.file,
                    "--password", Demonstration.password, "--out", "\(Programs.package)/.build/screens",
                ], environment: ["HOME": home.path, "XDG_DATA_HOME": home.file("data")], limit: .seconds(240))
            #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(3000))")
        }

        /// The step of the technician, for a home of its own and without root's part, the machine's policies.
        private static func trust(_ demonstration: Demonstration, _ home: TemporaryFolder) async throws {
            let printed = try await Tool.run(
                try Programs.path("kioskctl"),
                ["trust-door", "--print", "--configuration", demonstration.report.configuration])
            try #require(printed.succeeded, "\(printed.standardError)")
            let script = try home.write("trust.sh", printed.standardOutput.utf8)
            let id = try home.write("id", "#!/bin/sh\necho 1000\n".utf8)
            _ = try await Tool.run("chmod", ["755", id])
            let path = "\(home.path):\(RealPart.environment("PATH") ?? "/usr/bin:/bin")"
            let done = try await Tool.run("sh", [script], environment: ["HOME": home.path, "PATH": path])
            #expect(done.succeeded, "\(done.standardError)")
        }

        private func forbid(_ site: String, _ demonstration: Demonstration) async throws -> String {
            let port = demonstration.screens
            let page = try await LocalHTTP.shared.send("GET", "/operator/sites?lang=en", port: port)
            guard let token = Desk.value(after: "name=\"token\" value=\"", in: page.text) else { return page.text }
            let fields = "token=\(token)&language=en&origin=\(site)&permission=deny"
            return try await LocalHTTP.shared.send(
                "POST", "/operator/sites", port: port,
                headers: ["Content-Type": "application/x-www-form-urlencoded"], body: Array(fields.utf8)
            ).text
        }

        /// The person opens the key file, takes its key and reads the ending.
        private static func sign(_ file: String, _ consent: Consent, _ shown: ConsentFragment? = nil) async throws {
            let keys = if let shown { shown } else { try await consent.until("consent-keys") }
            try await consent.press(file, on: keys)
            try await consent.enter(Demonstration.password, on: try await consent.until("consent-password"))
            try await consent.press("Demo Person 1", on: try await consent.until("consent-keys"))
            let end = try await consent.until("consent-end")
            try await consent.leave(end)
        }
    }
}
