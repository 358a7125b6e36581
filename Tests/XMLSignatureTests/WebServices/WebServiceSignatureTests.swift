import KioskDomain
import PKIX
import Testing
import XMLSignature

@Suite("WS-Security: signed SOAP messages (X.509 Certificate Token Profile 1.0)")
struct WebServiceSignatureTests {
    @Test("the Body is covered, whatever the key and the form of the token", arguments: DemoSigner.algorithms)
    func body(key: KeyAlgorithm) throws {
        for token in [WebServiceToken.binarySecurityToken, .keyIdentifier] {
            let signed = try DemoSigner.message(token, key)
            let verdict = try #require(try XMLVerifier.verify(.text(signed)).first)
            #expect(verdict.isValid, "\(verdict.problems)")
            #expect(verdict.references.map(\.coverage) == [.messageBody])
            #expect(try verdict.certificate == DemoSigner.of(key).certificate)
            #expect(!verdict.coversWholeDocument)
        }
    }

    @Test("the header: token before signature, exclusive canonical form, mustUnderstand")
    func header() throws {
        let signed = try DemoSigner.message(.binarySecurityToken, .rsa(bits: 2048))
        let token = try #require(signed.firstRange(of: "<wsse:BinarySecurityToken"))
        let signature = try #require(signed.firstRange(of: "<ds:Signature "))
        #expect(token.lowerBound < signature.lowerBound)
        #expect(signed.contains("soap:mustUnderstand=\"1\""))
        #expect(signed.contains("<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>"))
        #expect(
            signed.contains(
                "ValueType=\"http://docs.oasis-open.org/wss/2004/01/"
                    + "oasis-200401-wss-x509-token-profile-1.0#X509v3\""))
        #expect(signed.contains("<soapenv:Body xmlns:wsu="))
    }

    @Test("SOAP 1.2, a missing Header, a Security header that is there, a Body that has an identifier")
    func variants() throws {
        let soap12 = "<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"><e:Body>x</e:Body></e:Envelope>"
        let security = """
            <e:Header><s:Security xmlns:s="http://docs.oasis-open.org/wss/2004/01/\
            oasis-200401-wss-wssecurity-secext-1.0.xsd"><s:Other/></s:Security></e:Header>
            """
        let identified = """
            <e:Body xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" \
            u:Id="own">
            """
        let signer = try DemoSigner.of(.ecP256)
        for text in [
            soap12, Samples.replacing("<e:Body>", by: security + "<e:Body>", in: soap12),
            Samples.replacing("<e:Body>", by: identified, in: soap12),
        ] {
            let prepared = try WebServiceSigner.prepare(.text(text), certificate: signer.certificate)
            let signed = try signer.complete(prepared)
            let verdict = try XMLVerifier.verify(.text(signed)).first
            #expect(verdict?.isValid == true && verdict?.references.first?.coverage == .messageBody)
            #expect(signed.split(separator: "Security>").count <= 3)
            if text.contains("own") { #expect(verdict?.references.first?.uri == "#own") }
        }
    }

    @Test(
        "what is no envelope is refused",
        arguments: [
            "<a/>", "<Envelope/>", "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"/>",
            "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Body/><Body/></Envelope>",
            "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Header/><Header/><Body/></Envelope>",
        ])
    func noEnvelope(text: String) throws {
        let certificate = try DemoSigner.of(.ecP256).certificate
        let error = #expect(throws: XMLSignatureError.self) {
            try WebServiceSigner.prepare(.text(text), certificate: certificate)
        }
        #expect(error?.code == .documentMalformed)
    }

    @Test("signature wrapping: the signed Body moved aside is no longer called the Body")
    func moved() throws {
        let signed = try DemoSigner.message(.binarySecurityToken, .ecP256)
        let start = try #require(signed.firstRange(of: "<soapenv:Body"))
        let end = try #require(signed.firstRange(of: "</soapenv:Body>"))
        let body = String(signed[start.lowerBound..<end.upperBound])
        let forged = signed.replacing(
            subrange: start.lowerBound..<end.upperBound, by: "<soapenv:Body><forged/></soapenv:Body>")
        let wrapped = Samples.replacing("</soapenv:Header>", by: "<hide>\(body)</hide></soapenv:Header>", in: forged)
        let verdict = try #require(try XMLVerifier.verify(.text(wrapped)).first)
        #expect(
            verdict.references.map(\.coverage) == [.element(path: "/soapenv:Envelope/soapenv:Header/hide/soapenv:Body")]
        )
    }

    @Test("signature wrapping: the same identifier twice is refused, in either spelling of the attribute")
    func twice() throws {
        let signed = try DemoSigner.message(.binarySecurityToken, .ecP256)
        let start = try #require(signed.firstRange(of: "<ds:Reference URI=\"#"))
        let id = signed[start.upperBound...].prefix { $0 != "\"" }
        for attribute in ["Id", "ID", "id", "xml:id", "AssertionID"] {
            let forged = Samples.replacing(
                "</soapenv:Header>", by: "<forged \(attribute)=\"\(id)\"/></soapenv:Header>", in: signed)
            let verdict = try #require(try XMLVerifier.verify(.text(forged)).first)
            #expect(verdict.problems == [.reference("#\(id)")], "\(attribute)")
        }
    }
}
