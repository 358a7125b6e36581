import FoundationEssentials
import KioskDomain
import KioskTestSupport
import PKIX
import PortalClient
import PortalContract
import PortalServer
import Testing

/// D1–D4 at the portal: the owner's phone, a stub, on one side and a desk on the other.
@Suite("Issue 7.4: digital documents", .onEachStore) struct DigitalDocumentTests {
    private let owner = People.adult

    private func withDesk(
        _ body: @escaping @Sendable (PortalFixture, _ desk: Machine, _ phone: PortalClient) async throws -> Void
    ) async throws {
        try await withPortal(rules: ExchangeSamples.rules()) { portal in
            try await portal.withMachine([.desk]) { desk in
                try await portal.withClient { phone in try await body(portal, desk, phone) }
            }
        }
    }

    private func open(_ phone: PortalClient, _ iin: String? = nil) async throws -> OpenedAccess {
        let iin = iin ?? owner
        let documents = try await phone.phoneDocuments(of: try IIN(text: iin)).documents
        let card = try #require(documents.first { $0.kind == .identityCard })
        return try await phone.openDocumentAccess(DocumentAccessRequest(iin: iin, document: card.document))
    }

    private func code(_ desk: Machine, _ text: String?) async -> FailureCode? {
        await failure {
            _ = try await desk.client.scanDocument(.init(code: text ?? "", operatorID: "Operator 1"))
        }?.code
    }

    @Test("D1, D4: by QR or by short code, once; what is shown is what the issuing body signed")
    func shown() async throws {
        try await withDesk { portal, desk, phone in
            for short in [false, true] {
                let access = try await open(phone)
                let text = try #require(short ? access.shortCode : access.qr)
                let shown = try await desk.client.scanDocument(.init(code: text, operatorID: "Operator 1"))
                #expect(shown.content.iin == owner && shown.content.number == "000000001")
                #expect(shown.signer == "TEST ISSUING BODY" && shown.access == access.access)
                #expect(shown.expiresAtMilliseconds == access.expiresAtMilliseconds, "the desk's countdown")
                let file = try portal.folder.write("document.p7m", Array(shown.signed))
                let verified = try await portal.openssl(
                    "cms", "-verify", "-binary", "-inform", "DER", "-in", file, "-purpose", "any", "-CAfile",
                    portal.options.issuingAuthorityFile)
                #expect(verified.succeeded, "\(verified.standardError)")
                #expect(
                    try ContractJSON.decode(
                        DigitalDocumentContent.self, from: Data(verified.standardOutput.utf8)) == shown.content)
                #expect(await code(desk, text) == .digitalCodeUsed)
                #expect(
                    await code(desk, short ? access.qr : access.shortCode) == .digitalCodeUsed, "the other form too")
            }
        }
    }

    @Test("D1: 300 s, strictly: a second and a millisecond before, at, a second after; extended to 30 minutes in all")
    func life() async throws {
        try await withDesk { portal, desk, phone in
            portal.clock.stand()
            var accesses: [OpenedAccess] = []
            for _ in 1...4 { accesses.append(try await open(phone)) }
            let end = UnixTime(milliseconds: accesses[0].expiresAtMilliseconds)
            #expect(portal.clock.now().duration(to: end) == .seconds(300))
            for (access, offset, expected) in [
                (accesses[0], -1_000, nil), (accesses[1], -1, nil), (accesses[2], 0, .digitalCodeExpired),
                (accesses[3], 1_000, .digitalCodeExpired),
            ] as [(OpenedAccess, Int, FailureCode?)] {
                portal.clock.advance(by: portal.clock.now().duration(to: end) + .milliseconds(offset))
                #expect(await code(desk, access.qr) == expected, "\(offset) ms")
            }
            let revived = await failure { _ = try await phone.extendDocumentAccess(accesses[2].access, of: owner) }
            #expect(revived?.code == .digitalCodeExpired)

            var long = try await open(phone)
            let codes = long
            for _ in 1...5 {
                portal.clock.advance(by: .seconds(200))
                let longer = try await phone.extendDocumentAccess(long.access, of: owner)
                #expect(longer.expiresAtMilliseconds - long.expiresAtMilliseconds == 300_000)
                long = longer
            }
            #expect(long.expiresAtMilliseconds == long.longestMilliseconds)
            let over = await failure { _ = try await phone.extendDocumentAccess(long.access, of: owner) }
            #expect(over?.code == .digitalExtensionOver)
            portal.clock.advance(by: .seconds(790))
            #expect(await code(desk, codes.qr) == nil)
            let used = await failure { _ = try await phone.extendDocumentAccess(long.access, of: owner) }
            #expect(used?.code == .digitalCodeUsed)
        }
    }

    @Test("D1: of two desks that scan one code at once, one sees the document")
    func race() async throws {
        try await withDesk { portal, one, phone in
            try await portal.withMachine([.desk]) { other in
                let access = try await open(phone)
                async let first = code(one, access.qr)
                async let second = code(other, access.shortCode)
                #expect(await [first, second].compactMap { $0 } == [.digitalCodeUsed])
            }
        }
    }

    @Test("D1: a continuous access is honoured where the portal has one, and ends; none is made here")
    func continuous() async throws {
        try await withDesk { portal, desk, phone in
            let access = try await open(phone)
            #expect(try await portal.stored("SELECT DISTINCT kind FROM documentAccess") == "once")
            try await portal.change("UPDATE documentAccess SET kind = 'continuous'")
            for _ in 1...2 { #expect(await code(desk, access.qr) == nil) }
            portal.clock.advance(by: .seconds(300))
            #expect(await code(desk, access.qr) == .digitalCodeExpired)
        }
    }

    @Test("D2: only while the owner consents; each access stands in both histories, refusals too, and in no other")
    func consent() async throws {
        try await withDesk { portal, desk, phone in
            let (closed, good) = (try await open(phone), try await open(phone))
            for _ in 1...2 { _ = try await phone.closeDocumentAccess(closed.access, of: owner) }
            #expect(await code(desk, closed.qr) == .digitalNoConsent)
            #expect(await code(desk, good.qr) == nil)
            #expect(await code(desk, good.qr) == .digitalCodeUsed)
            let own = try await phone.phoneHistory(of: try IIN(text: owner)).entries
            #expect(own.reversed().map(\.deed) == [.opened, .opened, .closed, .refused, .shown, .refused])
            #expect(own.map(\.detail).prefix(3) == ["digital.code-used", nil, "digital.no-consent"])
            let seen = try await desk.client.documentHistory().entries
            #expect(seen == own.filter { $0.machine != nil })
            #expect(seen.allSatisfy { $0.operatorID == "Operator 1" && $0.owner == "••••••••0019" })
            #expect(try await desk.client.documentHistory(before: seen[0].position).entries == Array(seen.dropFirst()))
            let stranger = try await phone.phoneHistory(of: try IIN(text: People.neverMatching)).entries
            #expect(stranger.isEmpty)
            let another = await failure {
                _ = try await phone.closeDocumentAccess(good.access, of: People.neverMatching)
            }
            #expect(another?.code == .digitalCodeUnknown)
            try await portal.withMachine([.desk]) { other in
                let elsewhere = try await other.client.documentHistory().entries
                #expect(elsewhere.isEmpty)
            }
        }
    }

    @Test(
        "D2: the owner's account at a kiosk has the lines of the phone and the desk, at most 50; nobody else's has any")
    func account() async throws {
        try await withDesk { portal, desk, phone in
            let access = try await open(phone)
            #expect(await code(desk, access.qr) == nil)
            #expect(await code(desk, access.qr) == .digitalCodeUsed)
            try await portal.withMachine { kiosk in
                func documents(of iin: String) async throws -> [DocumentHistoryEntry] {
                    let opened = try await kiosk.client.openLogIn()
                    _ = try await kiosk.client.scanLogIn(LogInScan(iin: iin, qr: opened.qr))
                    return try await kiosk.client.account(opened.logIn).documents
                }
                let own = try await documents(of: owner)
                #expect(own.map(\.deed) == [.refused, .shown, .opened])
                let shownByPhone = try await phone.phoneHistory(of: try IIN(text: owner)).entries
                let shownAtDesk = try await desk.client.documentHistory().entries
                #expect(own == shownByPhone && own.filter { $0.machine != nil } == shownAtDesk)
                #expect(try await documents(of: People.neverMatching).isEmpty)
                for _ in 1...50 { _ = await code(desk, access.qr) }
                #expect(try await documents(of: owner).count == 50)
            }
        }
    }

    @Test("D3: not under 16, not without a card, not when it was lost")
    func owners() async throws {
        try await withDesk { portal, desk, phone in
            #expect(try await code(desk, open(phone, People.child).qr) == .digitalUnderAge)
            #expect(try await code(desk, open(phone, People.fiveFailures).qr) == .digitalLost)
            let none = await failure {
                _ = try await phone.openDocumentAccess(.init(iin: owner, document: String(repeating: "0", count: 32)))
            }
            #expect(none?.code == .digitalUnknown)
            let access = try await open(phone)
            try await portal.change("DELETE FROM identityCard WHERE iin = '\(owner)'")
            #expect(await code(desk, access.qr) == .digitalNoCard)
        }
    }

    @Test("D1: another system's code, an unknown one, and too many guesses")
    func codes() async throws {
        try await withDesk { portal, desk, phone in
            for text in [
                "https://egov.example/qr/1", "PSCDOC1:", "1234567", "PSCDOC1:" + String(repeating: "Z", count: 32),
            ] {
                #expect(await code(desk, text) == .digitalCodeForeign, "\(text)")
            }
            for _ in 1...30 { #expect(await code(desk, "00000000") == .digitalCodeUnknown) }
            let access = try await open(phone)
            let guessed = await failure {
                _ = try await desk.client.scanDocument(.init(code: access.shortCode ?? "", operatorID: "Operator 1"))
            }
            #expect(guessed?.code == .digitalTries && (guessed?.count ?? 0) > 3_000)
            portal.clock.advance(by: .seconds(3_601))
            #expect(try await code(desk, open(phone).qr) == nil)
        }
    }

    @Test("D4: what the issuing body did not sign is not shown: altered, another's, somebody else's EDS")
    func forged() async throws {
        try await withDesk { portal, desk, phone in
            let eds = try await portal.eds(of: owner)
            let first = try await open(phone)
            let shown = try await desk.client.scanDocument(.init(code: first.qr ?? "", operatorID: "Operator 1"))
            var content = shown.content
            content.name = "Somebody Else"
            var altered = shown.signed
            altered[altered.count - 3] ^= 1
            let other = try await phone.phoneDocuments(of: try IIN(text: owner)).documents[0].document
            for forged in [altered, try eds.sign(content, at: portal.clock.now()), Data("none".utf8)] {
                try await portal.change("UPDATE digitalDocument SET signed = \(portal.blob(forged))")
                #expect(try await code(desk, open(phone).qr) == .digitalSignature)
            }
            // A good signature under another document's name.
            try await portal.change("UPDATE digitalDocument SET signed = \(portal.blob(shown.signed))")
            let swapped = try await phone.openDocumentAccess(.init(iin: owner, document: other))
            #expect(other != shown.content.document)
            #expect(await code(desk, swapped.qr) == .digitalSignature)
            #expect(try await code(desk, open(phone).qr) == nil, "and the right one is shown again")
        }
    }

    @Test("D4: a case refers to what was shown at this desk, of the same person; the document is kept nowhere")
    func attached() async throws {
        try await withDesk { portal, desk, phone in
            let number = try await portal.withMachine { try await portal.submittedExchange(at: $0).slip }
            let foreign = try await portal.withMachine {
                try await portal.submittedExchange(ExchangeSamples.firstDay, at: $0).slip
            }
            let access = try await open(phone)
            func use(_ number: String) async -> FailureCode? {
                await failure {
                    _ = try await desk.client.useDocument(
                        access.access, .init(caseNumber: number, operatorID: "Operator 1"))
                }?.code
            }
            #expect(await use(number) == .digitalNotShown)
            let shown = try await desk.client.scanDocument(.init(code: access.qr ?? "", operatorID: "Operator 1"))
            #expect(await use(foreign) == .digitalCaseUnknown)
            #expect(await use("E999999999") == .digitalCaseUnknown)
            let request = DocumentUseRequest(caseNumber: number, operatorID: "Operator 1")
            let reference = try await desk.client.useDocument(access.access, request)
            #expect(reference.digest == ContentDigest.hex(of: shown.signed))
            #expect(try await desk.client.useDocument(access.access, request) == reference)
            #expect(try await phone.phoneHistory(of: try IIN(text: owner)).entries.first?.detail == number)
            #expect(
                try await portal.stored("SELECT caseNumber, document, digest FROM documentUse")
                    == "\(number)|\(shown.content.document)|\(reference.digest)")
            try await portal.withMachine([.desk]) { other in
                let stranger = await failure { _ = try await other.client.useDocument(access.access, request) }
                #expect(stranger?.code == .digitalNotShown)
            }
        }
    }

    @Test("D4: without a line to the portal it is refused, with a reason of its own")
    func offline() async throws {
        let (identity, pem, address) = try await withPortal { portal in
            (
                try await portal.enrol([.desk]),
                try String(contentsOfFile: portal.options.tlsAuthorityFile, encoding: .utf8), portal.address
            )
        }
        let client = try PortalClient(
            PortalConfiguration(address: address, trustedAuthorities: pem, timeout: .seconds(2)), identity: identity)
        let refused = await failure {
            _ = try await client.scanDocument(.init(code: "00000000", operatorID: "Operator 1"))
        }
        await client.shutdown()
        #expect(refused?.code == .digitalOffline)
    }
}

extension PortalFixture {
    /// Bytes as the engine writes them.
    fileprivate func blob(_ bytes: Data) -> String {
        options.database == nil ? "x'\(Hex.encode(bytes))'" : "'\\x\(Hex.encode(bytes))'::bytea"
    }
}
