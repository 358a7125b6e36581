import KioskDomain
import NCALayer
import Testing

@Suite("Fact sheet 2.2 to 2.4: every module and method has its reply")
struct MethodTests {
    private let host = ScriptedSigningHost()

    private func common(_ method: String, _ args: String) async -> String {
        await host.reply(to: #"{"module":"kz.gov.pki.knca.commonUtils","method":"\#(method)","args":\#(args)}"#)
    }

    private func basics(_ method: String, _ args: String) async -> String {
        await host.reply(to: #"{"module":"kz.gov.pki.knca.basics","method":"\#(method)","args":\#(args)}"#)
    }

    private let signed = #"{"responseObject":"MAMCASo=","code":"200"}"#

    @Test("getKeyInfo: all twelve members, dates in milliseconds as text")
    func keyInfo() async {
        #expect(
            await common("getKeyInfo", #"["AKKZIDCardStore"]"#)
                == #"{"responseObject":{"certNotBefore":"1700000000000","issuerCn":"DEMO AUTHORITY","#
                + #""authorityKeyIdentifier":"5b6a7411","serialNumber":"01ff","certNotAfter":"1800000000000","#
                + #""issuerDn":"C=KZ,CN=DEMO AUTHORITY","keyId":"ab","alias":"demo","#
                + #""pem":"-----BEGIN CERTIFICATE-----\nMAMCASo=\n-----END CERTIFICATE-----\n","#
                + #""subjectCn":"DEMO PERSON 1","algorithm":"RSA","subjectDn":"CN=DEMO PERSON 1,C=KZ"},"code":"200"}"#)
    }

    @Test("createCAdES and createCMSSignature: the latter with a time stamp, both attached or not")
    func cms() async {
        #expect(await common("createCAdESFromBase64", #"["PKCS12","SIGNATURE","MTEK",true]"#) == signed)
        #expect(await common("createCMSSignatureFromBase64", #"["PKCS12","AUTHENTICATION","MTEK",false]"#) == signed)
        #expect(await common("createCAdESFromBase64", #"["PKCS12","","MTEK"]"#) == signed, "a flag left out means no")
        #expect(await common("createCAdESFromBase64Hash", #"["PKCS12","SIGNATURE","MTEK"]"#) == signed)
        let orders = await host.orders
        #expect(
            orders.map(\.format) == [
                .cms(attached: true, timeStamp: nil), .cms(attached: false, timeStamp: TimeStampProfile()),
                .cms(attached: false, timeStamp: nil), .cms(attached: false, timeStamp: nil),
            ])
        #expect(orders.map(\.filter.purpose) == [.signature, .authentication, nil, .signature])
        #expect(orders[3].documents == [SigningDocument(content: .digest([0x31, 0x31, 0x0A]))])
        #expect(orders.allSatisfy { $0.page == .demo && $0.storages == [.pkcs12] })
    }

    @Test("applyCAdEST and showFileChooser")
    func others() async {
        #expect(await common("applyCAdEST", #"["PKCS12","SIGNATURE","MTEK"]"#) == signed)
        #expect(
            await common("showFileChooser", #"["ALL",""]"#)
                == #"{"responseObject":"/media/stick/letter.pdf","code":"200"}"#)
        #expect(await common("showFileChooser", #"["PDF","/home"]"#).contains("letter.pdf"))
        #expect(await host.others == ["addTimeStamp 3", "chooseFile *", "chooseFile pdf"])
    }

    @Test("signing a file: only one that the person chose")
    func files() async {
        let order = #"["PKCS12","SIGNATURE","/media/stick/letter.pdf",true]"#
        #expect(
            await common("createCAdESFromFile", order)
                == #"{"code":"500","message":"sign.document-forbidden: not chosen on this screen"}"#)
        _ = await common("showFileChooser", #"["ALL",""]"#)
        #expect(await common("createCAdESFromFile", order) == signed)
        #expect(await common("createCMSSignatureFromFile", order) == signed)
        let document = SigningDocument(name: "letter.pdf", content: .bytes(Array("letter".utf8)))
        #expect(await host.orders.map(\.documents) == [[document], [document]])
        #expect(
            await host.orders.map(\.format) == [
                .cms(attached: true, timeStamp: nil), .cms(attached: true, timeStamp: TimeStampProfile()),
            ])
    }

    @Test("XPaths of signXml; an empty one means none")
    func xpaths() async {
        _ = await common("signXml", #"["PKCS12","SIGNATURE","<a/>","//a","//b"]"#)
        _ = await common("signXml", #"["PKCS12","SIGNATURE","<a/>"]"#)
        #expect(
            await host.orders.map(\.format) == [
                .xml(XMLProfile(signedElement: "//a", signatureParent: "//b", lineEnding: .carriageReturnLineFeed)),
                .xml(XMLProfile(lineEnding: .carriageReturnLineFeed)),
            ])
    }

    @Test("uuid comes back as it came, in every module that has an envelope", arguments: [#""u-1""#, "42"])
    func echo(uuid: String) async {
        for request in [
            #""module":"kz.gov.pki.knca.commonUtils","method":"getActiveTokens""#,
            #""module":"kz.gov.pki.knca.commonUtils","method":"getKeyInfo","args":[1]"#,
            #""module":"kz.gov.pki.knca.basics","method":"nothing","args":{}"#, #""method":"signXml""#,
            #""module":"kz.gov.pki.ncalayerservices.accessory","method":"getServices""#,
        ] {
            let reply = await host.reply(to: "{\(request),\"uuid\":\(uuid)}")
            #expect(reply.hasSuffix(#","uuid":\#(uuid)}"#), "\(reply)")
        }
    }

    @Test("the legacy applet is switched off, with its own envelope")
    func applet() async {
        let off = #"{"result":"","secondResult":"","errorCode":"MODULE_SWITCHED_OFF"}"#
        #expect(await host.reply(to: #"{"method":"browseKeyStore","args":["PKCS12","P12",""]}"#) == off)
        #expect(
            await host.reply(to: #"{"module":"kz.gov.pki.knca.applet.Applet","method":"signXml","args":[]}"#) == off)
        #expect(await host.reply(to: "{}") == off)
    }

    @Test("accessory: what there is, what there is not")
    func accessory() async {
        func ask(_ method: String) async -> String {
            await host.reply(to: #"{"module":"kz.gov.pki.ncalayerservices.accessory","method":"\#(method)"}"#)
        }
        #expect(await ask("showSettings") == #"{"code":"200"}"#)
        #expect(await host.others == ["settings"])
        #expect(await ask("showBundleManager") == #"{"code":"200"}"#)
        #expect(await ask("getBundles").contains(#""kz.gov.pki.knca.basics":"1.4""#))
        #expect(await ask("getServices").contains(#"{"services":["kz.gov.pki.ncalayerservices.accessory""#))
        #expect(await ask("installBundle") == #"{"success":false,"errorCode":"MODULE_NOT_FOUND"}"#)
    }

    @Test("unknown modules and what is no JSON")
    func unknown() async {
        let notFound = #"{"success":false,"errorCode":"MODULE_NOT_FOUND"}"#
        #expect(await host.reply(to: #"{"module":"NURSign","type":"version"}"#) == notFound)
        #expect(await host.reply(to: #"{"module":7}"#) == notFound)
        let malformed = #"{"success":false,"code":"COMMON_JSON_WRAPPING_EXCEPTION"}"#
        for text in ["", "hello", "[]", "7", "null", "{", #"{"module":}"#, #"{"a":1}{"#, "{\"a\":1,\"a\":2}"] {
            #expect(await host.reply(to: text) == malformed, "\(text)")
        }
        #expect(await host.reply(to: "--heartbeat--") == "--heartbeat--")
    }

    @Test("names without quotes and single quotes, as pages in use send them")
    func lenient() async {
        let request = "{\n module: 'kz.gov.pki.ncalayerservices.accessory',\n method: \"showSettings\", }"
        #expect(await host.reply(to: request) == #"{"code":"200"}"#)
    }

    @Test("basics: unknown method, missing arguments, another version")
    func basicsErrors() async {
        func general(_ details: String) -> String {
            #"{"code":"GENERAL_ERROR","details":"java.lang.IllegalArgumentException: \#(details)","#
                + #""message":"A general error occurred.","status":false}"#
        }
        #expect(await basics("nothing", "{}") == general("nothing is not defined in Basics"))
        #expect(await basics("sign", "[]") == general("sign demands arguments"))
        let version = #"{"module":"kz.gov.pki.knca.basics","method":"sign","apiVersion":3,"args":{}}"#
        #expect(await host.reply(to: version) == general("Supported apiVersion is 2"))
    }

    @Test("basics.generateCsr and importCertificate")
    func certificates() async {
        #expect(
            await basics("generateCsr", #"{"allowedStorages":["AKKaztokenStore"],"subjectDn":"CN=DEMO"}"#)
                == #"{"body":{"result":"-----BEGIN CERTIFICATE REQUEST-----\nMAMCASo=\n"#
                + #"-----END CERTIFICATE REQUEST-----\n"},"status":true}"#)
        #expect(
            await basics("importCertificate", #"{"certificate":"MAMCASo="}"#)
                == #"{"body":{"result":true},"status":true}"#)
        #expect(await basics("importCertificate", #"{"certificate":"!"}"#).contains("INVALID_IMPORTING_CERTIFICATE"))
        await host.refuse(with: .failed(.certificateMalformed, ""))
        #expect(
            await basics("importCertificate", #"{"certificate":"MAMCASo="}"#).contains("INVALID_IMPORTING_CERTIFICATE"))
        await host.refuse(with: .failed(.cardRemoved, ""))
        #expect(
            await basics("importCertificate", #"{"certificate":"MAMCASo="}"#).contains("CERTIFICATE_IMPORTING_FAILURE"))
        #expect(
            await basics("generateCsr", "{}").contains(#""code":"CSR_GENERATING_FAILURE","details":"card.removed""#))
    }
}
