import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import SlipPrinter

@Suite("IPP: messages")
struct IPPMessageTests {
    @Test("A Print-Job request as RFC 8010 appendix A lays it out")
    func request() {
        let bytes = IPPMessage.request(.printJob, uri: "ipp://127.0.0.1:631/x", format: "a/b", document: [7, 8])
        #expect(bytes.starts(with: [1, 1, 0, 2, 0, 0, 0, 1, 1, 0x47, 0, 18] + Array("attributes-charset".utf8)))
        #expect(bytes.suffix(3) == [3, 7, 8])
        let answer = IPPMessage.Answer(bytes)
        #expect(answer?.texts["printer-uri"] == ["ipp://127.0.0.1:631/x"])
        #expect(answer?.texts["document-format"] == ["a/b"])
    }

    @Test("Answers: several values of one attribute, numbers, truth values")
    func answer() throws {
        let bytes: [UInt8] =
            [1, 1, 0, 0, 0, 0, 0, 1, 4, 0x44, 0, 1] + Array("r".utf8) + [0, 2] + Array("xy".utf8)
            + [0x44, 0, 0, 0, 1] + Array("z".utf8) + [0x23, 0, 1] + Array("s".utf8) + [0, 4, 0, 0, 1, 5, 3]
        let answer = try #require(IPPMessage.Answer(bytes))
        #expect(answer.isSuccess && answer.texts["r"] == ["xy", "z"] && answer.numbers["s"] == 261)
        #expect(IPPMessage.Answer(Array(bytes.dropLast(4))) == nil)
        #expect(IPPMessage.Answer([]) == nil)
        #expect(IPPMessage.Answer(Array("HTTP/1.1 200 OK".utf8)) == nil)
    }

    @Test("HTTP: by length, in chunks, behind 100 Continue, cut off")
    func http() throws {
        let plain = try #require(HTTPAnswer(Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab".utf8)))
        #expect(plain.status == 200 && plain.body == Array("ab".utf8) && plain.isComplete)
        let head = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        let chunks = head + "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n"
        let joined = try #require(HTTPAnswer(Array(chunks.utf8)))
        #expect(joined.body == Array("abc".utf8) && joined.isComplete)
        #expect(HTTPAnswer(Array("HTTP/1.1 200 OK\r\n\r\nab".utf8))?.isComplete == false)
        #expect(HTTPAnswer(Array("SMTP ready\r\n\r\n".utf8)) == nil)
    }

    @Test("Any damage to an answer: never a trap")
    func damage() {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SplitMix64(seed: seed)
        let ipp = IPPMessage.request(.printerAttributes, uri: "ipp://127.0.0.1:631/x")
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        let http = Array((head + "7fffffffffffffff\r\na\r\n2\r\nbc\r\n0\r\n\r\n").utf8)
        for valid in [ipp, http] {
            for _ in 0..<5000 {
                var bytes = valid
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    let index = Int.random(in: 0..<bytes.count, using: &generator)
                    bytes[index] = UInt8.random(in: 0...255, using: &generator)
                }
                bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)))
                _ = IPPMessage.Answer(bytes)
                _ = HTTPAnswer(bytes)
            }
        }
    }
}
