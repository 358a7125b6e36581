import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import Testing

/// facts/ncalayer.md 2.6: enveloped signatures of every key, through the helper.
@Suite("XML through kiosk-sign")
struct XMLRoundTripTests {
    private let document = Array("<?xml version=\"1.0\"?>\n<letter><a Id=\"part\">текст</a><b/></letter>".utf8)

    @Test("The whole document by every key; xmlsec1 agrees for RSA", arguments: CMSRoundTripTests.algorithms)
    func whole(algorithm: KeyAlgorithm) async throws {
        let helper = try await HelperProcess()
        let network = try TestNetwork(algorithm)
        let client = helper.client(fetch: network.fetch)
        let signer = try await TestSigner(client, network.authority, algorithm)
        let signed = try await client.signOne(
            SigningDocument(document), .xml(XMLProfile(lineEnding: .crlf)), with: signer, trust: network.trust)
        let report = try await client.verify(SigningDocument(signed), trust: network.trust)
        #expect(report.format == .xml && report.verdict == .valid, "\(report)")
        #expect(report.signatures.map(\.covers) == [["document"]])
        var changed = signed
        let place = try #require(changed.firstIndex(of: 0xD1))
        changed[place + 1] ^= 1
        #expect(try await client.verify(SigningDocument(changed), trust: network.trust).verdict == .invalid)
        if case .rsa = algorithm { try await xmlsec(signed, network) }
    }

    private func xmlsec(_ signed: [UInt8], _ network: TestNetwork) async throws {
        try RealPart.require(programs: "xmlsec1")
        let folder = try TemporaryFolder("xml")
        try folder.write("a.xml", signed)
        try folder.write("ca.pem", Array(network.authority.certificate.pem.utf8))
        let output = try await Tool.run(
            "xmlsec1",
            [
                "--verify", "--trusted-pem", folder.file("ca.pem"), "--verification-gmt-time",
                "2026-09-21 14:13:20", folder.file("a.xml"),
            ])
        #expect(output.succeeded, "\(output.standardError)")
    }

    @Test("An element by its expression, and a second signature that covers the first")
    func elementAndSecond() async throws {
        let helper = try await HelperProcess()
        let network = try TestNetwork()
        let client = helper.client(fetch: network.fetch)
        let signer = try await TestSigner(client, network.authority)
        let first = try await client.signOne(
            SigningDocument(document), .xml(XMLProfile(tbsXPath: "/letter/a")), with: signer, trust: network.trust)
        let both = try await client.signOne(
            SigningDocument(first), .xml(XMLProfile()), with: signer, trust: network.trust)
        let report = try await client.verify(SigningDocument(both), trust: network.trust)
        #expect(report.verdict == .valid && report.signatures.count == 2)
        #expect(report.signatures.map(\.covers) == [["/letter/a"], ["document"]])
    }

    @Test("WSSE: the body of an envelope")
    func webService() async throws {
        let helper = try await HelperProcess()
        let network = try TestNetwork()
        let client = helper.client(fetch: network.fetch)
        let signer = try await TestSigner(client, network.authority, .rsa(bits: 2048))
        let envelope = """
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><q>1</q></s:Body></s:Envelope>
            """
        for token in [WSSEProfile.Token.binarySecurityToken, .keyIdentifier] {
            let signed = try await client.signOne(
                SigningDocument(Array(envelope.utf8)), .wsse(WSSEProfile(token: token)), with: signer,
                trust: network.trust)
            let report = try await client.verify(SigningDocument(signed), trust: network.trust)
            #expect(report.verdict == .valid && report.signatures.map(\.level) == ["WSSE"], "\(report)")
        }
    }

    @Test("Text that was decoded already is UTF-8, whatever its declaration says")
    func decodedText() async throws {
        let helper = try await HelperProcess()
        let network = try TestNetwork()
        let client = helper.client(fetch: network.fetch)
        let signer = try await TestSigner(client, network.authority)
        let text = Array("<?xml version=\"1.0\" encoding=\"windows-1251\"?><r>Құжат</r>".utf8)
        let signed = try await client.signOne(
            SigningDocument(text), .xml(XMLProfile(isText: true)), with: signer, trust: network.trust)
        #expect(String(decoding: signed, as: UTF8.self).contains("Құжат"))
        #expect(try await client.verify(SigningDocument(signed), trust: network.trust).verdict == .valid)
    }

    @Test("Broken XML gives the page the parser's words, a DTD is forbidden, plain XML has no signature")
    func refusals() async throws {
        let helper = try await HelperProcess()
        let network = try TestNetwork()
        let client = helper.client(fetch: network.fetch)
        let signer = try await TestSigner(client, network.authority)
        let cases: [(String, FailureCode)] = [
            ("<a><b></a>", .documentMalformed), ("<!DOCTYPE a []><a/>", .documentForbidden),
        ]
        for (text, code) in cases {
            let failure = await #expect(throws: SigningFailure.self) {
                try await client.signOne(
                    SigningDocument(Array(text.utf8)), .xml(XMLProfile()), with: signer, trust: network.trust)
            }
            #expect(failure?.code == code)
            let isQuoted = failure?.requesterText?.hasPrefix("org.xml.sax.SAXParseException; lineNumber: 1") ?? false
            #expect(isQuoted == (code == .documentMalformed))
        }
        let plain = try await client.verify(SigningDocument(document), trust: network.trust)
        #expect(plain.signatures.isEmpty && plain.verdict == .invalid)
    }
}
