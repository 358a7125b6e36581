import Crypto
import FoundationEssentials
import KioskDomain
import KioskTestSupport
import MachineKeys
import PKIX
import PortalClient
import PortalContract
import Testing

@Suite(.onEachStore) struct ApplicationsTests {
    @Test("B3: a match leads to one application for each key, with the reply lost or not") func application()
        async throws
    {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let record = try await machine.application(of: People.adult)
                #expect(record.state == .confirmed)
                let request = ApplicationRequest(
                    iin: People.adult, attempt: machine.attempt(1), channel: .kiosk, medium: .idCard, evidence: nil)
                let otherBody = await failure { _ = try await machine.client.apply(request, key: "application-1") }
                #expect(otherBody?.code == .idempotencyConflict)
                let otherKey = await failure { _ = try await machine.client.apply(request, key: "another") }
                #expect(otherKey?.code == .idempotencyConflict)
                #expect(try await machine.client.application(record.number) == record)
                #expect(await failure { _ = try await machine.client.application("E9") }?.code == .applicationUnknown)
                try await portal.withMachine { other in
                    let foreign = await failure { _ = try await other.client.application(record.number) }
                    #expect(foreign?.code == .applicationUnknown)
                }
            }
        }
    }

    @Test("E9: an application says that the PIN was forgotten, to the portal and to whoever opens it at a desk")
    func reason() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.kiosk, .desk]) { machine in
                for (sequence, reason) in [(1, nil), (2, .forgottenPIN)] as [(Int64, ObtainingReason?)] {
                    let attempt = machine.attempt(sequence)
                    _ = try await machine.client.openAttempt(
                        attempt, AttemptOpening(iin: People.adult, proof: try await machine.proof(of: People.adult)))
                    let made = try await machine.client.apply(
                        ApplicationRequest(
                            iin: People.adult, attempt: attempt, channel: .kiosk, medium: .idCard,
                            evidence: try await machine.evidence(sequence), reason: reason), key: "k-\(sequence)")
                    #expect(try await machine.client.deskApplication(made.number).reason == reason)
                }
                let kept = try await portal.stored("SELECT reason FROM application WHERE reason IS NOT NULL")
                #expect(kept == "forgotten-pin")
            }
        }
    }

    @Test("E3a: a kiosk applies for a token, any desk opens it by its number and issues; a SIM card is not taken")
    func token() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.kiosk]) { kiosk in
                let attempt = kiosk.attempt(1)
                _ = try await kiosk.client.openAttempt(
                    attempt, AttemptOpening(iin: People.adult, proof: try await kiosk.proof(of: People.adult)))
                let evidence = try await kiosk.evidence(1)
                func apply(_ medium: Medium) async throws -> ApplicationRecord {
                    try await kiosk.client.apply(
                        ApplicationRequest(
                            iin: People.adult, attempt: attempt, channel: .kiosk, medium: medium, evidence: evidence),
                        key: "k-\(medium.rawValue)")
                }
                #expect(await failure { _ = try await apply(.sim) }?.code == .portalRequest)
                let made = try await apply(.kaztoken)
                #expect(made.state == .confirmed && made.medium == .kaztoken)
                try await portal.withMachine([.kiosk]) { other in
                    let foreign = await failure {
                        _ = try await other.client.issueCertificates(
                            made.number, try Requests.pair(naming: People.adult))
                    }
                    #expect(foreign?.code == .applicationUnknown, "another kiosk has no business with it")
                }
                try await portal.withMachine([.desk]) { desk in
                    let opened = try await desk.client.deskApplication(made.number)
                    #expect(opened.iin == People.adult && opened.standing.application == made)
                    #expect(opened.standing.step == .seeOperator)
                    let issued = try await desk.client.issueCertificates(
                        made.number, try Requests.pair(naming: People.adult))
                    let serials = [issued.authentication.serial, issued.signature.serial]
                    #expect(try await desk.client.reportWritten(made.number, serials: serials).state == .written)
                }
            }
        }
    }

    @Test("B3: no match, no attempt, another's attempt, another's evidence: no application") func refusals()
        async throws
    {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                _ = try await machine.client.openAttempt(
                    machine.attempt(1),
                    AttemptOpening(iin: People.adult, proof: try await machine.proof(of: People.adult)))
                func code(_ iin: String, _ attempt: Int64, _ evidence: String?) async -> FailureCode? {
                    await failure {
                        _ = try await machine.client.apply(
                            ApplicationRequest(
                                iin: iin, attempt: machine.attempt(attempt), channel: .kiosk, medium: .idCard,
                                evidence: evidence), key: "k")
                    }?.code
                }
                #expect(await code(People.adult, 1, nil) == .faceNoMatch)
                #expect(await code(People.adult, 1, try await machine.evidence(1, .noMatch)) == .faceNoMatch)
                #expect(await code(People.adult, 2, try await machine.evidence(2)) == .requestUnproven)
                #expect(await code(People.neverMatching, 1, try await machine.evidence(1)) == .requestForOtherPerson)
                let key = FileKey()
                let forged = try await AttemptEvidence(
                    attempt: machine.attempt(1), outcome: .matched, closedAtMilliseconds: 1, distance: 0.1, frames: 6,
                    modelHashes: ["00"]
                ).signed { try await key.sign($0) }
                #expect(await code(People.adult, 1, forged) == .faceNoMatch)
            }
        }
    }

    @Test("B3: a portal in production issues only where the evidence names a trial of the matcher that it accepted")
    func trials() async throws {
        var rules = RuleBook.withoutLiveness
        rules.evidence.base.needsTrial = true
        rules.evidence.base.trials = [
            "c1": CalibrationFacts(
                distance: 0.35, frames: 5, modelHashes: ["00"], population: "PSC", people: 60, genuine: 600,
                falseNonMatches: 2, impostors: 60_000, falseMatches: 0)
        ]
        try await withPortal(rules: rules) { portal in
            try await portal.withMachine { machine in
                let proof = try await machine.proof(of: People.adult)
                func code(_ attempt: Int64, distance: Double = 0.3, trial: String? = nil) async throws -> FailureCode? {
                    _ = try await machine.client.openAttempt(
                        machine.attempt(attempt), AttemptOpening(iin: People.adult, proof: proof))
                    let evidence = try await machine.evidence(attempt, distance: distance, trial: trial)
                    return await failure {
                        _ = try await machine.client.apply(
                            ApplicationRequest(
                                iin: People.adult, attempt: machine.attempt(attempt), channel: .kiosk, medium: .idCard,
                                evidence: evidence), key: "k\(attempt)")
                    }?.code
                }
                #expect(try await code(1) == .calibrationMissing)
                #expect(try await code(2, trial: "c2") == .calibrationMissing)
                // The trial's own threshold holds, not the rule book's.
                #expect(try await code(3, distance: 0.4, trial: "c1") == .faceNoMatch)
                #expect(try await code(4, trial: "c1") == nil)
            }
        }
    }

    @Test(
        "B2, B4: a match that does not suffice here ends the attempt as a failure, so that the fifth opens the operator's way",
        arguments: [true, false])
    func insufficient(byEvent: Bool) async throws {
        try await withPortal(rules: .standard) { portal in
            try await portal.withMachine([.kiosk, .desk]) { machine in
                let proof = try await machine.proof(of: People.fourFailures)
                let opened = try await machine.client.openAttempt(
                    machine.attempt(1), AttemptOpening(iin: People.fourFailures, proof: proof))
                #expect(opened.needsLiveness == true)
                let evidence = try await machine.evidence(1, challenge: "gentle")
                func apply(_ evidence: String) async -> FailureCode? {
                    await failure {
                        _ = try await machine.client.apply(
                            ApplicationRequest(
                                iin: People.fourFailures, attempt: machine.attempt(1), channel: .kiosk, medium: .idCard,
                                evidence: evidence), key: "k")
                    }?.code
                }
                let event = try machine.closedEvent(2, attempt: 1, .matched, evidence: evidence)
                func send() async throws -> [FailureCode?] {
                    try await machine.client.send(EventBatch(events: [event])).receipts.map(\.code)
                        .map { $0.flatMap(FailureCode.init(rawValue:)) }
                }
                if byEvent { #expect(try await send() == [.faceLiveness]) }
                #expect(await apply(evidence) == .faceLiveness)
                #expect(await apply(evidence) == .faceLiveness)
                if !byEvent { #expect(try await send() == [.faceLiveness]) }
                // Better evidence of an attempt that has ended comes too late.
                #expect(await apply(try await machine.evidence(1, challenge: "turns")) == .faceNoMatch)
                let list = try await machine.client.attempts(iin: People.fourFailures)
                #expect(list.failures == 5)
                #expect(list.attempts.last?.outcome == .livenessFailed)
                let record = try await machine.client.applyAtDesk(
                    OperatorApplicationRequest(iin: People.fourFailures, medium: .idCard, operatorID: "Operator 1"),
                    key: "d")
                #expect(record.state == .submitted)
            }
        }
    }

    @Test("E0: the same requests get the same certificates, and both serials end it: others conflict")
    func certificates() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let number = try await machine.application(of: People.adult).number
                let requests = try Requests.pair(naming: People.adult)
                let first = try await machine.client.issueCertificates(number, requests)
                #expect(try await machine.client.issueCertificates(number, requests) == first)
                let status = try await machine.client.application(number)
                #expect(status.state == .issued)
                #expect(status.serials == [first.authentication.serial, first.signature.serial])
                let mismatch = await failure { _ = try await machine.client.reportWritten(number, serials: ["00"]) }
                #expect(mismatch?.code == .certificateMismatch)
                for _ in 1...2 {
                    let written = try await machine.client.reportWritten(number, serials: status.serials)
                    #expect(written.state == .written)
                }
                #expect(try await machine.client.issueCertificates(number, requests) == first)
                let conflict = await failure {
                    _ = try await machine.client.issueCertificates(number, try Requests.pair())
                }
                #expect(conflict?.code == .idempotencyConflict)
            }
        }
    }

    @Test("A request for another IIN, with a broken signature, or the same key twice is refused") func badRequests()
        async throws
    {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let number = try await machine.application(of: People.adult).number
                let good = try Requests.der()
                func code(_ one: Data, _ two: Data) async -> FailureCode? {
                    await failure {
                        _ = try await machine.client.issueCertificates(
                            number, CertificatesRequest(authentication: one, signature: two))
                    }?.code
                }
                #expect(await code(good, try Requests.der(naming: People.neverMatching)) == .requestForOtherPerson)
                var broken = try Requests.der(naming: People.adult)
                broken[broken.count - 1] ^= 1
                #expect(await code(good, broken) == .portalRequest)
                #expect(await code(good, Data([1, 2, 3])) == .portalRequest)
                let key = try PrivateKey.generate(.ecP256)
                #expect(await code(try Requests.der(key: key), try Requests.der(key: key)) == .portalRequest)
                let other = try Requests.der(key: .generate(.gost2015_512))
                #expect(await code(good, other) == .portalRequest)
                #expect(try await machine.client.application(number).state == .confirmed)
            }
        }
    }

    @Test("E2a: the portal answers the card's challenge, as OpenSSL computes it; not outside demonstration mode")
    func administrativeAuthentication() async throws {
        try RealPart.require(programs: "openssl")
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let number = try await machine.application(of: People.adult).number
                let card = [UInt8](0..<16)
                let challenge = Data(repeating: 0xA5, count: 16)
                let answer = try await machine.client.administrativeResponse(
                    number, .init(cardID: Hex.encode(card), algorithm: "AES-256", challenge: challenge))
                let key = HKDF<SHA256>.deriveKey(
                    inputKeyMaterial: SymmetricKey(
                        data: SHA256.hash(data: Data("psc-kiosk demonstration master 9B".utf8))),
                    salt: card, info: Data("psc-kiosk virtual card 9B v1".utf8), outputByteCount: 32)
                let file = try portal.folder.write("response", answer.response)
                let plain = portal.folder.file("challenge")
                let result = try await Tool.run(
                    "openssl",
                    [
                        "enc", "-d", "-aes-256-ecb", "-nopad", "-K", key.withUnsafeBytes { Hex.encode($0) }, "-in",
                        file, "-out", plain,
                    ])
                #expect(result.succeeded, "\(result.standardError)")
                #expect(try portal.folder.read("challenge") == Array(challenge))
                let bad = await failure {
                    _ = try await machine.client.administrativeResponse(
                        number, .init(cardID: "00", algorithm: "AES-256", challenge: challenge))
                }
                #expect(bad?.code == .portalRequest)
            }
        }
        try await withPortal(demonstration: false) { portal in
            try await portal.withMachine { machine in
                let error = await failure {
                    _ = try await machine.client.administrativeResponse(
                        "E000000001",
                        .init(
                            cardID: Hex.encode([UInt8](0..<16)), algorithm: "AES-256", challenge: Data(count: 16)))
                }
                #expect(error?.code == .demonstrationRefused)
            }
        }
    }
}
