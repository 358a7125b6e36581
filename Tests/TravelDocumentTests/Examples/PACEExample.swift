import KioskDevices
import SmartCard
import Testing

@testable import TravelDocument

/// ICAO 9303 part 11, appendix G.1: PACE with ECDH and generic mapping, AES-128 and brainpoolP256r1.
@Suite("9303-11 appendix G: PACE with generic mapping, value by value")
struct PACEExample {
    private static let cardAccess = bytes("31143012060A04007F0007020204020202010202010D")
    private static let nonce = bytes("3F00C4D39D153F2B2A214A078D899B22")
    private static let mappingScalar = bytes("7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99")
    private static let chipMappingScalar = bytes("498FF49756F2DC1587840041839A85982BE7761D14715FB091EFA7BCE9058560")
    private static let scalar = bytes("A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595")
    private static let chipScalar = bytes("107CF58696EF6155053340FD633392BA81909DF7B9706F226F32086C7AFF974A")
    private static let mapping = """
        047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E
        544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D
        """
    private static let chipMapping = """
        04824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57
        30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54
        """
    private static let generator = """
        048CED63C91426D4F0EB1435E7CB1D74A46723A0AF21C89634F65A9AE87A9265E2
        8C879506743F8611AC33645C5B985C80B5F09A0B83407C1B6A4D857AE76FE522
        """
    private static let publicKey = """
        042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C
        3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB36462
        """
    private static let chipPublicKey = """
        049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB
        7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F094
        """
    private static let secret = bytes("28768D20701247DAE81804C9E780EDE582A9996DB4A315020B2733197DB84925")

    private static func password() throws -> DocumentPassword {
        try #require(
            DocumentPassword(documentNumber: "T22000129", birthDate: "640812", expiryDate: "101031"))
    }

    @Test("EF.CardAccess offers AES-128 on brainpoolP256r1")
    func offer() throws {
        let access = try CardAccess(Self.cardAccess)
        #expect(access.offers == [PACEInfo(cipher: .aes128, curve: .brainpoolP256r1)])
        #expect(access.hasPACE)
        #expect(access.preferred.map(access.isAmbiguous) == false)
    }

    @Test("The password's key opens the nonce")
    func nonce() throws {
        let password = try Self.password()
        try password.withEncoded { (hash) throws(CardError) in
            #expect(hash == bytes("7E2D2A41C74EA0B38CD36F863939BFA8E9032AAD"))
        }
        let key = try PACEKeyAgreement.passwordKey(password, .aes128)
        #expect(key.withBytes { Array($0) } == bytes("89DED1B26624EC1E634C1989302849DD"))
        let opened = try SessionCipher.aes128.decrypt(bytes("95A3A016522EE98D01E76CB6B98B42C3"), key: key)
        #expect(opened == Self.nonce)
    }

    @Test("Public keys, shared point, mapped generator and shared secret, from both sides")
    func agreement() throws {
        let curve = Curve.brainpoolP256r1
        #expect(try curve.multiplyGenerator(by: Self.mappingScalar) == bytes(Self.mapping))
        #expect(try curve.multiplyGenerator(by: Self.chipMappingScalar) == bytes(Self.chipMapping))
        let shared = """
            0460332EF2450B5D247EF6D3868397D398852ED6E8CAF6FFEEF6BF85CA57057FD5
            0840CA7415BAF3E43BD414D35AA4608B93A2CAF3A4E3EA4E82C9C13D03EB7181
            """
        #expect(try curve.multiply(bytes(Self.chipMapping), by: Self.mappingScalar) == bytes(shared))
        #expect(try curve.multiply(bytes(Self.mapping), by: Self.chipMappingScalar) == bytes(shared))
        for (scalar, point) in [(Self.mappingScalar, Self.chipMapping), (Self.chipMappingScalar, Self.mapping)] {
            let mapped = try PACEKeyAgreement.mappedGenerator(
                curve, nonce: Self.nonce, own: scalar, other: bytes(point))
            #expect(mapped == bytes(Self.generator))
        }
        #expect(try curve.multiply(bytes(Self.generator), by: Self.scalar) == bytes(Self.publicKey))
        #expect(try curve.multiply(bytes(Self.generator), by: Self.chipScalar) == bytes(Self.chipPublicKey))
        for (scalar, point) in [(Self.scalar, Self.chipPublicKey), (Self.chipScalar, Self.publicKey)] {
            #expect(try PACEKeyAgreement.sharedSecret(curve, own: scalar, other: bytes(point)) == Self.secret)
        }
    }

    @Test("Session keys and both tokens")
    func tokens() throws {
        let encryption = try SessionCipher.aes128.deriveKey(Self.secret, counter: 1)
        let code = try SessionCipher.aes128.deriveKey(Self.secret, counter: 2)
        #expect(encryption.withBytes { Array($0) } == bytes("F5F0E35C0D7161EE6724EE513A0D9A7F"))
        #expect(code.withBytes { Array($0) } == bytes("FE251C7858B356B24514B3BD5F4297D1"))
        let session = try SecureMessaging(.aes128, sharedSecret: Self.secret)
        let info = PACEInfo(cipher: .aes128, curve: .brainpoolP256r1)
        #expect(try info.token(session, over: bytes(Self.chipPublicKey)) == bytes("C2B0BD78D94BA866"))
        #expect(try info.token(session, over: bytes(Self.publicKey)) == bytes("3ABB9674BCE93C08"))
    }

    @Test("The whole run, each command and answer")
    func run() throws {
        let chip = ScriptedChip([
            ("0022C1A40F800A04007F00070202040202830101", "9000"),
            ("10860000027C0000", "7C12801095A3A016522EE98D01E76CB6B98B42C39000"),
            ("10860000457C438141" + Self.mapping + "00", "7C438241" + Self.chipMapping + "9000"),
            ("10860000457C438341" + Self.publicKey + "00", "7C438441" + Self.chipPublicKey + "9000"),
            ("008600000C7C0A8508C2B0BD78D94BA86600", "7C0A86083ABB9674BCE93C089000"),
        ])
        var scalars = [Self.mappingScalar, Self.scalar]
        let pace = PACE(on: chip, PACEInfo(cipher: .aes128, curve: .brainpoolP256r1)) { _ in scalars.removeFirst() }
        let result = try pace.run(Self.password(), isAmbiguous: false)
        #expect(chip.isDone, "\(chip.surprises)")
        guard case .granted(let session) = result else { throw CardError.closed }
        #expect(session.counter == Array(repeating: 0, count: 16))
    }
}
