import CMS
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import SwiftASN1
import Testing

@Suite("Hostile bytes (issue 3, bad input)")
struct HostileInputTests {
    /// One valid input of each kind, and what reads it.
    private func inputs() throws -> [(name: String, bytes: [UInt8], read: ([UInt8]) -> Void)] {
        let authority = try TestAuthority()
        let person = try authority.issue()
        let stamper = try authority.timeStampAuthority()
        let service = TimeStampAuthority(certificate: stamper.certificate, policy: TimeStampTests.policy)
        let document = try person.sign(
            CAdESSigning.prepare(.document(text), certificate: person.certificate, options: .attached))
        let request = try document.timeStampRequest(forSignerAt: 0)
        let reply = service.answer(
            request.der, serialNumber: [7], at: Moment.now, sign: stamper.sign(digest:))
        let stamped = try document.addingTimeStamp(
            TimeStampResponse(der: reply).token(answering: request), toSignerAt: 0)
        let question = OCSPRequest(OCSPCertificateID(person.certificate, issuer: authority.certificate))
        let responder = OCSPResponder(certificate: authority.certificate)
        let answer = responder.answer(
            question.der, at: Moment.now, status: { _ in .good }, sign: authority.identity.sign(digest:))
        let verifier = try authority.verifier()
        let root = authority.certificate
        return [
            ("CMS", stamped.encoded(), { _ = try? verifier.verify($0, at: Moment.now) }),
            ("PEM", stamped.encoded(as: .pem), { _ = try? verifier.verify($0, at: Moment.now) }),
            (
                "co-signing", stamped.encoded(),
                {
                    guard let read = try? CMSDocument($0) else { return }
                    let prepared = try? read.prepareSignature(certificate: person.certificate, options: .attached)
                    _ = try? prepared.map { try person.sign($0) }?.encoded()
                }
            ),
            ("TimeStampReq", request.der, { _ = service.answer($0, serialNumber: [7], at: Moment.now) { $0 } }),
            (
                "TimeStampResp", reply,
                {
                    let token = try? TimeStampResponse(der: $0).token(answering: request)
                    _ = token.map { verifier.verify($0, over: request.imprint, at: Moment.now) }
                }
            ),
            ("OCSPRequest", question.der, { _ = responder.answer($0, at: Moment.now, status: { _ in .good }) { $0 } }),
            (
                "OCSPResponse", answer,
                {
                    guard let response = try? OCSPResponse(der: $0) else { return }
                    _ = person.certificate.revocation(
                        by: response, answering: question, issuer: root, at: Moment.now)
                }
            ),
        ]
    }

    @Test("random changes of valid inputs never trap")
    func mutations() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of the mutations: \(seed)")
        var random = SplitMix64(seed: seed)
        for input in try inputs() {
            for _ in 0..<400 { input.read(random.mutate(input.bytes)) }
        }
    }

    @Test("every cut-off input is refused")
    func truncation() throws {
        for input in try inputs() {
            for length in stride(from: 0, to: input.bytes.count, by: 7) {
                input.read(Array(input.bytes.prefix(length)))
            }
        }
        let root = try TestAuthority()
        let person = try root.issue()
        let bytes = try person.sign(
            CAdESSigning.prepare(.document(text), certificate: person.certificate, options: .attached)
        ).encoded()
        for length in 1..<bytes.count {
            let failure = #expect(throws: Failure.self) { try CMSDocument(Array(bytes.prefix(length))) }
            #expect(failure?.code == .documentMalformed)
        }
    }

    @Test("nesting, lying lengths and floods of values end early with a code")
    func shapes() throws {
        let deep = [UInt8](repeating: 0x30, count: 1) + (0..<5000).flatMap { _ in [0x80, 0x30] as [UInt8] }
        let lying: [UInt8] = [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x06, 0x01, 0x2A]
        let huge: [UInt8] = [0x30, 0x88, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
        let absurd: [UInt8] = [0x30, 0xFE] + [UInt8](repeating: 0xFF, count: 126)
        let endless: [UInt8] = [0x30, 0x80, 0x06, 0x01, 0x2A]
        let primitive: [UInt8] = [0x30, 0x03, 0x04, 0x80, 0x00]
        let tag: [UInt8] = [0x30, 0x05] + [UInt8](repeating: 0xFF, count: 5)
        for bytes in [deep, lying, huge, absurd, endless, primitive, tag, [0x30], [], Array("no CMS".utf8)] {
            let failure = #expect(throws: Failure.self) { try CMSDocument(bytes) }
            #expect(failure?.code == .documentMalformed, "\(bytes.prefix(8))")
        }
        let flood = DEREncoding.primitive(.sequence, [UInt8](repeating: 5, count: 0))
        let values = [[UInt8]](repeating: flood, count: 300_000).flatMap(\.self)
        let failure = #expect(throws: Failure.self) {
            try CMSDocument([0x30, 0x83, 0x09, 0x27, 0xC0] + values)
        }
        #expect(failure?.code == .documentTooLarge)
        let large = #expect(throws: Failure.self) {
            try CMSDocument([UInt8](repeating: 0x30, count: 66 << 20))
        }
        #expect(large?.code == .documentTooLarge)
    }

    @Test("what is SignedData's neighbour is named")
    func otherContentTypes() throws {
        let enveloped = DEREncoding.sequence(
            DEREncoding.objectIdentifier([1, 2, 840, 113_549, 1, 7, 3]),
            DEREncoding.explicit(0, DEREncoding.sequence(DEREncoding.integer(0))))
        let failure = #expect(throws: Failure.self) { try CMSDocument(enveloped) }
        #expect(failure?.detail.contains("not SignedData") == true)
    }
}

extension SplitMix64 {
    /// One to four changes: a byte set, removed, doubled, or a stretch taken from elsewhere.
    fileprivate mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var changed = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) where !changed.isEmpty {
            let index = Int.random(in: 0..<changed.count, using: &self)
            switch Int.random(in: 0..<4, using: &self) {
            case 0: changed[index] = UInt8.random(in: 0...255, using: &self)
            case 1: changed.remove(at: index)
            case 2: changed.insert(changed[index], at: index)
            default:
                let from = Int.random(in: 0..<changed.count, using: &self)
                let stretch = changed[from..<Swift.min(changed.count, from + 16)]
                changed.replaceSubrange(index..<Swift.min(changed.count, index + 16), with: Array(stretch))
            }
        }
        return changed
    }
}
