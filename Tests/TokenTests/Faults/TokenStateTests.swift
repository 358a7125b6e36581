import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

/// States that no software token shows, played by our own module.
@Suite("States of tokens (facts/cards.md 4.3)", .timeLimit(.minutes(5)))
struct TokenStateTests {
    private static let key = TokenKeyReference(id: [1], label: "key")

    @Test(
        "CKF_USER_PIN_COUNT_LOW, FINAL_TRY, LOCKED, TO_BE_CHANGED; the gravest counts",
        arguments: [
            (0x10000, TokenPINState(.countLow)), (0x30000, TokenPINState(.finalTry)),
            (0x70000, TokenPINState(.locked)), (0x80000, TokenPINState(.untouched, mustBeChanged: true)),
        ] as [(UInt, TokenPINState)])
    func flags(_ flags: UInt, _ expected: TokenPINState) async throws {
        let module = try await HostileModule(flags: flags | flags << 4 | 2)
        let helper = try TokenHelper([module.row()])
        let token = try await helper.client().token("hostile")
        #expect(token.userPIN == expected && token.officerPIN == expected)
        #expect(token.isWriteProtected)
    }

    @Test("E9: the last try needs a yes, a locked PIN is never sent; nothing reaches the module")
    func lastTry() async throws {
        let module = try await HostileModule("incorrect:C_Login", flags: 0x20000)
        let helper = try TokenHelper([module.row()])
        let client = try await helper.client()
        let token = try await client.token("hostile").reference
        #expect(try await client.login(token, pin: .typed("1234")) == .lastTryUnconfirmed)
        #expect(module.calls("C_Login") == 0)
        #expect(
            try await client.login(token, pin: .typed("1234"), confirmedLastTry: true)
                == .wrong(TokenPINState(.finalTry)))
        #expect(module.calls("C_Login") == 1)

        let locked = try await HostileModule(flags: 0x440000)
        let lockedHelper = try TokenHelper([locked.row()])
        let other = try await lockedHelper.client()
        let reference = try await other.token("hostile").reference
        #expect(try await other.login(reference, pin: .typed("1234"), confirmedLastTry: true) == .locked)
        #expect(try await other.changePIN(reference, from: .of("1234"), to: .of("5678")) == .locked)
        #expect(try await other.setPIN(reference, .unblock, officer: .of("1"), new: .of("5678")) == .locked)
        #expect(locked.calls("C_Login") == 0 && locked.calls("C_SetPIN") == 0)
    }

    @Test("protected authentication path: the PIN is typed on the reader's pad, and only where there is one")
    func pinpad() async throws {
        let module = try await HostileModule("always", flags: 0x100)
        let helper = try TokenHelper([module.row()])
        let client = try await helper.client()
        let report = try await client.token("hostile")
        #expect(report.hasPINPad)
        #expect(try await client.login(report.reference, pin: .pinpad) == .accepted)
        #expect(try await client.changePINOnPad(report.reference) == .accepted)
        #expect(try await client.setPINOnPad(report.reference, .unblock) == .accepted)
        let digest = [UInt8](repeating: 7, count: 32)
        let signed = try await client.sign([digest], .sha256, with: Self.key, on: report.reference, pin: .pinpad)
        #expect(signed.signatures.count == 1)
        #expect(module.calls("C_Login on the pad") == 3 && module.calls("C_Login") == 0)
        #expect(module.calls("C_SetPIN on the pad") == 1 && module.calls("C_InitPIN on the pad") == 1)

        let without = try await HostileModule()
        let otherHelper = try TokenHelper([without.row()])
        let other = try await otherHelper.client()
        let reference = try await other.token("hostile").reference
        await #expect(throws: Failure(.tokenRefused, "the reader has no pad for PINs")) {
            try await other.login(reference, pin: .pinpad)
        }
    }

    @Test("a key that asks each time: one context-specific log-in per signature, none after a refusal")
    func alwaysAuthenticate() async throws {
        let module = try await HostileModule("always")
        let helper = try TokenHelper([module.row()])
        let client = try await helper.client()
        let report = try await client.token("hostile")
        #expect(report.keys.map(\.alwaysAuthenticate) == [true])
        let digests = [[UInt8]](repeating: [UInt8](repeating: 7, count: 32), count: 3)
        await #expect(
            throws: Failure(.tokenRefused, "the key asks for the PIN for each signature, and none was given")
        ) { try await client.sign(digests, .sha256, with: Self.key, on: report.reference) }
        let signed = try await client.sign(
            digests, .sha256, with: Self.key, on: report.reference, pin: .typed("1234"))
        #expect(signed.signatures.count == 3 && module.calls("C_Login") == 3)

        let refusing = try await HostileModule("always", "incorrect:C_Login")
        let otherHelper = try TokenHelper([refusing.row()])
        let other = try await otherHelper.client()
        let reference = try await other.token("hostile").reference
        let refused = try await other.sign(digests, .sha256, with: Self.key, on: reference, pin: .typed("1234"))
        #expect(refused.refused == .wrong(TokenPINState(.untouched)) && refused.signatures.isEmpty)
        #expect(refusing.calls("C_Login") == 1 && refusing.calls("C_Sign") == 0)
    }

    @Test("GOST where the module lists it: signs 512 bits, makes keys only with configured parameters")
    func gost() async throws {
        let module = try await HostileModule(gost: true)
        var bare = module.row("bare")
        bare.gostParameters = [:]
        bare.environment["ROW"] = "bare"
        let helper = try TokenHelper([module.row(), bare])
        let client = try await helper.client()
        let report = try await client.token("hostile")
        #expect(report.signs == [.gost512] && report.generates == [.gost512])
        #expect(report.keys.map(\.algorithm) == [.gost512])
        let digest = [UInt8](repeating: 7, count: 64)
        let signed = try await client.sign([digest], .gost2015x512, with: Self.key, on: report.reference)
        #expect(signed.signatures == [[UInt8](repeating: 0x81, count: 128)])
        await #expect(throws: Failure(.signAlgorithm, "sha512 with a key gost-512")) {
            try await client.sign([digest], .sha512, with: Self.key, on: report.reference)
        }
        let made = try await client.generate(TokenKeyReference(id: [2]), .gost512, on: report.reference)
        #expect(made.value.count == 128 && made.subjectPublicKeyInfo == nil)
        let other = try await client.token("bare")
        #expect(other.generates == [])
        await #expect(throws: Failure(.signAlgorithm, "no gostParameters are configured for gost-512")) {
            try await client.generate(TokenKeyReference(id: [2]), .gost512, on: other.reference)
        }
    }

    @Test("a module that is slow has lost nothing: its tokens stay known until it answers")
    func slow() async throws {
        let module = try await HostileModule()
        let helper = try TokenHelper([module.row()])
        let client = try await helper.client()
        let known = try await client.presence()
        #expect(known.count == 1)
        let wait = try module.folder.write("wait", [0])
        let began = ContinuousClock.now
        #expect(try await client.presence() == known)
        #expect(ContinuousClock.now - began < .seconds(6))
        unlink(wait)
        #expect(try await client.login(try #require(known.first).reference, pin: .typed("1234")) == .accepted)
        #expect(try await client.presence() == known)
    }

    @Test("a token that is swapped, drawn and put back is noticed; a PIN never goes to another token")
    func swapped() async throws {
        let module = try await HostileModule()
        let helper = try TokenHelper([module.row()])
        let client = try await helper.client()
        let known = try await client.presence()
        let token = try #require(known.first).reference
        #expect(try await client.change(from: known, within: .milliseconds(50)) == nil)
        try module.insert("0002")
        await #expect(throws: Failure(.cardSwapped, "another token in slot 7")) {
            try await client.login(token, pin: .typed("1234"))
        }
        let changed = try #require(try await client.change(from: known, within: .seconds(5)))
        #expect(changed.count == 1 && changed.first?.reference != token)
        try module.insert("")
        #expect(try await client.change(from: changed, within: .seconds(5)) == [])
        await #expect(throws: Failure(.tokenMissing, "no token in slot 7")) {
            try await client.login(token, pin: .typed("1234"))
        }
        #expect(module.calls("C_Login") == 0)
    }
}
