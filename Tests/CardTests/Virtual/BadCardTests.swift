import KioskDomain
@testable import SmartCard
import KioskTestSupport
import Testing
import VirtualCard

@Suite("Cards that lie: an error or nothing, never a trap, a loop or a wrong key")
struct BadCardTests {
    /// Everything the daemon asks of a card, with whatever errors.
    private static func useAll(_ channel: any CardChannel, _ atr: [UInt8]) -> CardContents? {
        guard let application = try? CardApplication.identify(on: channel, atr: atr) else { return nil }
        let contents = try? application.contents()
        _ = try? application.pinStatus()
        _ = try? application.verify(DemoCard.typed(DemoCard.pin))
        for key in contents?.keys ?? [] { _ = try? application.sign(key, DemoCard.digest("x")) }
        return contents
    }

    @Test(
        "the same answer to everything, without end: 61xx, 6Cxx, warnings, words of a wrong kind, nothing at all",
        arguments: [
            [0x61, 0x10], [0x61, 0x00], [0x00, 0x61, 0x01], [0x6C, 0x05], [0x6C, 0x00], [0x62, 0x82], [0x63, 0x00],
            [0x63, 0xCF], [0x90, 0x00], [0x6F, 0x00], [0x12, 0x34], [], [0x90], [0x61, 0x00, 0x90, 0x00],
            [0x30, 0x80, 0x00, 0x00, 0x90, 0x00], [0x62, 0x02, 0x80, 0x00, 0x90, 0x00],
        ] as [[UInt8]], [[0x3B, 0x00], ATRTable.virtualPKCS15Card, ATRTable.virtualExtendedCard])
    func sameAnswer(_ answer: [UInt8], _ atr: [UInt8]) {
        let channel = ScriptedChannel([answer], repeatsLast: true)
        let contents = Self.useAll(channel, atr)
        #expect(contents?.keys.isEmpty ?? true)
        #expect(channel.sent.count < 20_000)
        #expect(channel.sent.filter { $0[1] == 0x20 && $0.count > 5 }.count <= 1, "a PIN is never sent twice")
    }

    @Test("a file that says it is 16 MiB, and one without an end, are read to the limit", arguments: [true, false])
    func endlessFile(_ saysSize: Bool) throws {
        let channel = AnsweringChannel { command in
            switch command[1] {
            case 0xA4: (saysSize ? TLV(0x62, [TLV(0x80, [0xFF, 0xFF, 0xFF])]).encoded : []) + [0x90, 0x00]
            case 0xB0, 0xB1:
                command[1] == 0xB1
                    ? TLV(0x53, Array(repeating: 0x30, count: 200)).encoded + [0x90, 0x00]
                    : Array(repeating: 0x30, count: Int(command[4]) == 0 ? 256 : Int(command[4])) + [0x90, 0x00]
            default: [0x6D, 0x00]
            }
        }
        let files = CardFiles(channel)
        let file = try #require(try files.select(path: [0x3F00, 0x2F00]))
        #expect(try files.readBinary(file).count <= CardFiles.sizeLimit)
        #expect(channel.count < 1000)
        #expect(Self.useAll(channel, ATRTable.virtualPKCS15Card) == nil)
        #expect(channel.count < 4000)
    }

    @Test(
        "directories that point to themselves or all to one file end",
        arguments: [DemoFileCard.objects, DemoFileCard.certificates])
    func selfReference(_ target: [UInt16]) throws {
        let octets = target.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let path = TLV(0x30, [TLV(0x04, octets)])
        let kinds: [UInt32] = [0xA0, 0xA1, 0xA4, 0xA5, 0xA8]
        let channel = try DemoFileCard.channel { state in
            state.put((kinds + kinds + kinds).flatMap { TLV($0, [path]).encoded }, at: DemoFileCard.objects)
        }
        let watched = WatchedChannel(channel)
        _ = Self.useAll(watched, ATRTable.virtualPKCS15Card)
        #expect(watched.commands.count < 200)
    }

    @Test("a thousand entries in each directory: as many as the limit, in bounded time")
    func hugeCounts() throws {
        let channel = WatchedChannel(
            try DemoFileCard.channel { state in
                for path in [DemoFileCard.privateKeys, DemoFileCard.certificates, DemoFileCard.pins] {
                    let entry = state.content(of: path) ?? []
                    state.put(Array(repeating: entry, count: 200).flatMap { $0 }.prefix(30_000).map { $0 }, at: path)
                }
            })
        let contents = try #require(Self.useAll(channel, ATRTable.virtualPKCS15Card))
        #expect(contents.certificates.count <= PKCS15Directory.objectLimit)
        #expect(contents.keys.count <= PKCS15Directory.objectLimit && !contents.damages.isEmpty)
        #expect(channel.commands.count < 2100)
    }

    @Test(
        "truncated files: what is whole is used, what is not is noted",
        arguments: [DemoFileCard.privateKeys, DemoFileCard.certificates, DemoFileCard.loginCertificate])
    func truncated(_ path: [UInt16]) throws {
        let whole = try #require(try DemoFileCard.state().content(of: path))
        for part in [whole.count - 1, whole.count / 2 + 4, 5] {
            let channel = try DemoFileCard.channel { $0.put(Array(whole.prefix(part)), at: path) }
            let contents = try DemoFileCard.application(channel).contents()
            #expect(!contents.damages.isEmpty)
            #expect(contents.certificates.count < 2 || contents.keys.count < 2)
        }
    }

    @Test("a certificate of another key than the directory's public key makes the key unusable, and says why")
    func otherKey() throws {
        let stranger = PublicKeyMaterial.rsa(modulus: Array(repeating: 0xC5, count: 256), exponent: [1, 0, 1])
        let channel = try DemoFileCard.channel { state in
            state.put(TestCertificate(key: stranger).der, at: DemoFileCard.loginCertificate)
        }
        let contents = try DemoFileCard.application(channel).contents()
        #expect(contents.keys.map(\.algorithm) == [.ecP256])
        #expect(contents.damages == ["key 01: its certificate is another key's"])
        // Without the public key's file only the signature itself can tell.
        let silent = try DemoFileCard.channel { state in
            state.put(TestCertificate(key: stranger).der, at: DemoFileCard.loginCertificate)
            state.remove(DemoFileCard.loginPublicKey)
        }
        let application = try DemoFileCard.application(silent)
        let key = try application.contents().keys[0]
        _ = try application.verify(DemoCard.typed(DemoCard.pin), for: key)
        #expect(throws: CardError.badAnswer("the key 01 is not its certificate's")) {
            try application.sign(key, DemoCard.digest("x"))
        }
    }

    @Test("a card swapped for another between two sessions: kept contents do not sign with the other's key")
    func swapped() throws {
        let first = try IssuedCard([.cardAuthentication])
        let contents = try first.application().contents()
        let second = try IssuedCard([.cardAuthentication])
        #expect(throws: CardError.self) {
            try second.application(known: contents).sign(contents.keys[0], DemoCard.digest("x"))
        }
    }

    @Test("a PIV card's answers, each mutated in turn: no trap, no loop, no key without its certificate")
    func fuzzPIV() throws {
        let card = try IssuedCard(PIVSlot.allCases)
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix64(seed: seed)
        for _ in 0..<150 {
            try Self.fuzz(VirtualCardChannel(card.channel.card), ATRTable.virtualCard, seed, &generator)
        }
    }

    @Test("a PKCS#15 card's files, each mutated in turn: no trap, no loop")
    func fuzzPKCS15() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix64(seed: seed)
        let paths = [
            DemoFileCard.objects, DemoFileCard.token, DemoFileCard.pins, DemoFileCard.privateKeys,
            DemoFileCard.publicKeys, DemoFileCard.certificates, DemoFileCard.loginCertificate,
            DemoFileCard.loginPublicKey, [0x3F00, 0x2F00],
        ]
        for _ in 0..<600 {
            let path = paths.randomElement(using: &generator) ?? DemoFileCard.objects
            let channel = WatchedChannel(
                try DemoFileCard.channel { state in
                    state.put(Mutation.of(state.content(of: path) ?? [], &generator), at: path)
                })
            guard let application = try? DemoFileCard.application(channel) else { continue }
            _ = try? application.contents()
            _ = try? application.pinStatus()
            #expect(channel.commands.count < 3000, "seed \(seed)")
        }
        for _ in 0..<100 {
            try Self.fuzz(DemoFileCard.channel(), ATRTable.virtualPKCS15Card, seed, &generator)
        }
    }

    /// Damages about one answer in eight on the way.
    private static func fuzz(
        _ inner: any CardChannel, _ atr: [UInt8], _ seed: UInt64, _ generator: inout SplitMix64
    ) throws {
        let channel = WatchedChannel(inner)
        var mine = SplitMix64(seed: generator.next())
        channel.twist = { _, answer in
            Int.random(in: 0..<8, using: &mine) == 0 ? Mutation.of(answer, &mine) : nil
        }
        guard let application = try? CardApplication.identify(on: channel, atr: atr) else { return }
        let contents = try? application.contents()
        for key in contents?.keys.prefix(2) ?? [] {
            _ = try? application.pinStatus(for: key)
            guard let signature = try? application.sign(key, DemoCard.digest("x")) else { continue }
            #expect(try key.publicKey?.isSignature(signature, of: DemoCard.digest("x")) == true, "seed \(seed)")
        }
        #expect(channel.commands.count < 5000, "seed \(seed)")
    }
}

/// Answers each command by a rule.
private final class AnsweringChannel: CardChannel {
    private let rule: ([UInt8]) -> [UInt8]
    private(set) var count = 0

    init(_ rule: @escaping ([UInt8]) -> [UInt8]) { self.rule = rule }

    func transmit(_ command: RawSpan) throws(CardError) -> [UInt8] {
        count += 1
        return rule(command.withUnsafeBytes { Array($0) })
    }
}
