import KioskDomain
import PortalClient
import PortalContract
import Testing

@Suite(.onEachStore) struct StandingTests {
    private func proof(_ machine: Machine, _ iin: String, _ purpose: SMSPurpose = .application) async throws -> String {
        let challenge = try await machine.client.requestSMSCode(SMSChallengeRequest(iin: iin, purpose: purpose))
        let answer = try await machine.client.answerSMSCode(
            challenge: challenge.id, code: try await machine.stubCode(iin))
        return try #require(answer.proof)
    }

    private func home(_ portal: PortalFixture, _ iin: String, _ medium: Medium = .idCard) async throws -> String {
        try await portal.withClient {
            try await $0.applyAtHome(HomeApplicationRequest(iin: iin, medium: medium, centre: "PSC-1")).number
        }
    }

    @Test(
        "E4, E10: made at home, told at the kiosk after an SMS code, with its last day and its centre; by day 31 anew")
    func standing() async throws {
        try await withPortal { portal in
            let number = try await home(portal, People.adult)
            try await portal.withMachine { machine in
                func ask() async throws -> StandingAnswer {
                    let proof = try await proof(machine, People.adult)
                    return try await machine.client.standing(number, StandingRequest(iin: People.adult, proof: proof))
                }
                let first = try await ask()
                #expect(first.application.state == .applied && first.step == .handIn && first.centre == "PSC-1")
                let made = try #require(CivilDate(iso: first.madeOn))
                #expect(first.handInBy == made.adding(days: 30).description)
                portal.clock.advance(by: .seconds(30 * 86_400))
                #expect(try await ask().step == .handIn)
                portal.clock.advance(by: .seconds(86_400))
                #expect(try await ask().step == .applyAnew)
            }
        }
    }

    @Test("without a code for this purpose, of this person, at this kiosk, nothing is told; nor half an hour later")
    func proofs() async throws {
        try await withPortal { portal in
            let number = try await home(portal, People.adult)
            try await portal.withMachine { machine in
                func code(_ iin: String, _ proof: String) async -> FailureCode? {
                    await failure {
                        _ = try await machine.client.standing(number, StandingRequest(iin: iin, proof: proof))
                    }?.code
                }
                #expect(await code(People.adult, "00") == .proofMissing)
                #expect(
                    await code(People.adult, try await proof(machine, People.adult, .identification)) == .proofMissing)
                let other = try await proof(machine, People.neverMatching)
                #expect(await code(People.adult, other) == .proofMissing)
                let own = try await proof(machine, People.adult)
                #expect(await code(People.adult, own) == nil)
                try await portal.withMachine { elsewhere in
                    let carried = await failure {
                        _ = try await elsewhere.client.standing(
                            number, StandingRequest(iin: People.adult, proof: own))
                    }
                    #expect(carried?.code == .proofMissing)
                }
                portal.clock.advance(by: .seconds(1_800))
                #expect(await code(People.adult, own) == .proofMissing)
            }
        }
    }

    @Test("somebody else's number and one that never was get the same answer; after five the person waits, not longer")
    func guessing() async throws {
        try await withPortal { portal in
            let number = try await home(portal, People.adult)
            try await portal.withMachine { machine in
                let own = try await proof(machine, People.neverMatching)
                func ask(_ number: String) async -> PortalError? {
                    await failure {
                        _ = try await machine.client.standing(
                            number, StandingRequest(iin: People.neverMatching, proof: own))
                    }
                }
                let foreign = await ask(number)
                let never = await ask("E999999999")
                #expect(foreign?.code == .applicationUnknown && foreign?.detail == never?.detail)
                for index in 3...5 { #expect(await ask("E00000010\(index)")?.code == .applicationUnknown) }
                let stopped = await ask(number)
                #expect(stopped?.code == .applicationTries && stopped?.status == 429)
                #expect((1...900).contains(stopped?.count ?? 0))
                // A right number does not open it either: nobody finds out by trying.
                let right = try await home(portal, People.neverMatching)
                #expect(await ask(right)?.code == .applicationTries)
                portal.clock.advance(by: .seconds(901))
                #expect(await ask(right) == nil)
            }
        }
    }

    @Test(
        "E1, R5, B6: an EDS that was issued and never written whole is made anew, the first set superseded, nothing twice",
        arguments: [(Medium.file, 365...366), (.idCard, 1095...1096)])
    func unwritten(medium: Medium, days: ClosedRange<Int>) async throws {
        try await withPortal { portal in
            let number = try await home(portal, People.fiveFailures, medium)
            try await portal.withMachine([.desk]) { desk in
                _ = try await desk.client.decide(
                    number,
                    OperatorDecision(confirmed: true, justification: nil, operatorID: "Operator 1", centre: "PSC-1"))
            }
            try await portal.withMachine { machine in
                func ask() async throws -> ApplicationStep {
                    let own = try await proof(machine, People.fiveFailures)
                    return try await machine.client.standing(
                        number, StandingRequest(iin: People.fiveFailures, proof: own)
                    ).step
                }
                #expect(try await ask() == .write)
                let requests = try Requests.pair(naming: People.fiveFailures)
                let first = try await machine.client.issueCertificates(number, requests)
                #expect(try await machine.client.issueCertificates(number, requests) == first)
                let length = first.signature.notAfterMilliseconds - first.signature.notBeforeMilliseconds
                #expect(days.contains(Int(length / 86_400_000)))
                #expect(try await ask() == .write, "nothing was written yet")
                let second = try await machine.client.issueCertificates(
                    number, try Requests.pair(naming: People.fiveFailures))
                let former = "'\(first.authentication.serial)', '\(first.signature.serial)'"
                let revoked = try await portal.stored(
                    "SELECT COUNT(*) FROM revocation WHERE cause = 'superseded' AND serial IN (\(former))")
                #expect(revoked == "2")
                let late = await failure { _ = try await machine.client.issueCertificates(number, requests) }
                #expect(late?.code == .idempotencyConflict, "the lost keys' requests come late")
                let lost = await failure {
                    _ = try await machine.client.reportWritten(
                        number, serials: [first.authentication.serial, first.signature.serial])
                }
                #expect(lost?.code == .certificateMismatch)
                let serials = [second.authentication.serial, second.signature.serial]
                let written = await failure { _ = try await machine.client.reportWritten(number, serials: serials) }
                #expect(written == nil)
                #expect(try await ask() == .nothing)
                let again = await failure {
                    _ = try await machine.client.issueCertificates(
                        number, try Requests.pair(naming: People.fiveFailures))
                }
                #expect(again?.code == .idempotencyConflict, "what is written stays")
                let valid = try await portal.stored(
                    "SELECT COUNT(*) FROM certificate WHERE serial NOT IN (SELECT serial FROM revocation)")
                #expect(valid == "2")
                #expect(
                    try await portal.stored("SELECT COUNT(*) FROM operatorIssue") == "1", "the count is closed once")
            }
        }
    }

    @Test("E3a: a confirmed one is written at the kiosk where its owner asked, and at no other")
    func written() async throws {
        try await withPortal { portal in
            let number = try await home(portal, People.fiveFailures)
            try await portal.withMachine([.desk]) { desk in
                _ = try await desk.client.decide(
                    number,
                    OperatorDecision(confirmed: true, justification: nil, operatorID: "Operator 1", centre: "PSC-1"))
            }
            try await portal.withMachine { machine in
                let requests = try Requests.pair(naming: People.fiveFailures)
                let early = await failure { _ = try await machine.client.issueCertificates(number, requests) }
                #expect(early?.code == .applicationUnknown)
                let own = try await proof(machine, People.fiveFailures)
                let standing = try await machine.client.standing(
                    number, StandingRequest(iin: People.fiveFailures, proof: own))
                #expect(standing.application.state == .confirmed && standing.step == .write)
                let issued = try await machine.client.issueCertificates(number, requests)
                let serials = [issued.authentication.serial, issued.signature.serial]
                #expect(try await machine.client.reportWritten(number, serials: serials).state == .written)
                try await portal.withMachine { other in
                    let foreign = await failure { _ = try await other.client.application(number) }
                    #expect(foreign?.code == .applicationUnknown)
                }
            }
            // B6: an EDS issued on the operator's word closes the count.
            try await portal.withMachine([.desk]) { desk in
                let list = try await desk.client.attempts(iin: People.fiveFailures)
                #expect(list.failures == 0)
            }
        }
    }
}
