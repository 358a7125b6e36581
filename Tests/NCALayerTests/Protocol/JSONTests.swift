import KioskTestSupport
import Testing

@testable import NCALayer

@Suite("JSON and Base64: bounded, and never a trap")
struct JSONTests {
    private func parse(_ text: String) -> JSONValue? { try? JSONParser.parse(Array(text.utf8)) }

    @Test("texts: escapes, surrogate pairs, lone surrogates")
    func texts() {
        #expect(parse(#""a\"\\\/\b\f\n\r\tz""#)?.string == "a\"\\/\u{8}\u{c}\n\r\tz")
        #expect(parse(#""\u04d8\ud83d\ude00""#)?.string == "\u{4D8}\u{1F600}")
        #expect(parse(#""\ud83dx""#)?.string == "\u{FFFD}x")
        #expect(parse(#""\ude00\ud83d""#)?.string == "\u{FFFD}\u{FFFD}")
        #expect(parse(#""\ud83d\u0041""#)?.string == "\u{FFFD}A")
    }

    @Test(
        "refused: bad escapes, bare controls, open ends, bad numbers, trailing text",
        arguments: [
            #""\x""#, #""\u12g4""#, "\"a\nb\"", "\"a", "[1,2", #"{"a"}"#, #"{"a":1"#, "01", "1.", "-", "1e", "+1",
            "nul",
            "truefalse", "{} {}", "[}", #"{"":1,"":2}"#, "",
        ])
    func refused(text: String) { #expect(parse(text) == nil) }

    @Test("huge numbers are texts of digits, up to a length")
    func numbers() {
        for text in ["1e999999999", "-0.5E+10", "99999999999999999999999999999999"] {
            guard case .number(let digits)? = parse(text) else { Issue.record("\(text)"); continue }
            #expect(digits.elementsEqual(text.utf8))
        }
        #expect(parse(String(repeating: "9", count: 65)) == nil)
    }

    @Test("depth, number of values and of members are bounded")
    func bounds() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(parse(nested(JSONParser.deepest)) != nil)
        #expect(parse(nested(JSONParser.deepest + 1)) == nil)
        #expect(parse(nested(1_000_000)) == nil)
        #expect(parse("[" + String(repeating: "0,", count: JSONParser.most) + "0]") == nil)
        let members = (0...JSONParser.mostMembers).map { "\"\($0)\":0" }.joined(separator: ",")
        #expect(parse("{\(members)}") == nil)
    }

    @Test("what is written is escaped as the pages' counterpart does it, and reads back")
    func writing() {
        let text = "\"\\/</a>\u{1}\u{8}\t\n\u{c}\r\u{7f}\u{85}\u{a0}\u{4d8}\u{2028}\u{20ac}\u{2122}\u{1F600}"
        let bytes = JSONNode.string(text).bytes
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #""\"\\/<\/a>\u0001\b\t\n\f\r\#u{7f}\u0085\#u{a0}\#u{4d8}\u2028\u20ac\#u{2122}\#u{1F600}""#)
        #expect((try? JSONParser.parse(bytes))?.string == text)
    }

    @Test("Base64: RFC 4648 vectors, white space, missing padding; anything else is named")
    func base64() throws {
        for (plain, text) in [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy"),
        ] {
            #expect(try Base64.decode(Array(text.utf8)[...]) == Array(plain.utf8))
            #expect(Base64.encode(Array(plain.utf8)) == Array(text.utf8))
        }
        #expect(try Base64.decode(Array(" Zm9v\r\nYg ".utf8)[...]) == Array("foob".utf8))
        for wrong in ["Zg=v", "Z", "Zg===", "Zm9v=", "Zm-v", "=", "Zm9vZ"] {
            #expect(throws: Base64.Malformed.self) { try Base64.decode(Array(wrong.utf8)[...]) }
        }
        let lines = Base64.encode([UInt8](repeating: 0, count: 49), lineLength: 64)
        #expect(lines == Array((String(repeating: "A", count: 64) + "\nAA==\n").utf8))
    }

    @Test("random changes of valid requests: always a reply, never a trap")
    func fuzz() async {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SplitMix64(seed: seed)
        let host = ScriptedSigningHost()
        let valid = [
            #"{"module":"kz.gov.pki.knca.commonUtils","method":"signXmls","args":["PKCS12","S",["<a/>","\u04d8"],"",""]}"#,
            #"{"module":"kz.gov.pki.knca.basics","method":"sign","uuid":"7","args":{"allowedStorages":["JKS"],"#
                + #""format":"cms","data":["MTEK","bad!"],"signingParams":{"decode":"true","tsaProfile":{}},"#
                + #""signerParams":{"extKeyUsageOids":[],"chain":[],"iin":null},"locale":"ru","logo":"AAAA"}}"#,
            #"{module:'kz.gov.pki.ncalayerservices.accessory', method:'getBundles', n:-1.5e10}"#,
        ]
        for _ in 0..<3000 {
            var bytes = Array((valid.randomElement(using: &generator) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...6, using: &generator) { mutate(&bytes, &generator) }
            let reply = await Clerk(host: host).perform(Request(message: bytes, page: .demo)).bytes
            let isHeartbeat = reply == Reply.heartbeat.bytes
            #expect(isHeartbeat || (try? JSONParser.parse(reply)) != nil, "seed \(seed): \(bytes)")
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout SplitMix64) {
        guard !bytes.isEmpty else { return bytes.append(UInt8.random(in: .min ... .max, using: &generator)) }
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(UInt8.random(in: .min ... .max, using: &generator), at: index)
        case 3: bytes.removeSubrange(index...)
        default: bytes.insert(contentsOf: bytes[index...].prefix(40), at: index)
        }
    }
}
