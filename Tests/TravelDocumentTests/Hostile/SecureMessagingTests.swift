import SmartCard
import Testing

@testable import TravelDocument
@testable import VirtualCard

@Suite("Secure messaging: every case of command, nothing tampered, replayed or bare is taken")
struct SecureMessagingTests {
    private static func pair(_ cipher: SessionCipher) throws -> (terminal: SecureMessaging, chip: SecureMessaging) {
        let secret = [UInt8](repeating: 0x5A, count: 24)
        return (
            try SecureMessaging(cipher, sharedSecret: secret), try SecureMessaging(cipher, sharedSecret: secret)
        )
    }

    private static let commands = [
        CommandAPDU(ins: 0x44, p1: 0, p2: 0),
        CommandAPDU(ins: 0xB0, p1: 0x9E, p2: 0, expectedLength: 6),
        CommandAPDU(ins: 0xB0, p1: 0, p2: 0, expectedLength: 256),
        CommandAPDU(ins: 0xA4, p1: 2, p2: 0x0C, data: [0x01, 0x1E]),
        CommandAPDU(ins: 0xB1, p1: 0, p2: 0, data: [0x54, 0x02, 0x80, 0x00], expectedLength: 227),
        CommandAPDU(ins: 0xB0, p1: 0, p2: 0, expectedLength: 4096),
        CommandAPDU(ins: 0x2A, p1: 0, p2: 0xBE, data: [UInt8](repeating: 3, count: 700), expectedLength: 65536),
        CommandAPDU(ins: 0xDA, p1: 1, p2: 1, data: [UInt8](repeating: 4, count: 250)),
    ]

    @Test(
        "Cases 1 to 4, short and extended, odd and even, reach the chip as they were", arguments: SessionCipher.allCases
    )
    func cases(_ cipher: SessionCipher) throws {
        var (terminal, chip) = try Self.pair(cipher)
        for command in Self.commands {
            let wrapped = try terminal.protect(command)
            let sent = try #require(CommandAPDU(parsing: wrapped.encoded()))
            #expect(chip.open(sent) == command)
            let answer = ResponseAPDU(data: command.data.isEmpty ? [1, 2, 3] : [], status: StatusWord(0x6282))
            let sealed = try chip.seal(answer, isTLV: command.ins & 1 == 1)
            #expect(try terminal.unprotect(sealed) == answer)
        }
        #expect(terminal.counter == chip.counter)
    }

    @Test("Any changed, missing or added byte of an answer ends the session", arguments: SessionCipher.allCases)
    func tampered(_ cipher: SessionCipher) throws {
        let command = Self.commands[1]
        let (terminal, chip) = try Self.pair(cipher)
        var asking = terminal
        var answering = chip
        _ = answering.open(try asking.protect(command))
        let sealed = try answering.seal(ResponseAPDU(data: [1, 2, 3], status: .success), isTLV: false)
        var changed: [[UInt8]] = sealed.data.indices.map { place in
            var data = sealed.data
            data[place] ^= 0x01
            return data
        }
        changed += (0..<sealed.data.count).map { Array(sealed.data.prefix($0)) }
        changed.append(sealed.data + [0x00])
        changed.append(TLV(0x99, [0x90, 0x00]).encoded + sealed.data)
        for data in changed {
            var session = asking
            #expect(throws: CardError.self) { try session.unprotect(ResponseAPDU(data: data, status: .success)) }
            #expect(session.isOver)
            #expect(throws: CardError.closed) { try session.protect(command) }
        }
        #expect(try asking.unprotect(sealed).data == [1, 2, 3])
    }

    @Test("A former answer sent again, and one without protection, end the session")
    func replayed() throws {
        var (terminal, chip) = try Self.pair(.aes128)
        _ = chip.open(try terminal.protect(Self.commands[1]))
        let first = try chip.seal(ResponseAPDU(data: [1], status: .success), isTLV: false)
        _ = try terminal.unprotect(first)
        _ = try terminal.protect(Self.commands[1])
        var bare = terminal
        #expect(throws: CardError.self) { try terminal.unprotect(first) }
        #expect(terminal.isOver)
        #expect(throws: CardError.self) { try bare.unprotect(ResponseAPDU(status: .success)) }
        #expect(bare.isOver)
    }

    @Test("The chip refuses a replayed command, a bare one and a wrong code, and forgets the session")
    func chipSide() throws {
        for attack in 0..<3 {
            var document = try TestDocument.make(offers: [])
            let access = try BasicAccessControl(try #require(TestDocument.zonePassword()))
            let aid = CommandAPDU(ins: 0xA4, p1: 4, p2: 0x0C, data: TravelDocumentReader.applicationIdentifier)
            _ = document.answer(try aid.encoded())
            let chip = FunctionChip { document.answer($0) }
            guard case .granted(var session) = try access.run(on: chip) else { throw CardError.closed }
            let read = CommandAPDU(ins: 0xB0, p1: 0x9E, p2: 0, expectedLength: 6)
            let wrapped = try session.protect(read).encoded()
            #expect(try session.unprotect(ResponseAPDU(document.answer(wrapped))).status == .success)
            var next = try session.protect(read).encoded()
            switch attack {
            case 0: #expect(document.answer(wrapped) == [0x69, 0x88])
            case 1: #expect(document.answer(try read.encoded()) == [0x69, 0x82])
            default:
                next[next.count - 2] ^= 1
                #expect(document.answer(next) == [0x69, 0x88])
                next[next.count - 2] ^= 1
            }
            #expect(document.answer(next) == [0x69, 0x88])
        }
    }
}
