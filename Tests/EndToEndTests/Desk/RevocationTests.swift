import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 1: a lost card or key is revoked at the desk (E7).
    @Suite("revocation at the desk", .serialized, .stage())
    struct RevocationAtTheDesk {
        @Test(
            "E7: a set is revoked behind the check of identity; OCSP and the kiosk say so at once; the person gets a slip",
            .timeLimit(.minutes(4)))
        func revoked() async throws {
            try RealPart.require(programs: "openssl", "sqlite3")
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.enter(Person.pin, on: try await page.toPIN(stage))
            let issued = try await page.untilIssued()
            let number = try #require(issued.applicationNumber)
            let serials = try #require(issued.serials)
            try await page.reset(stage)
            await page.close()
            for serial in serials { #expect(try await stage.status(of: serial).contains(": good")) }

            let desk = try await Desk.open(stage)
            let list = try await desk.post("certificates", "iin=\(Person.matching.iin)")
            let set = try #require(Desk.value(after: "name=\"serials\" value=\"", in: list.text))
            #expect(Set(set.split(separator: ",").map(String.init)) == Set(serials))
            // What a lost answer leaves at the portal: half of the set is revoked, and the form still names the whole.
            try await stage.change(
                """
                INSERT INTO revocation (serial, at, cause)
                SELECT serial, notBefore, 'key-compromise' FROM certificate WHERE serial = '\(serials[0])'
                """)
            let half = try await desk.post("certificates", "iin=\(Person.matching.iin)")
            #expect(Desk.value(after: "name=\"serials\" value=\"", in: half.text) == set)
            let form = "iin=\(Person.matching.iin)&serials=\(set)&cause=key-compromise"
            #expect(try await desk.post("revoke", form).code == "screen.invalid-request")
            let slips = try await stage.slips()
            let revoked = try await desk.post("revoke", form + "&papers=seen")
            #expect(revoked.text.contains("data-revoked"), "\(revoked.code ?? "")")
            #expect(try await stage.slips() == slips + 1)
            for serial in serials {
                let status = try await stage.status(of: serial)
                #expect(status.contains(": revoked") && status.contains("keyCompromise"), "\(status)")
            }
            // Again changes nothing: no second slip, no other date.
            #expect(try await desk.post("revoke", form + "&papers=seen").code == "certificate.revoked")
            #expect(try await stage.slips() == slips + 1)
            let told = try await Citizen.run("application", stage, application: number)
            #expect(told.applicationStatus == "revoked" && told.applicationStep == "apply-anew", "\(told)")
        }
    }
}

extension Stage {
    /// What OpenSSL is told by OCSP about a certificate of the portal.
    func status(of serial: String) async throws -> String {
        let row = try #require(
            try await portal("SELECT hex(der) || ' ' || hex(issuer) FROM certificate WHERE serial = '\(serial)'").first)
        var files: [String] = []
        for (name, hex) in zip(["leaf.pem", "issuer.pem"], row.split(separator: " ")) {
            let file = folder.file(name)
            let output = try await Tool.run(
                "openssl",
                ["x509", "-inform", "DER", "-in", try folder.write("\(name).der", Self.bytes(hex)), "-out", file])
            guard output.succeeded else { throw Problem(output.standardError) }
            files.append(file)
        }
        let output = try await Tool.run(
            "openssl",
            [
                "ocsp", "-issuer", files[1], "-cert", files[0], "-url", "http://127.0.0.1:\(servicesPort)/ocsp",
                "-CAfile", folder.file("portal/issuing-ca.pem"),
            ])
        #expect(output.standardError.contains("Response verify OK"), "\(output.standardError)")
        return output.standardOutput
    }

    static func bytes(_ hex: Substring) -> [UInt8] {
        var (bytes, rest) = ([UInt8](), hex)
        while rest.count >= 2 {
            if let byte = UInt8(rest.prefix(2), radix: 16) { bytes.append(byte) }
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
