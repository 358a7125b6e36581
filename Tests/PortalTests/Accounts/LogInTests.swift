import FoundationEssentials
import KioskDomain
import PKIX
import PortalClient
import PortalContract
import Testing

/// L1, L2: the personal account at a machine.
@Suite(.onEachStore) struct LogInTests {
    @Test(
        "L1: EDS, then the SMS code: the account shows the person's certificates, applications and attempts; its end is for good",
        arguments: [KeyAlgorithm.ecP256, .ecP384, .rsa(bits: 2048)])
    func cardAndCode(_ algorithm: KeyAlgorithm) async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let holder = try await Holder(machine, algorithm)
                let client = machine.client
                let opened = try await client.openLogIn()
                #expect(try await client.logIn(opened.logIn).needs == .eds)
                #expect(await refusal { _ = try await client.account(opened.logIn) } == .logInIncomplete)
                #expect(
                    await refusal { _ = try await client.finishLogIn(opened.logIn, proof: "x") } == .logInIncomplete)
                let proven = try await client.proveLogIn(opened.logIn, try holder.signed(holder.statement(opened)))
                #expect(proven.needs == .code && proven.iin == People.adult)
                #expect(await refusal { _ = try await client.account(opened.logIn) } == .logInIncomplete)
                let proof = try #require(try await holder.codeProof())
                // Whoever did not hear the answer asks again; the code is spent once.
                for _ in 1...2 {
                    #expect(try await client.finishLogIn(opened.logIn, proof: proof).needs == .nothing)
                }
                #expect(try await portal.stored("SELECT COUNT(*) FROM audit WHERE action = 'log-in.open'") == "1")
                let account = try await client.account(opened.logIn)
                #expect(
                    Set(account.certificates.map(\.serial))
                        == [holder.set.authentication.serial, holder.set.signature.serial])
                #expect(account.applications.map(\.number) == [holder.application])
                #expect(account.attempts.map(\.outcome) == [.matched])
                #expect(account.maskedPhone?.hasPrefix("+7 •••") == true && !account.name.isEmpty)
                try await client.endLogIn(opened.logIn)
                try await client.endLogIn(opened.logIn)
                #expect(await refusal { _ = try await client.account(opened.logIn) } == .logInOver)
                #expect(await refusal { _ = try await client.logIn(opened.logIn) } == .logInOver)
            }
        }
    }

    @Test("L2: a code serves one log-in, its own purpose, its own person, and was asked for after the log-in began")
    func oneCodeForOneLogIn() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let holder = try await Holder(machine)
                let early = try await holder.codeProof()
                // Codes for one IIN are limited by the hour.
                portal.clock.advance(by: .seconds(3_601))
                let first = try await holder.proven()
                func code(_ proof: String?, _ opened: LogInOpened) async -> FailureCode? {
                    await refusal { _ = try await machine.client.finishLogIn(opened.logIn, proof: proof ?? "") }
                }
                #expect(await code(early, first) == .proofMissing)
                #expect(await code(try? await holder.codeProof(.application), first) == .proofMissing)
                #expect(await code("0f0e0d", first) == .proofMissing)
                let proof = try await holder.codeProof()
                #expect(await code(proof, first) == nil)
                let second = try await holder.proven()
                #expect(await code(proof, second) == .proofMissing)
            }
        }
    }

    @Test("what is not signed by that very key, for this log-in and machine, is refused")
    func forged() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let holder = try await Holder(machine)
                let opened = try await machine.client.openLogIn()
                let other = try await machine.client.openLogIn()
                func code(
                    _ key: PrivateKey? = nil, _ certificate: Data? = nil, _ change: (inout LogInStatement) -> Void
                ) async throws -> FailureCode? {
                    var statement = holder.statement(opened)
                    change(&statement)
                    let request = try holder.signed(statement, key: key, certificate: certificate)
                    return await refusal { _ = try await machine.client.proveLogIn(opened.logIn, request) }
                }
                #expect(try await code(.generate(.ecP256)) { _ in } == .signatureInvalid)
                #expect(try await code { $0.challenge = other.challenge } == .signatureInvalid)
                #expect(try await code { $0.logIn = other.logIn } == .signatureInvalid)
                #expect(try await code { $0.kiosk = "kiosk-0123456789abcdef" } == .signatureInvalid)
                #expect(
                    try await code(holder.signature, holder.set.signature.certificate) {
                        $0.certificate = holder.set.signature.serial
                    } == .certificatePurpose)
                #expect(try await machine.client.logIn(opened.logIn).needs == .eds, "nothing was taken")
                #expect(try await code { _ in } == nil)
            }
        }
    }

    @Test("E7: a revoked EDS opens nothing; nor one whose time is over")
    func revoked() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let holder = try await Holder(machine)
                try await portal.withMachine([.desk]) { desk in
                    _ = try await desk.client.revoke(
                        holder.set.authentication.serial, RevocationRequest(cause: .keyCompromise, operatorID: "op"))
                }
                #expect(await refusal { _ = try await holder.proven() } == .certificateRevoked)
            }
        }
    }

    @Test("an EDS opens from its first millisecond to its last, both included, by the portal's clock and register")
    func dates() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let holder = try await Holder(machine)
                portal.clock.stand()
                let now = portal.clock.now().milliseconds
                let rows: [(from: Int64, to: Int64, code: FailureCode?)] = [
                    (now, now, nil), (now + 1, now + 1_000, .certificateNotYetValid),
                    (now - 1_000, now - 1, .certificateExpired),
                ]
                for row in rows {
                    try await portal.change("UPDATE certificate SET notBefore = \(row.from), notAfter = \(row.to)")
                    #expect(await refusal { _ = try await holder.proven() } == row.code, "\(row)")
                }
            }
        }
    }

    @Test("the challenge is signed a millisecond before its five minutes are over, and not when they are")
    func lateSignature() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let holder = try await Holder(machine)
                portal.clock.stand()
                for (life, code) in [(299_999, nil), (300_000, .logInOver)] as [(Int, FailureCode?)] {
                    let opened = try await machine.client.openLogIn()
                    portal.clock.advance(by: .milliseconds(life))
                    let request = try holder.signed(holder.statement(opened))
                    #expect(
                        await refusal { _ = try await machine.client.proveLogIn(opened.logIn, request) } == code)
                }
            }
        }
    }

    @Test("five minutes for the proofs and half an hour for the account, to the millisecond, by the portal's clock")
    func times() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let holder = try await Holder(machine)
                portal.clock.stand()
                let late = try await machine.client.openLogIn()
                portal.clock.advance(by: .milliseconds(299_999))
                #expect(try await machine.client.logIn(late.logIn).needs == .eds)
                portal.clock.advance(by: .milliseconds(1))
                #expect(await refusal { _ = try await machine.client.logIn(late.logIn) } == .logInOver)
                let account = try await holder.loggedIn()
                portal.clock.advance(by: .milliseconds(1_799_999))
                _ = try await machine.client.account(account.logIn)
                portal.clock.advance(by: .milliseconds(1))
                #expect(await refusal { _ = try await machine.client.account(account.logIn) } == .logInOver)
            }
        }
    }

    @Test("each accepted proof, EDS and registered phone, has the next one five minutes from then")
    func restarted() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let holder = try await Holder(machine)
                portal.clock.stand()
                let opened = try await machine.client.openLogIn()
                portal.clock.advance(by: .milliseconds(299_999))
                _ = try await machine.client.proveLogIn(opened.logIn, try holder.signed(holder.statement(opened)))
                portal.clock.advance(by: .milliseconds(299_999))
                let challenge = try await machine.client.requestPhoneCode(opened.logIn, phone: "8 (701) 000-00-77")
                let code = try await machine.stubCode(holder.iin)
                let registered = try await machine.client.confirmPhone(
                    opened.logIn, challenge: challenge.id, code: code)
                #expect(registered.verdict == .accepted)
                portal.clock.advance(by: .milliseconds(299_999))
                #expect(try await machine.client.logIn(opened.logIn).needs == .code)
                portal.clock.advance(by: .milliseconds(1))
                #expect(await refusal { _ = try await machine.client.logIn(opened.logIn) } == .logInOver)
            }
        }
    }

    @Test("a log-in belongs to the machine at which it began")
    func elsewhere() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let opened = try await Holder(machine).loggedIn()
                try await portal.withMachine { other in
                    #expect(await refusal { _ = try await other.client.account(opened.logIn) } == .logInOver)
                    try await other.client.endLogIn(opened.logIn)
                }
                _ = try await machine.client.account(opened.logIn)
            }
        }
    }

    @Test("L1: the mobile app scans the QR code: logged in without EDS and code; once, in time, and codes of ours only")
    func scanned() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let client = machine.client
                let opened = try await client.openLogIn()
                func scan(_ qr: String, _ iin: String = People.adult) async -> FailureCode? {
                    await refusal { _ = try await client.scanLogIn(LogInScan(iin: iin, qr: qr)) }
                }
                #expect(await scan("https://example.org/\(opened.qr)") == .digitalCodeForeign)
                #expect(await scan(LogInCode.prefix + "00112233445566778899aabbccddeeff") == .logInOver)
                #expect(await scan(opened.qr, People.unknown) == .personUnknown)
                #expect(await scan(opened.qr) == nil)
                #expect(await scan(opened.qr) == .digitalCodeUsed)
                let standing = try await client.logIn(opened.logIn)
                #expect(standing.needs == .nothing && standing.iin == People.adult)
                #expect(try await client.account(opened.logIn).attempts.isEmpty)
                portal.clock.stand()
                for (life, code) in [(299, nil), (300, .logInOver), (301, .logInOver)] as [(Int, FailureCode?)] {
                    let shown = try await client.openLogIn()
                    portal.clock.advance(by: .seconds(life))
                    #expect(await scan(shown.qr) == code, "\(life) s")
                }
            }
        }
    }

    @Test("EDS of one and phone of another make no log-in")
    func twoPersons() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let opened = try await Holder(machine).proven()
                #expect(
                    await refusal {
                        _ = try await machine.client.scanLogIn(LogInScan(iin: People.fourFailures, qr: opened.qr))
                    } == .requestForOtherPerson)
                #expect(try await machine.client.logIn(opened.logIn).needs == .code)
            }
        }
    }
}
