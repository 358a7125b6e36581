import KioskDomain
import NCALayer
import Testing

@Suite("Fact sheet 2.4: the fields of basics.sign")
struct BasicsSignTests {
    private let host = ScriptedSigningHost()

    private func sign(_ fields: String) async -> String {
        await host.reply(to: #"{"module":"kz.gov.pki.knca.basics","method":"sign","args":{\#(fields)}}"#)
    }

    private func order(_ fields: String) async throws -> SigningOrder {
        let reply = await sign(fields)
        #expect(reply.hasPrefix(#"{"body":{"result":"#), "\(reply)")
        return try #require(await host.orders.last)
    }

    @Test("flags as booleans and as texts, as the official sample sends them")
    func flags() async throws {
        for (yes, no) in [("true", "false"), (#""true""#, #""false""#), (#""TRUE""#, "null")] {
            let order = try await order(
                #""format":"cms","data":"MTEK","signingParams":{"decode":\#(yes),"encapsulate":\#(yes),"#
                    + #""digested":\#(no),"allowExpired":\#(yes),"allowRevoked":\#(no)}"#)
            #expect(order.format == .cms(attached: true, timeStamp: nil))
            #expect(order.documents == [SigningDocument(content: .bytes([0x31, 0x31, 0x0A]))])
            #expect(order.allowExpired && !order.allowRevoked)
        }
        for wrong in ["1", "[]", #""yes""#] {
            let reply = await sign(#""format":"cms","data":"MTEK","signingParams":{"decode":\#(wrong)}"#)
            #expect(reply.contains(#"JSONObject[\"decode\"] is not a Boolean."#))
        }
    }

    @Test("tsaProfile: an object is a wish for a time stamp, null and absent are none")
    func timeStamp() async throws {
        func profile(_ json: String) async throws -> SignatureFormat {
            try await order(#""format":"cms","data":"MTEK","signingParams":{"tsaProfile":\#(json)}"#).format
        }
        #expect(try await profile("{}") == .cms(attached: false, timeStamp: TimeStampProfile()))
        #expect(try await profile("null") == .cms(attached: false, timeStamp: nil))
        #expect(
            try await profile(#"{"policy":"1.2.3"}"#)
                == .cms(attached: false, timeStamp: TimeStampProfile(wishes: ["policy": "1.2.3"])))
        #expect(
            await sign(#""format":"cms","data":"","signingParams":{"tsaProfile":1}"#).contains("is not a JSONObject."))
    }

    @Test("who may sign: usages, IIN, BIN, serial number; empty means anyone")
    func filter() async throws {
        let full = try await order(
            #""format":"cms","data":"MTEK","signerParams":{"extKeyUsageOids":["1.3.6.1.5.5.7.3.4","1.2.398.3.3.4.1.1"],"#
                + #""iin":"900101300018","bin":"","serialNumber":"0aff"}"#)
        #expect(
            full.filter
                == KeyFilter(
                    extendedKeyUsages: ["1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.1"], iin: "900101300018",
                    serialNumber: "0aff"))
        #expect(try await order(#""format":"cms","data":"MTEK","signerParams":null"#).filter == KeyFilter())
        #expect(await sign(#""format":"cms","data":"","signerParams":{"iin":7}"#).contains(#"[\"iin\"] not a string."#))
        #expect(
            await sign(#""format":"cms","data":"","signerParams":{"extKeyUsageOids":[7]}"#)
                .contains("JSONArray[0] not a string."))
    }

    @Test("chain: absent and null are the production authorities, [] none, else these")
    func chain() async throws {
        func rule(_ json: String) async throws -> ChainRule {
            try await order(#""format":"cms","data":"MTEK","signerParams":{"chain":\#(json)}"#).chain
        }
        #expect(try await rule("null") == .production)
        #expect(try await rule("[]") == .unchecked)
        #expect(try await rule(#"["MAMCASo="]"#) == .authorities([ScriptedSigningHost.signature]))
        #expect(
            await sign(#""format":"cms","data":"","signerParams":{"chain":["?"]}"#).contains("INVALID_SIGNING_PARAMS"))
    }

    @Test("stores: absent, null and an empty list are all; a list nobody knows is an error")
    func storages() async throws {
        #expect(try await order(#""format":"cms","data":"MTEK""#).storages == nil)
        #expect(try await order(#""format":"cms","data":"MTEK","allowedStorages":[]"#).storages == nil)
        #expect(try await order(#""format":"cms","data":"MTEK","allowedStorages":["JKS","X"]"#).storages == [.jks])
        #expect(await sign(#""format":"cms","data":"","allowedStorages":["X"]"#).contains("INVALID_SIGNING_PARAMS"))
        #expect(await sign(#""format":"cms","data":"","allowedStorages":"JKS""#).contains("is not a JSONArray."))
    }

    @Test("raw, and outputCert in each format")
    func rawAndCertificate() async {
        #expect(await sign(#""format":"raw","data":"MTEK""#) == #"{"body":{"result":"MAMCASo="},"status":true}"#)
        #expect(
            await sign(#""format":"raw","data":["MTEK"],"signingParams":{"outputCert":"true"}"#)
                == #"{"body":{"result":{"signatures":["MAMCASo="],"certificate":"#
                + #""-----BEGIN CERTIFICATE-----\nMAMCASo=\n-----END CERTIFICATE-----\n"}},"status":true}"#)
    }

    @Test("XML that says decode: Base64 is decoded, plain XML is taken as it is")
    func encodedXML() async throws {
        let plain = try await order(#""format":"xml","data":" <a/>","signingParams":{"decode":"true"}"#)
        #expect(plain.documents == [SigningDocument(content: .bytes(Array(" <a/>".utf8)))])
        let encoded = try await order(#""format":"xml","data":"PGEvPg==","signingParams":{"decode":"true"}"#)
        #expect(encoded.documents == [SigningDocument(content: .bytes(Array("<a/>".utf8)))])
    }

    @Test(
        "what is missing or wrong is named",
        arguments: [
            (#""data":"MTEK""#, #"org.json.JSONException: JSONObject[\"format\"] not found."#),
            (#""format":7,"data":"MTEK""#, #"JSONObject[\"format\"] not a string."#),
            (#""format":"pdf","data":"MTEK""#, "INVALID_SIGNING_PARAMS"),
            (#""format":"cms""#, #"JSONObject[\"data\"] not found."#),
            (#""format":"cms","data":7"#, #"JSONObject[\"data\"] not a string."#),
            (#""format":"cms","data":[7]"#, "JSONArray[0] not a string."),
            (#""format":"cms","data":[]"#, "INVALID_SIGNING_PARAMS"),
            (#""format":"cms","data":"!","signingParams":{"decode":true}"#, "Illegal base64 character 21"),
            (#""format":"cms","data":"","signingParams":{"digested":true}"#, "INVALID_SIGNING_PARAMS"),
            (#""format":"cms","data":"MTEK","logo":7"#, #"JSONObject[\"logo\"] not a string."#),
        ])
    func wrong(fields: String, complaint: String) async {
        let reply = await sign(fields)
        #expect(reply.contains(complaint) && reply.hasSuffix(#""status":false}"#), "\(reply)")
        #expect(await host.orders.isEmpty)
    }

    @Test("a logo of 50 000 characters is taken, one more is not")
    func logo() async {
        for (length, works) in [(50_000, true), (50_001, false)] {
            let logo = String(repeating: "A", count: length)
            let reply = await sign(#""format":"cms","data":"MTEK","logo":"\#(logo)""#)
            #expect(reply.contains("BEGIN CMS") == works)
        }
    }

    @Test("fewer signatures than documents are never handed out")
    func tooFew() async {
        await host.loseSignatures()
        #expect(await sign(#""format":"cms","data":["MTEK","MTEK"]"#).contains("SIGNING_FAILURE"))
    }

    @Test("a failure of the host carries its code")
    func failures() async {
        await host.refuse(with: .failed(.signKeyMissing, "nothing fits"))
        #expect(
            await sign(#""format":"cms","data":"MTEK""#)
                == #"{"code":"SIGNING_FAILURE","details":"sign.key-missing: nothing fits","#
                + #""message":"Signing failed.","status":false}"#)
    }
}
