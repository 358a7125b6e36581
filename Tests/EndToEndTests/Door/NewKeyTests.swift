import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd.Door {
    @Test("generateCsr and importCertificate on a token: PIN on our screen, OpenSSL verifies, then the key signs")
    func tokenKey() async throws {
        let demonstration = try Demonstration.here()
        let page = PortalPage(demonstration: demonstration)
        let storages = #"["AKKaztokenStore"]"#
        let request = PortalPage.newKey("EC", "CN=DEMO PERSON 1,C=KZ", storages: storages)
        let replies = try await page.ask([request]) { consent in
            let notice = try await consent.until("consent-notice")
            #expect(notice.html.contains("portal.example") && notice.html.contains("<details"))
            try await consent.confirmNotice(notice)
            let places = try await consent.until("consent-keys")
            #expect(places.html.contains("portal.example") && places.html.contains("EC P-256"))
            try await consent.press("Demo token", on: places)
            try await consent.enter(SoftToken.pin, on: try await consent.until("consent-pin"))
            try await consent.leave(try await consent.until("consent-end"))
        }
        let authority = try Authority()
        let text = try #require(try BasicsReply(replies[0]).body?.result?.all.first, "\(replies)")
        let printed = try await authority.printed(request: text)
        #expect(printed.contains("verify OK") && printed.contains("DEMO PERSON 1") && printed.contains("P-256"))
        let keys = try await demonstration.token.objects("privkey")
        #expect(keys.contains("never extractable, local"), "\(keys)")

        let certificate = try await authority.certificate(for: text)
        let others = try await authority.certificateOfAnotherKey()
        let imports = [others, certificate].map { PortalPage.importing($0, storages: storages) }
        let written = try await page.ask(imports) { consent in
            // Nothing that is there has the other key: a card, token or stick may be put in, or the person says no.
            try await consent.leave(try await consent.until("consent-insert"))
            try await consent.press("Demo token", on: try await consent.until("consent-keys"))
            try await consent.enter(SoftToken.pin, on: try await consent.until("consent-pin"))
            try await consent.leave(try await consent.until("consent-end"))
        }
        #expect(try BasicsReply(written[0]).body?.result == nil)
        #expect(written[1].contains("\"result\":true"), "\(written[1])")

        let signing = PortalPage.sign("cms", "\"QQ==\"", #"{"decode":true}"#, storages: storages, chain: "[]")
        let signed = try await page.ask([signing]) { consent in
            try await consent.press("DEMO PERSON 1", on: try await consent.until("consent-keys"))
            try await consent.enter(SoftToken.pin, on: try await consent.until("consent-pin"))
            try await consent.leave(try await consent.until("consent-end"))
        }
        #expect(try BasicsReply(signed[0]).body?.result?.all.count == 1, "\(signed)")
    }

    @Test(
        "generateCsr and importCertificate in a new file: its password twice, another one asked again; then it signs",
        arguments: ["RSA"])
    func fileKey(_ algorithm: String) async throws {
        let demonstration = try Demonstration.here()
        let page = PortalPage(demonstration: demonstration)
        let password = "Aa-29fjQ"
        let request = PortalPage.newKey(algorithm, "CN=DEMO PERSON 2,C=KZ", storages: #"["PKCS12"]"#)
        let before = Set(try FileManager.default.contentsOfDirectory(atPath: demonstration.report.media))
        let replies = try await page.ask([request]) { consent in
            try await consent.confirmNotice(try await consent.until("consent-notice"))
            try await consent.press("new-key-", on: try await consent.until("consent-keys"))
            let weak = try await consent.until("consent-password")
            try await consent.enter("aaaa", on: weak)
            let noticed = try await consent.until("consent-password") { $0.html.contains("class=\"notice\"") }
            try await consent.enter(password, on: noticed)
            let again = try await consent.until("consent-password") { $0.title != weak.title }
            try await consent.enter("\(password)x", on: again)
            let differ = try await consent.until("consent-password") { $0.html.contains("class=\"notice\"") }
            try await consent.enter(password, on: differ)
            let second = try await consent.until("consent-password") { $0.title == again.title }
            try await consent.enter(password, on: second)
            try await consent.leave(try await consent.until("consent-end"))
        }
        let authority = try Authority()
        let text = try #require(try BasicsReply(replies[0]).body?.result?.all.first, "\(replies)")
        #expect(try await authority.printed(request: text).contains("verify OK"))
        let after = Set(try FileManager.default.contentsOfDirectory(atPath: demonstration.report.media))
        let file = try #require(after.subtracting(before).first)
        #expect(file.hasPrefix("new-key-"))

        let certificate = try await authority.certificate(for: text)
        let written = try await page.ask([PortalPage.importing(certificate, storages: #"["PKCS12"]"#)]) { consent in
            try await consent.press(file, on: try await consent.until("consent-keys"))
            try await consent.enter("wrong-one", on: try await consent.until("consent-password"))
            let again = try await consent.until("consent-password") { $0.html.contains("class=\"notice\"") }
            try await consent.enter(password, on: again)
            try await consent.leave(try await consent.until("consent-end"))
        }
        #expect(written[0].contains("\"result\":true"), "\(written[0])")
        let checked = try await Tool.run(
            "openssl",
            [
                "pkcs12", "-in", "\(demonstration.report.media)/\(file)", "-passin", "pass:\(password)", "-nokeys",
                "-info",
            ])
        #expect(checked.succeeded && checked.standardOutput.contains("DEMO PERSON 2"), "\(checked.standardError)")
        #expect(checked.standardError.contains("AES-256-CBC"))
        try FileManager.default.removeItem(atPath: "\(demonstration.report.media)/\(file)")
    }

    @Test("E2a: where only the card may hold the key, the page and the person read that the card refuses")
    func cardKey() async throws {
        let demonstration = try Demonstration.here()
        let request = PortalPage.newKey("RSA", "CN=DEMO PERSON 1", storages: #"["AKKZIDCardStore"]"#)
        let replies = try await PortalPage(demonstration: demonstration).ask([request]) { consent in
            try await demonstration.order(\.cardControl, "insert")
            let end = try await consent.until("consent-end")
            #expect(end.html.contains("card.administrative-refused"))
            try await consent.leave(end)
        }
        try await demonstration.order(\.cardControl, "remove")
        #expect(replies[0].contains("CSR_GENERATING_FAILURE") && replies[0].contains("card.administrative-refused"))
    }
}

extension PortalPage {
    /// `basics.generateCsr`.
    static func newKey(_ algorithm: String, _ subject: String, storages: String) -> String {
        """
        {"module":"kz.gov.pki.knca.basics","method":"generateCsr","args":{"allowedStorages":\(storages),
        "algorithm":"\(algorithm)","subject":"\(subject)","locale":"en"}}
        """
    }

    /// `basics.importCertificate`.
    static func importing(_ certificate: String, storages: String) -> String {
        let text = certificate.split(separator: "\n").joined(separator: "\\n")
        return """
            {"module":"kz.gov.pki.knca.basics","method":"importCertificate","args":{"allowedStorages":\(storages),
            "certificate":"\(text)","locale":"en"}}
            """
    }
}

/// An authority of OpenSSL's that certifies what our door requested.
private struct Authority {
    let folder: TemporaryFolder

    init() throws {
        try RealPart.require(programs: "openssl")
        folder = try TemporaryFolder("authority")
    }

    /// What OpenSSL reads in a request, and whether its signature verifies.
    func printed(request: String) async throws -> String {
        let file = try folder.write("request.pem", request.utf8)
        let output = try await run(["req", "-in", file, "-noout", "-text", "-verify"])
        return output.standardOutput + output.standardError
    }

    /// PEM of a certificate for the key of a request.
    func certificate(for request: String) async throws -> String {
        let file = try folder.write("request.pem", request.utf8)
        try await makeAuthority()
        return try await run([
            "x509", "-req", "-in", file, "-CA", folder.file("ca.pem"), "-CAkey", folder.file("ca.key"), "-days", "30",
            "-set_serial", "77",
        ]).standardOutput
    }

    func certificateOfAnotherKey() async throws -> String {
        try await run([
            "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", folder.file("other.key"), "-subj",
            "/CN=Another", "-out", folder.file("other.pem"),
        ])
        return try await certificate(for: String(decoding: try folder.read("other.pem"), as: UTF8.self))
    }

    private func makeAuthority() async throws {
        try await run([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder.file("ca.key"), "-subj",
            "/CN=Demo authority", "-days", "30", "-out", folder.file("ca.pem"),
        ])
    }

    @discardableResult
    private func run(_ arguments: [String]) async throws -> Tool.Output {
        let output = try await Tool.run("openssl", arguments)
        guard output.succeeded else { throw Problem("openssl \(arguments[0]): \(output.standardError)") }
        return output
    }
}
