import KioskDomain
@testable import SmartCard
import Testing
import VirtualCard

@Suite("PKCS#15 driver and virtual card, in process")
struct PKCS15Tests {
    private static let now = UnixTime(milliseconds: 1_767_225_600_000)  // 2026-01-01

    @Test("everything is read from the card's own description: keys, certificates, PIN, serial number")
    func contents() throws {
        let application = try DemoFileCard.application(DemoFileCard.channel())
        let contents = try application.contents()
        #expect(contents.damages.isEmpty)
        #expect(contents.label == "PSC virtual card" && contents.serial?.count == 16)
        #expect(contents.keys.map(\.algorithm) == [.rsa(bits: 2048), .ecP256])
        #expect(contents.keys.map(\.purposes) == [[.authentication], [.signature]])
        #expect(contents.keys.map(\.wantsPINEachTime) == [false, true])
        #expect(contents.certificate(for: .authentication, at: Self.now)?.label == "Log-in certificate")
        #expect(contents.certificate(for: .signature, at: Self.now)?.label == "Signature certificate")
        let status = try application.pinStatus()
        #expect(status.format == PINFormat(reference: 1, minimum: 4, maximum: 16, storedLength: 16, padding: 0))
        #expect(status.pukFormat?.reference == 2)
    }

    @Test("RSA from DigestInfo and ECDSA hold; consent: the PIN anew for each signature", arguments: [0, 1])
    func signing(_ index: Int) throws {
        let application = try DemoFileCard.application(DemoFileCard.channel())
        let key = try application.contents().keys[index]
        for function in [MessageDigest.Function.sha256, .sha384, .sha512] {
            let digest = try #require(MessageDigest(function, Array(repeating: 7, count: function.length)))
            #expect(try application.verify(DemoCard.typed(DemoCard.pin), for: key) == .accepted)
            #expect(try key.publicKey?.isSignature(application.sign(key, digest), of: digest) == true)
            if key.wantsPINEachTime {
                #expect(throws: CardError.refused(.securityStatusNotSatisfied, step: "PERFORM SECURITY OPERATION")) {
                    try application.sign(key, digest)
                }
            } else {
                #expect(throws: Never.self) { try application.sign(key, digest) }
            }
        }
    }

    @Test("kept contents: a second session reads nothing, and logs in and signs with few commands")
    func cached() throws {
        let channel = WatchedChannel(try DemoFileCard.channel())
        let contents = try DemoFileCard.application(channel).contents()
        let before = channel.commands.count
        let again = try DemoFileCard.application(channel, known: contents)
        let key = try again.contents().keys[0]
        #expect(try again.verify(DemoCard.typed(DemoCard.pin), for: key) == .accepted)
        _ = try again.sign(key, DemoCard.digest("x"))
        // SELECT application, SELECT the PIN's place, VERIFY, MSE, PSO (its answer of 256 bytes fits).
        #expect(channel.commands.count - before == 5)
    }

    @Test(
        "absent optional files: the rest is still there",
        arguments: [DemoFileCard.token, DemoFileCard.publicKeys, [0x3F00, 0x2F00]] as [[UInt16]])
    func absent(_ path: [UInt16]) throws {
        let contents = try DemoFileCard.application(DemoFileCard.channel { $0.remove(path) }).contents()
        #expect(contents.keys.count == 2 && contents.certificates.count == 2)
    }

    @Test("empty directories and an empty object directory: nothing to sign with, and no trap")
    func empty() throws {
        for path in [DemoFileCard.privateKeys, DemoFileCard.certificates, DemoFileCard.publicKeys] {
            for content in [[], [0x00, 0x00], Array(repeating: UInt8(0xFF), count: 64)] {
                let contents = try DemoFileCard.application(DemoFileCard.channel { $0.put(content, at: path) })
                    .contents()
                #expect(contents.damages.allSatisfy { !$0.contains("too early") })
            }
        }
        #expect(throws: CardError.unknownCard) {
            try DemoFileCard.application(DemoFileCard.channel { $0.put([], at: DemoFileCard.objects) })
        }
    }

    @Test("padding behind the last entry and behind a certificate is passed over")
    func padded() throws {
        let channel = try DemoFileCard.channel { state in
            for path in [DemoFileCard.privateKeys, DemoFileCard.certificates, DemoFileCard.loginCertificate] {
                state.put((state.content(of: path) ?? []) + Array(repeating: 0, count: 300), at: path)
            }
        }
        let contents = try DemoFileCard.application(channel).contents()
        #expect(contents.certificates.count == 2 && contents.keys.count == 2 && contents.damages.isEmpty)
    }

    @Test("a path with index and length reads just that part; a certificate may stand in the directory itself")
    func partsAndDirectValues() throws {
        let whole = try #require(try DemoFileCard.state().content(of: DemoFileCard.loginCertificate))
        let part = try DemoFileCard.channel { state in
            state.put([1, 2, 3] + whole + [9, 9], at: DemoFileCard.loginCertificate)
            state.put(
                Self.certificateEntry(
                    TLV(
                        0x30,
                        [
                            TLV(0x04, [0x3F, 0x00, 0x50, 0x15, 0x34, 0x00]), TLV(0x02, [3]),
                            TLV(0x80, [UInt8(whole.count >> 8), UInt8(whole.count & 0xFF)]),
                        ])), at: DemoFileCard.certificates)
        }
        let direct = try DemoFileCard.channel { state in
            state.put(Self.certificateEntry(TLV(0xA0, whole)), at: DemoFileCard.certificates)
        }
        let relative = try DemoFileCard.channel { state in
            state.put(Self.certificateEntry(TLV(0x30, [TLV(0x04, [0x34, 0x00])])), at: DemoFileCard.certificates)
        }
        for channel in [part, direct, relative] {
            let contents = try DemoFileCard.application(channel).contents()
            #expect(contents.certificates.map(\.der) == [whole], "\(contents.damages)")
            #expect(contents.certificates.first?.key?.algorithm == .rsa(bits: 2048))
        }
    }

    @Test("EF.DIR as records, and one that READ BINARY does not fit, are read by READ RECORD")
    func records() throws {
        for structure in [[0x02], [0x01]] as [[UInt8]] {
            let channel = WatchedChannel(try DemoFileCard.channel())
            let template = try #require(try DemoFileCard.state().content(of: [0x3F00, 0x2F00]))
            channel.twist = { [unowned channel] command, _ in
                let isDirectory = channel.commands.last { $0[1] == 0xA4 }?.suffix(3).starts(with: [0x2F, 0x00]) == true
                guard isDirectory else { return nil }
                switch command[1] {
                case 0xA4: return TLV(0x62, [TLV(0x82, structure)]).encoded + [0x90, 0x00]
                case 0xB0: return [0x69, 0x81]
                case 0xB2: return command[2] == 1 ? template + [0x90, 0x00] : [0x6A, 0x83]
                default: return nil
                }
            }
            let contents = try DemoFileCard.application(channel).contents()
            #expect(contents.keys.count == 2 && channel.commands.contains { $0[1] == 0xB2 })
        }
    }

    @Test("a card that takes no paths, or no answer to SELECT, is read file by file", arguments: [0x08, 0x0C])
    func selectForms(_ refused: UInt8) throws {
        let channel = WatchedChannel(try DemoFileCard.channel())
        channel.twist = { command, _ in
            guard command[1] == 0xA4, command[2] != 0x04 else { return nil }
            if refused == 0x08 { return command[2] == 0x08 ? [0x6A, 0x86] : nil }
            return command[3] == 0x0C ? nil : [0x6A, 0x86]
        }
        let contents = try DemoFileCard.application(channel).contents()
        #expect(contents.keys.count == 2 && contents.certificates.count == 2 && contents.damages.isEmpty)
    }

    @Test("the card's algorithm decides the input: whole block, DigestInfo, bare digest, or nothing said")
    func inputs() throws {
        for (mechanism, length) in [(0x01, 51), (0x03, 256), (0x40, 32), (nil, 51)] as [(Int?, Int)] {
            let channel = WatchedChannel(
                try DemoFileCard.channel { state in
                    state.put(Self.token(mechanism), at: DemoFileCard.token)
                })
            let application = try DemoFileCard.application(channel)
            let key = try application.contents().keys[0]
            _ = try application.verify(DemoCard.typed(DemoCard.pin), for: key)
            _ = try? application.sign(key, DemoCard.digest("x"))
            let sent = channel.commands.filter { $0[1] == 0x2A }.map { Int($0[4]) }.reduce(0, +)
            #expect(sent == length, "\(String(describing: mechanism))")
        }
    }

    @Test("r and s one after the other, as ISO cards give them, become DER")
    func plainSignature() throws {
        let plain = [0x00, 0x01] + Array(repeating: UInt8(0x80), count: 30) + Array(repeating: UInt8(0xFF), count: 32)
        let der = try SignatureForm.check(plain, .ecP256)
        #expect(try TLV.find([0x30], in: der).map(TLV.parse)?.map(\.value.count) == [31, 33])
        #expect(try SignatureForm.check(der, .ecP256) == der)
        #expect(throws: CardError.self) { try SignatureForm.check(Array(plain.dropLast()), .ecP256) }
        #expect(throws: CardError.self) { try SignatureForm.check(plain, .rsa(bits: 2048)) }
    }

    @Test("a pad gets its command with the PIN's place selected")
    func pad() throws {
        let channel = WatchedChannel(try DemoFileCard.channel())
        let application = try DemoFileCard.application(channel)
        #expect(try application.prepare(.verify) == PINCommand(.verify, reference: 1))
        #expect(channel.commands.last?.prefix(3) == [0x00, 0xA4, 0x08])
    }

    private static func certificateEntry(_ value: TLV) -> [UInt8] {
        TLV(
            0x30,
            [
                TLV(0x30, [TLV(0x0C, Array("certificate".utf8))]), TLV(0x30, [TLV(0x04, [1])]),
                TLV(0xA1, [TLV(0x30, [value])]),
            ]
        ).encoded
    }

    private static func token(_ mechanism: Int?) -> [UInt8] {
        let list = mechanism.map { number in
            [
                TLV(
                    0x30,
                    [
                        TLV(0x02, [1]), TLV(0x02, [UInt8(number >> 8), UInt8(number & 0xFF)]), TLV(0x05, [UInt8]()),
                        TLV(0x03, [6, 0x40]),
                    ])
            ]
        }
        return TLV(0x30, [TLV(0x02, [0]), TLV(0x04, [1, 2, 3, 4]), TLV(0xA2, list ?? [])]).encoded
    }
}
