import FoundationEssentials
import KioskDomain
import PKIX
import PortalClient
import PortalContract
import Testing

/// L5: a document at a machine is signed with the mobile app.
@Suite("Signing with the mobile app (L5)", .onEachStore) struct PhoneSignatureTests {
    private let document = Data(#"{"iin":"\#(People.adult)","what":"an application"}"#.utf8)

    private func open(_ machine: Machine) async throws -> PhoneSignatureOpened {
        try await machine.client.openPhoneSignature(PhoneSignatureRequest(iin: People.adult, document: document))
    }

    private func scan(_ qr: String, _ portal: PortalFixture, by iin: String = People.adult) async throws
        -> PhoneSignatureDocument
    {
        try await portal.withClient { try await $0.scanPhoneSignature(PhoneSignatureScan(iin: iin, qr: qr)) }
    }

    /// CMS over these bytes by a fresh EDS of this person.
    private func signature(
        _ bytes: Data, _ portal: PortalFixture, by iin: String = People.adult
    ) async throws -> Data {
        try await portal.eds(of: iin).sign(document: bytes, at: portal.clock.now())
    }

    private func code(_ body: () async throws -> Void) async -> FailureCode? { await failure(body)?.code }

    @Test("one scan shows exactly the document; its owner's EDS signs it; the machine gets the CMS")
    func signed() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let opened = try await open(machine)
                #expect(opened.qr.hasPrefix(PhoneSignatureCode.prefix))
                #expect(opened.digest == ContentDigest.hex(of: document))
                #expect(try await machine.client.phoneSignature(opened.name).state == .waiting)
                let shown = try await scan(opened.qr, portal)
                #expect(shown.document == document && shown.digest == opened.digest)
                #expect(try await machine.client.phoneSignature(opened.name).state == .scanned)
                let cms = try await signature(document, portal)
                let standing = try await portal.withClient {
                    try await $0.signByPhone(PhoneSignatureAnswer(qr: opened.qr, signature: cms))
                }
                #expect(standing.state == .signed)
                let told = try await machine.client.phoneSignature(opened.name)
                #expect(told.state == .signed && told.signature == cms)
                try await machine.client.endPhoneSignature(opened.name)
                try await machine.client.endPhoneSignature(opened.name)
                #expect(try await portal.stored("SELECT COUNT(*) FROM phoneSignature") == "0")
                #expect(await code { _ = try await machine.client.phoneSignature(opened.name) } == .phoneSignatureOver)
            }
        }
    }

    @Test(
        "another system's code, one used twice, another person's phone, EDS or document, E3: an organisation's EDS: each refused with its code"
    )
    func refused() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let opened = try await open(machine)
                for foreign in ["psc-log-in:00112233445566778899aabbccddeeff", "https://example.org", "psc-sign"] {
                    #expect(await code { _ = try await scan(foreign, portal) } == .digitalCodeForeign, "\(foreign)")
                }
                #expect(
                    await code { _ = try await scan("psc-sign:00112233445566778899aabbccddeeff", portal) }
                        == .phoneSignatureOver)
                #expect(
                    await code { _ = try await scan(opened.qr, portal, by: People.neverMatching) }
                        == .requestForOtherPerson)
                func sign(_ cms: Data) async -> FailureCode? {
                    await code {
                        _ = try await portal.withClient {
                            try await $0.signByPhone(PhoneSignatureAnswer(qr: opened.qr, signature: cms))
                        }
                    }
                }
                let own = try await signature(document, portal)
                #expect(await sign(own) == .portalRequest, "nobody has seen what is signed")
                _ = try await scan(opened.qr, portal)
                #expect(await code { _ = try await scan(opened.qr, portal) } == .digitalCodeUsed)
                let other = Data(#"{"iin":"\#(People.adult)","what":"another application"}"#.utf8)
                #expect(await sign(try await signature(other, portal)) == .signatureInvalid)
                #expect(await sign(Data("no CMS".utf8)) == .signatureInvalid)
                #expect(
                    await sign(try await signature(document, portal, by: People.neverMatching))
                        == .requestForOtherPerson)
                let organisation = Organisation(
                    bin: "230440000010", name: "Demo Organisation 1", holder: "1.2.398.3.3.4.1.2.1")
                let entity = try await portal.eds(of: People.adult, organisation: organisation)
                #expect(await sign(try entity.sign(document: document, at: portal.clock.now())) == .personLegalEntity)
                #expect(try await machine.client.phoneSignature(opened.name).state == .scanned)
                #expect(await sign(own) == nil)
                // Another signature over the same document; the same one again is no second use.
                #expect(await sign(try await signature(document, portal)) == .digitalCodeUsed)
                #expect(await sign(own) == nil)
                #expect(try await machine.client.phoneSignature(opened.name).signature == own)
            }
        }
    }

    @Test(
        "a code is good for 300 seconds, to the millisecond, for the scan and for the signature",
        arguments: [299_999, 300_000] as [Int64])
    func age(_ milliseconds: Int64) async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                portal.clock.stand()
                let (scanned, waiting) = (try await open(machine), try await open(machine))
                _ = try await scan(scanned.qr, portal)
                let cms = try await signature(document, portal)
                portal.clock.advance(by: .milliseconds(milliseconds))
                let expected: FailureCode? = milliseconds < 300_000 ? nil : .phoneSignatureOver
                #expect(await code { _ = try await scan(waiting.qr, portal) } == expected)
                #expect(await code { _ = try await machine.client.phoneSignature(scanned.name) } == expected)
                let answer = PhoneSignatureAnswer(qr: scanned.qr, signature: cms)
                #expect(
                    await code { _ = try await portal.withClient { try await $0.signByPhone(answer) } } == expected)
            }
        }
    }

    @Test("it is the machine's own: another one neither sees nor ends it; who has ended it can have it scanned no more")
    func machines() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let opened = try await open(machine)
                try await portal.withMachine { other in
                    #expect(
                        await code { _ = try await other.client.phoneSignature(opened.name) } == .phoneSignatureOver)
                    try await other.client.endPhoneSignature(opened.name)
                }
                #expect(try await machine.client.phoneSignature(opened.name).state == .waiting)
                try await machine.client.endPhoneSignature(opened.name)
                #expect(await code { _ = try await scan(opened.qr, portal) } == .phoneSignatureOver)
                let stranger = PhoneSignatureRequest(iin: People.unknown, document: document)
                #expect(await code { _ = try await machine.client.openPhoneSignature(stranger) } == .personUnknown)
                let long = PhoneSignatureRequest(
                    iin: People.adult, document: Data(repeating: 0x20, count: PhoneSignatureRequest.limit + 1))
                #expect(await code { _ = try await machine.client.openPhoneSignature(long) } == .portalRequest)
            }
        }
    }

    @Test("E7, L5: the EDS on a card is revoked with another one of its holder, once; another person's revokes nothing")
    func revocation() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let (card, phone) = (try await portal.eds(of: People.adult), try await portal.eds(of: People.adult))
                var statement = RevocationStatement(
                    iin: People.adult, certificate: card.serial, cause: .keyCompromise,
                    kiosk: machine.identity.kioskID, madeAtMilliseconds: portal.clock.now().milliseconds)
                func request(_ eds: TestEDS) throws -> PhoneRevocationRequest {
                    PhoneRevocationRequest(signature: try eds.sign(statement, at: portal.clock.now()))
                }
                let stranger = try request(try await portal.eds(of: People.neverMatching))
                #expect(await code { _ = try await machine.client.revokeByPhone(stranger) } == .requestForOtherPerson)
                statement.kiosk = "kiosk-of-another"
                let elsewhere = try request(phone)
                #expect(await code { _ = try await machine.client.revokeByPhone(elsewhere) } == .signatureInvalid)
                statement.kiosk = machine.identity.kioskID
                statement.madeAtMilliseconds -= 901_000
                let late = try request(phone)
                #expect(await code { _ = try await machine.client.revokeByPhone(late) } == .reissueStale)
                statement.madeAtMilliseconds += 901_000
                #expect(try await portal.stored("SELECT COUNT(*) FROM revocation") == "0")
                let own = try request(phone)
                let first = try await machine.client.revokeByPhone(own)
                #expect(first.revocations.map(\.serial) == [card.serial])
                #expect(try await machine.client.revokeByPhone(own) == first)
                #expect(try await portal.stored("SELECT COUNT(*) FROM revocation") == "1")
            }
        }
    }

    /// A set of the portal's and the EDS that signs with it.
    private func set(_ machine: Machine, _ sequence: Int64 = 1) async throws -> (number: String, eds: TestEDS) {
        let holder = try await Holder(machine, sequence: sequence)
        let certificate = try Certificate(der: Array(holder.set.signature.certificate))
        return (
            holder.application,
            TestEDS(key: holder.signature, certificate: certificate, serial: holder.set.signature.serial)
        )
    }

    @Test("E7, L5: an EDS that revokes its own set: sent again after a lost answer the same, and nothing else by it")
    func revokesItself() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let (own, other) = (try await set(machine), try await set(machine, 2))
                var statement = RevocationStatement(
                    iin: People.adult, certificate: own.eds.serial, cause: .keyCompromise,
                    kiosk: machine.identity.kioskID, madeAtMilliseconds: portal.clock.now().milliseconds)
                func request() throws -> PhoneRevocationRequest {
                    PhoneRevocationRequest(signature: try own.eds.sign(statement, at: portal.clock.now()))
                }
                // Made while the EDS was good, sent when it is not.
                statement.certificate = other.eds.serial
                let another = try request()
                statement.certificate = own.eds.serial
                let first = try request()
                let done = try await machine.client.revokeByPhone(first)
                #expect(done.revocations.count == 2 && done.revocations.contains { $0.serial == own.eds.serial })
                portal.clock.advance(by: .seconds(60))
                #expect(try await machine.client.revokeByPhone(first) == done)
                #expect(await code { _ = try await machine.client.revokeByPhone(another) } == .certificateRevoked)
                statement.cause = .cessationOfOperation
                let otherwise = try request()
                #expect(await code { _ = try await machine.client.revokeByPhone(otherwise) } == .certificateRevoked)
                #expect(try await machine.client.application(own.number).state == .revoked)
                #expect(try await machine.client.application(other.number).state != .revoked)
                #expect(try await portal.stored("SELECT COUNT(*) FROM revocation") == "2")
            }
        }
    }

    @Test("L5: the phone's answer is lost and the EDS revoked meanwhile: the same signature sent again is the same")
    func signedAgain() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.kiosk, .desk]) { machine in
                let opened = try await open(machine)
                _ = try await scan(opened.qr, portal)
                let eds = try await portal.eds(of: People.adult)
                let answer = PhoneSignatureAnswer(
                    qr: opened.qr, signature: try eds.sign(document: document, at: portal.clock.now()))
                let first = try await portal.withClient { try await $0.signByPhone(answer) }
                _ = try await machine.client.revoke(
                    eds.serial, RevocationRequest(cause: .keyCompromise, operatorID: "Operator 1"))
                #expect(try await portal.withClient { try await $0.signByPhone(answer) } == first)
                let later = try await open(machine)
                _ = try await scan(later.qr, portal)
                let revoked = PhoneSignatureAnswer(qr: later.qr, signature: answer.signature)
                #expect(
                    await code { _ = try await portal.withClient { try await $0.signByPhone(revoked) } }
                        == .certificateRevoked)
            }
        }
    }
}
