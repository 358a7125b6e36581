import KioskDomain
import NCALayer
import Testing

/// What a public client was recorded to send, and what it was answered (fact sheet, 2.2 to 2.4).
@Suite("Recorded conversations are answered byte for byte")
struct RecordedConversationTests {
    private static func common(_ method: String, _ args: String) -> String {
        #"{"module":"kz.gov.pki.knca.commonUtils","method":"\#(method)","args":\#(args)}"#
    }

    private static func basics(data: String, params: String, storages: String = "null", format: String = "cms")
        -> String
    {
        #"{"module":"kz.gov.pki.knca.basics","method":"sign","args":{"allowedStorages":\#(storages),"#
            + #""format":"\#(format)","data":\#(data),"signingParams":\#(params),"#
            + #""signerParams":{"extKeyUsageOids":[]},"locale":"ru"}}"#
    }

    private static let mismatch = "java.lang.IllegalArgumentException: argument type mismatch. Method: "

    @Test(
        "wrong argument types",
        arguments: [
            ("getKeyInfo", "[null]"), ("getKeyInfo", "[1]"),
            ("createCAdESFromBase64", #"["AKKaztokenStore",123,"MTEK",false]"#),
            ("createCMSSignatureFromBase64", #"["AKKaztokenStore",[7,7,7],"MTEK",false]"#),
            ("signXml", #"["AKKaztokenStore","123",555,"",""]"#),
            ("signXmls", #"["AKKaztokenStore","123","<tag>data</tag>","",""]"#), ("changeLocale", "[2]"),
        ])
    func mismatches(method: String, args: String) async {
        let host = ScriptedSigningHost()
        let reply = await host.reply(to: Self.common(method, args))
        #expect(reply == #"{"code":"500","message":"\#(Self.mismatch)\#(method)"}"#)
        #expect(await host.orders.isEmpty)
    }

    @Test("the greeting, and the probe for another vendor's program")
    func greeting() async {
        #expect(String(decoding: Reply.greeting.bytes, as: UTF8.self) == #"{"result":{"version":"1.4"}}"#)
        let probe = #"{"module":"kz.digiflow.mobile.extensions","method":"getVersion"}"#
        #expect(
            await ScriptedSigningHost().reply(to: probe) == #"{"success":false,"errorCode":"MODULE_NOT_FOUND"}"#)
    }

    @Test("active tokens: hardware only, no argument needed")
    func tokens() async {
        let request = #"{"module":"kz.gov.pki.knca.commonUtils","method":"getActiveTokens"}"#
        let reply = await ScriptedSigningHost().reply(to: request)
        #expect(reply == #"{"responseObject":["AKKaztokenStore"],"code":"200"}"#)
    }

    @Test("cancelled: each module has its own way to say so")
    func cancelled() async {
        let host = ScriptedSigningHost()
        await host.refuse(with: .cancelled)
        let common = await host.reply(to: Self.common("getKeyInfo", #"["AKKaztokenStore"]"#))
        #expect(common == #"{"code":"500","message":"action.canceled"}"#)
        let basics = await host.reply(to: Self.basics(data: #""MTEK""#, params: "{}"))
        #expect(basics == #"{"body":{},"status":true}"#)
    }

    @Test("an empty digest is refused without a message")
    func emptyHash() async {
        let reply = await ScriptedSigningHost().reply(
            to: Self.common("createCAdESFromBase64Hash", #"["AKKaztokenStore","123",""]"#))
        #expect(reply == #"{"code":"500"}"#)
    }

    @Test("XML that is not well formed, with line and column")
    func malformedXML() async {
        let host = ScriptedSigningHost()
        await host.refuse(
            with: .malformedXML(
                line: 1, column: 25, text: "XML document structures must start and end within the same entity."))
        let reply = await host.reply(
            to: Self.common("signXml", #"["AKKaztokenStore","123","<this>is not a valid XML","",""]"#))
        #expect(
            reply == #"{"code":"500","message":"org.xml.sax.SAXParseException; lineNumber: 1; columnNumber: 25; "#
                + #"XML document structures must start and end within the same entity."}"#)
    }

    @Test("a signed XML: slashes behind < escaped, as pages have always got it")
    func signedXML() async throws {
        let host = ScriptedSigningHost()
        let one = await host.reply(to: Self.common("signXml", #"["PKCS12","SIGNATURE","<a/>","",""]"#))
        let xml = #"<?xml version=\"1.0\"?><a>Ә<ds:Signature>\r\n<\/ds:Signature><\/a>"#
        #expect(one == #"{"responseObject":"\#(xml)","code":"200"}"#)
        let two = await host.reply(to: Self.common("signXmls", #"["PKCS12","SIGNATURE",["<a/>","<b/>"],"",""]"#))
        #expect(two == #"{"responseObject":["\#(xml)","\#(xml)"],"code":"200"}"#)
        let basics = await host.reply(to: Self.basics(data: #""<a/>""#, params: "{}", format: "xml"))
        #expect(basics == #"{"body":{"result":["\#(xml)"]},"status":true}"#)
        let formats = await host.orders.map(\.format)
        #expect(formats[0] == .xml(XMLProfile(lineEnding: .carriageReturnLineFeed)))
        #expect(formats[2] == .xml(XMLProfile(lineEnding: .lineFeed)))
    }

    @Test("changing the language: no object in the reply; kz is Kazakh", arguments: ["en", "kz", "kk", "ru", "fr"])
    func locale(id: String) async {
        let host = ScriptedSigningHost()
        #expect(await host.reply(to: Self.common("changeLocale", #"["\#(id)"]"#)) == #"{"code":"200"}"#)
        #expect(await host.others == ["locale \(["kz": "kk", "fr": "-"][id] ?? id)"])
    }

    @Test("basics: parameters that are no object")
    func parametersWrong() async {
        let reply = await ScriptedSigningHost().reply(to: Self.basics(data: #""MTEK""#, params: "555"))
        #expect(
            reply == #"{"code":"INVOCATION_ERROR","details":"org.json.JSONException: JSONObject[\"signingParams\"] "#
                + #"is not a JSONObject.","message":"An invoked method threw an exception.","status":false}"#)
    }

    @Test("basics: a CMS is PEM-like text; a batch is an array")
    func basicsCMS() async {
        let host = ScriptedSigningHost()
        let cms = #"-----BEGIN CMS-----\nMAMCASo=\n-----END CMS-----\n"#
        let one = await host.reply(to: Self.basics(data: #""MTEK""#, params: "{}"))
        #expect(one == #"{"body":{"result":"\#(cms)"},"status":true}"#)
        let three = await host.reply(to: Self.basics(data: #"["MTEK","MTEK","MTEK"]"#, params: "{}"))
        #expect(three == #"{"body":{"result":["\#(cms)","\#(cms)","\#(cms)"]},"status":true}"#)
        // Without `decode` the text itself is signed.
        #expect(await host.orders[0].documents == [SigningDocument(content: .bytes(Array("MTEK".utf8)))])
    }

    @Test("basics: the three presets of the client, and the stores it names")
    func presets() async {
        let host = ScriptedSigningHost()
        let hardware =
            #"["AKKaztokenStore","AKKZIDCardStore","AKEToken72KStore","AKEToken5110Store","AKAKEYStore"]"#
        for preset in [
            #"{"decode":true,"encapsulate":false,"digested":false,"tsaProfile":{}}"#,
            #"{"decode":true,"encapsulate":false,"digested":true,"tsaProfile":{}}"#,
            #"{"decode":true,"encapsulate":true,"digested":false,"tsaProfile":{}}"#,
        ] {
            _ = await host.reply(to: Self.basics(data: #""MTEK""#, params: preset, storages: hardware))
        }
        let orders = await host.orders
        #expect(
            orders.map(\.format) == [
                .cms(attached: false, timeStamp: TimeStampProfile()),
                .cms(attached: false, timeStamp: TimeStampProfile()),
                .cms(attached: true, timeStamp: TimeStampProfile()),
            ])
        let bytes: [UInt8] = [0x31, 0x31, 0x0A]
        #expect(orders.map { $0.documents[0].content } == [.bytes(bytes), .digest(bytes), .bytes(bytes)])
        #expect(orders[0].storages == [.kaztoken, .idCard, .eToken72K, .eToken5110, .aKey])
        #expect(orders[0].locale == .russian && orders[0].chain == .production)
    }
}
