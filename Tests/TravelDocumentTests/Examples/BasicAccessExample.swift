import KioskDevices
import SmartCard
import Testing

@testable import TravelDocument

/// ICAO 9303 part 11, appendix D: every intermediate value of the worked example.
@Suite("9303-11 appendix D: basic access control and secure messaging, value by value")
struct BasicAccessExample {
    private static func password() throws -> DocumentPassword {
        try #require(
            DocumentPassword(documentNumber: "L898902C<", birthDate: "690806", expiryDate: "940623"))
    }

    @Test("D.2: the password of the zone and the document's basic access keys")
    func keys() throws {
        try Self.password().withEncoded { (hash) throws(CardError) in
            #expect(Array(hash.prefix(16)) == bytes("239AB9CB282DAF66231DC5A4DF6BFBAE"))
            let encryption = try SessionCipher.tripleDES.deriveKey(Array(hash.prefix(16)), counter: 1)
            let code = try SessionCipher.tripleDES.deriveKey(Array(hash.prefix(16)), counter: 2)
            #expect(encryption.withBytes { Array($0) } == bytes("AB94FDECF2674FDFB9B391F85D7F76F2"))
            #expect(code.withBytes { Array($0) } == bytes("7962D9ECE03D1ACD4C76089DCE131543"))
        }
    }

    private static let challenge = "4608F91988702212"
    private static let token = """
        72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2 5F1448EEA8AD90A7
        """
    private static let chipToken = """
        46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F 2F2D235D074D7449
        """

    /// The example's session, by its own messages.
    private static func session() throws -> SecureMessaging {
        let chip = ScriptedChip([
            ("0084000008", challenge + "9000"), ("0082000028" + token + "28", chipToken + "9000"),
        ])
        let result = try BasicAccessControl(password()).run(
            on: chip, random: bytes("781723860C06C226 0B795240CB7049B01C19B33E32804F0B"))
        #expect(chip.isDone, "\(chip.surprises)")
        guard case .granted(let session) = result else { throw CardError.closed }
        return session
    }

    @Test("D.3: mutual authentication, session keys and the first counter")
    func authentication() throws {
        #expect(try Self.session().counter == bytes("887022120C06C226"))
        let half = bytes("0B795240CB7049B01C19B33E32804F0B")
        let chipHalf = bytes("0B4F80323EB3191CB04970CB4052790B")
        let seed = zip(half, chipHalf).map { $0 ^ $1 }
        #expect(seed == bytes("0036D272F5C350ACAC50C3F572D23600"))
        let encryption = try SessionCipher.tripleDES.deriveKey(seed, counter: 1)
        let code = try SessionCipher.tripleDES.deriveKey(seed, counter: 2)
        #expect(encryption.withBytes { Array($0) } == bytes("979EC13B1CBFE9DCD01AB0FED307EAE5"))
        #expect(code.withBytes { Array($0) } == bytes("F1CB1F1FB5ADF208806B89DC579DC1F8"))
    }

    @Test("D.4: SELECT, READ BINARY of four bytes and of the rest of EF.COM, each command and answer")
    func secureMessaging() throws {
        let chip = ScriptedChip([
            ("0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800", "990290008E08FA855A5D4C50A8ED9000"),
            ("0CB000000D9701048E08ED6705417E96BA5500", "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000"),
            (
                "0CB000040D9701128E082EA28A70F3C7B53500",
                "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000"
            ),
        ])
        let secure = SecureChannel(chip, try Self.session())
        let selected = try secure.send(CommandAPDU(ins: 0xA4, p1: 0x02, p2: 0x0C, data: [0x01, 0x1E]))
        #expect(selected == ResponseAPDU(status: .success))
        let start = try secure.send(CommandAPDU(ins: 0xB0, p1: 0, p2: 0, expectedLength: 4))
        #expect(start.data == bytes("60145F01"))
        let rest = try secure.send(CommandAPDU(ins: 0xB0, p1: 0, p2: 4, expectedLength: 18))
        #expect(rest.data == bytes("04303130365F36063034303030305C026175"))
        #expect(chip.isDone, "\(chip.surprises)")
    }
}
