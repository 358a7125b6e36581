import FoundationEssentials
import KioskDomain
import PKIX
import Testing
import XMLSignature

@Suite("XML of 50 MB", .serialized)
struct LargeDocumentTests {
    private static let line = String(repeating: "QUJD", count: 18) + "\n"
    private static let size = 50_000_000

    /// One attachment of 50 MB.
    private func attachment(_ open: String, _ close: String) -> [UInt8] {
        var bytes = Array("<a><b>\(open)".utf8)
        let line = Array(Self.line.utf8)
        bytes.reserveCapacity(Self.size + 100)
        while bytes.count < Self.size { bytes.append(contentsOf: line) }
        return bytes + Array("\(close)</b></a>".utf8)
    }

    /// A field of /proc/self/status in bytes.
    private func memory(_ field: String) throws -> Int {
        let status = String(decoding: try Data(contentsOf: URL(filePath: "/proc/self/status")), as: UTF8.self)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix(field) })
        return try #require(Int(line.filter(\.isNumber))) * 1024
    }

    /// How much memory the work takes at most, beyond what was there before.
    private func peak(_ work: () throws -> Void) throws -> Int {
        try Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
        let before = try memory("VmRSS")
        try work()
        return try memory("VmHWM") - before
    }

    @Test(
        "one attachment, in text or CDATA, is signed and verified in less than 8 times its size",
        arguments: [false, true])
    func signed(inCDATA: Bool) throws {
        let document = inCDATA ? attachment("<![CDATA[", "]]>") : attachment("", "")
        let signer = try DemoSigner.of(.ecP256)
        var prepared: PreparedXMLSignature?
        var peaks = [
            try peak { prepared = try XMLSigner.prepare(.bytes(document), certificate: signer.certificate) }
        ]
        let waiting = try #require(prepared)
        let signed = try waiting.complete(signature: signer.key.sign(digest: waiting.digest))
        #expect(signed.count > Self.size)
        var verdicts: [XMLSignatureVerdict] = []
        peaks.append(try peak { verdicts = try XMLVerifier.verify(.bytes(signed)) })
        #expect(verdicts.map(\.isValid) == [true])
        print("50 MB XML: peaks of \(peaks.map { $0 >> 20 }) MiB")
        #expect(peaks.allSatisfy { $0 < 8 * Self.size }, "\(peaks)")
    }

    @Test("a message whose Body is large, with CR LF")
    func message() throws {
        let text = Samples.text(attachment("", ""))
        let envelope = Samples.replacing("Сұраныс", by: "\(text.dropFirst(6).dropLast(8))", in: Samples.envelope)
        let signer = try DemoSigner.of(.ecP256)
        let prepared = try WebServiceSigner.prepare(
            .text(envelope), certificate: signer.certificate, lineEnding: .crlf)
        let signed = try prepared.complete(signature: signer.key.sign(digest: prepared.digest))
        #expect(try XMLVerifier.verify(.bytes(signed)).map(\.isValid) == [true])
    }

    @Test("64 MiB is the limit of a document")
    func limit() {
        let error = #expect(throws: XMLSignatureError.self) {
            try XMLVerifier.verify(.bytes([UInt8](repeating: 0x20, count: (64 << 20) + 1)))
        }
        #expect(error?.code == .documentTooLarge)
    }
}
