import KioskDomain
import KioskTestSupport
import PKIX
import SmartCard
import SwiftASN1
import Testing

@testable import TravelDocument
@testable import VirtualCard

@Suite("Hostile chips: an error or a refusal, within bounds, never a trap", .timeLimit(.minutes(2)))
struct HostileChipTests {
    private let authority: DocumentAuthority

    init() throws { authority = try DocumentAuthority(now: TestDocument.now) }

    /// Answers of a chip to READ BINARY in the clear.
    private func read(_ file: ElementaryFile, _ answer: @escaping (CommandAPDU) -> ResponseAPDU) throws -> [UInt8]? {
        try FileReader { (command) throws(CardError) in answer(command) }.read(file)
    }

    @Test("Files that lie about their length: over the limit, other tag, endless, by drops, more than asked")
    func lengths() throws {
        let beginnings: [[UInt8]] = [
            [0x75, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x75, 0x83, 0x04, 0x00, 0x00, 0x00], [0x75, 0x80, 0, 0, 0, 0],
            [0x61, 0x10, 0, 0, 0, 0], [], [0x75], [0x75, 0x83, 0x01],
        ]
        for beginning in beginnings {
            var commands = 0
            #expect(throws: CardError.self, "\(beginning)") {
                try read(.group2) { _ in
                    commands += 1
                    return ResponseAPDU(data: beginning, status: .success)
                }
            }
            #expect(commands == 1)
        }
        // A good beginning, then: one byte at a time, nothing at all, too much.
        for rest in [1, 0, 256] {
            var commands = 0
            #expect(throws: CardError.self) {
                try read(.group2) { _ in
                    commands += 1
                    let header: [UInt8] = [0x75, 0x83, 0x03, 0x00, 0x00, 0x00]
                    return ResponseAPDU(
                        data: commands == 1 ? header : [UInt8](repeating: 0, count: rest), status: .success)
                }
            }
            #expect(commands < 2000)
        }
    }

    @Test("61xx without end and 6Cxx in a circle end", arguments: [0x61FF, 0x6C10] as [UInt16])
    func endless(_ status: UInt16) {
        let chip = FunctionChip { _ in ResponseAPDU(data: [1], status: StatusWord(status)).encoded }
        #expect(throws: CardError.self) { try TestDocument.read(chip, trusting: authority) }
        #expect(chip.commands < 1000)
    }

    /// PACE with a chip whose third or fourth answer is `value`.
    private func pace(nonce: [UInt8]? = nil, mapping: [UInt8]? = nil, key: [UInt8]? = nil) throws -> AccessResult {
        let info = PACEInfo(cipher: .aes128, curve: .brainpoolP256r1)
        var document = try TestDocument.make(offers: [info])
        let chip = FunctionChip { (command) throws(CardError) in
            let answer = try ResponseAPDU(document.answer(command))
            let replaced: TLV?
            switch try TLV.find([0x7C], in: answer.data).map(TLV.parse)?.first?.tag {
            case 0x80: replaced = nonce.map { TLV(0x80, $0) }
            case 0x82: replaced = mapping.map { TLV(0x82, $0) }
            case 0x84: replaced = key.map { TLV(0x84, $0) }
            default: replaced = nil
            }
            guard let replaced else { return answer.encoded }
            return ResponseAPDU(data: TLV(0x7C, [replaced]).encoded, status: .success).encoded
        }
        return try PACE(on: chip, info).run(try #require(TestDocument.zonePassword()), isAmbiguous: false)
    }

    @Test("PACE: points off the curve, at infinity, of another length or form; a nonce of a wrong size")
    func points() throws {
        let off = [0x04] + [UInt8](repeating: 1, count: 64)
        let compressed = [0x02] + [UInt8](repeating: 1, count: 32)
        for point in [off, [0x00], [], compressed, [0x04] + [UInt8](repeating: 1, count: 48), [0x04]] {
            #expect(throws: CardError.self, "\(point.count)") { try pace(mapping: point) }
            #expect(throws: CardError.self, "\(point.count)") { try pace(key: point) }
        }
        for count in [0, 1, 15, 17, 48, 200] {
            #expect(throws: CardError.self, "\(count)") { try pace(nonce: [UInt8](repeating: 9, count: count)) }
        }
        // Of a right size but another nonce: the tokens do not fit.
        guard case .denied = try pace(nonce: [UInt8](repeating: 9, count: 16)) else {
            Issue.record("opened with another nonce")
            return
        }
    }

    @Test("PACE: the terminal's own key sent back, and a chip that does not know the password")
    func reflected() throws {
        let info = PACEInfo(cipher: .aes128, curve: .p256)
        for isReflecting in [true, false] {
            var document = try TestDocument.make(offers: [info])
            let chip = FunctionChip { (command) throws(CardError) in
                let sent = CommandAPDU(parsing: command)
                let object = try TLV.find([0x7C], in: sent?.data ?? []).map(TLV.parse)?.first
                if isReflecting, let object, object.tag == 0x83 {
                    return ResponseAPDU(data: TLV(0x7C, [TLV(0x84, object.value)]).encoded, status: .success).encoded
                }
                if !isReflecting, object?.tag == 0x85 {
                    let token = TLV(0x86, [UInt8](repeating: 0, count: 8))
                    return ResponseAPDU(data: TLV(0x7C, [token]).encoded, status: .success).encoded
                }
                return document.answer(command)
            }
            let password = try #require(TestDocument.zonePassword())
            #expect(throws: CardError.self) { try PACE(on: chip, info).run(password, isAmbiguous: false) }
        }
    }

    @Test("BAC: a chip that answers with another challenge, a wrong code or a short token")
    func basicAccess() throws {
        let access = try BasicAccessControl(try #require(TestDocument.zonePassword()))
        let foreign = try access.seal([UInt8](repeating: 7, count: 32))
        for token in [foreign, Array(foreign.dropLast()), [], [UInt8](repeating: 0, count: 40)] {
            let chip = FunctionChip { command in
                let data = command[1] == 0x84 ? [1, 2, 3, 4, 5, 6, 7, 8] : token
                return ResponseAPDU(data: data, status: .success).encoded
            }
            #expect(throws: CardError.self) { try access.run(on: chip) }
        }
        let short = FunctionChip { _ in [1, 2, 3, 0x90, 0x00] }
        #expect(throws: CardError.self) { try access.run(on: short) }
    }

    @Test("A security object without DG2, with an unknown digest, of another content, malformed")
    func securityObjects() throws {
        func result(_ make: ([Int: [UInt8]]) throws -> [UInt8]) throws -> ChipReadingResult {
            let document = try TestDocument.make(authority) { files in
                files[0x1D] = try make([1: files[0x01] ?? [], 2: files[0x02] ?? []])
            }
            return try TestDocument.read(VirtualCardChannel(document), trusting: authority)
        }
        #expect(try result { try authority.securityObject([1: $0[1] ?? []]) }.code == .chipUntrusted)
        let unknown = DEREncoding.sequence(
            DEREncoding.integer(0), DEREncoding.sequence(DEREncoding.objectIdentifier([1, 2, 3, 4])),
            DEREncoding.sequence(of: []))
        guard case .unknown = try result({ _ in try authority.sign(unknown) }).reading().trust else {
            Issue.record("an unknown digest was trusted")
            return
        }
        #expect(throws: CardError.self) { try result { _ in try authority.sign([1, 2, 3]) } }
        #expect(throws: CardError.self) { try result { _ in TLV(0x77, [0x30, 0x00]).encoded } }
        #expect(try result { try authority.securityObject($0, hash: .sha512) }.reading().trust == .trusted)
        #expect(try result { try authority.securityObject($0, hash: .sha224) }.reading().trust == .trusted)
    }

    @Test("Mutated files and answers never trap, and a changed data group is never read as trusted")
    func mutations() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix64(seed: seed)
        let whole = try TestDocument.make(authority, offers: [])
        for _ in 0..<400 {
            var files = whole.files
            guard let name = files.application.keys.sorted().randomElement(using: &generator) else { continue }
            generator.mutate(&files.application[name, default: []])
            let chip = VirtualCardChannel(VirtualTravelDocument(files, secrets: whole.secrets))
            guard case .read(let reading)? = try? TestDocument.read(chip, trusting: authority) else { continue }
            // What the signature covers: the security object has parts beside it, which change nothing.
            let isSame = ([0x01, 0x02] as [UInt8]).allSatisfy { key in
                guard let good = whole.files.application[key] else { return false }
                return files.application[key]?.starts(with: good) == true
            }
            #expect(isSame || reading.trust != .trusted, "seed \(seed)")
        }
        for _ in 0..<2000 {
            var bytes = whole.files.application[[0x01, 0x02, 0x1D, 0x1E].randomElement(using: &generator) ?? 1] ?? []
            generator.mutate(&bytes)
            _ = try? DataGroups.zone(bytes)
            _ = try? DataGroups.portrait(bytes)
            _ = try? DataGroups.present(bytes)
            _ = try? SecurityObject(bytes)
            _ = LengthInformation(bytes)
            var access = DocumentContent.cardAccess(VirtualTravelDocument.usualOffers)
            generator.mutate(&access)
            _ = try? CardAccess(access)
        }
    }

    @Test("Mutated answers on the way never trap the terminal, mutated commands never the chip")
    func mutatedExchange() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix64(seed: seed)
        for round in 0..<300 {
            var document = try TestDocument.make(
                authority, offers: round % 2 == 0 ? [] : [.init(cipher: .aes128, curve: .p256)])
            let struck = Int.random(in: 0..<24, using: &generator)
            let strikesCommand = Bool.random(using: &generator)
            var count = 0
            let chip = FunctionChip { command in
                count += 1
                var sent = command
                if count == struck, strikesCommand { generator.mutate(&sent) }
                var answer = document.answer(sent)
                if count == struck, !strikesCommand { generator.mutate(&answer) }
                return answer
            }
            if case .read(let reading)? = try? TestDocument.read(chip, trusting: authority) {
                #expect(reading.zone.documentNumber == TestDocument.documentNumber, "seed \(seed)")
            }
        }
    }
}
