import KioskDomain
import PortalClient
import PortalContract
import Testing

@Suite(.onEachStore) struct SMSTests {
    private func ask(_ machine: Machine, _ iin: String = People.adult) async throws -> SMSChallengeAnswer {
        try await machine.client.requestSMSCode(SMSChallengeRequest(iin: iin, purpose: .identification))
    }

    /// A code of the right form that is not the right one.
    private func wrong(_ code: String) -> String { code == "000000" ? "111111" : "000000" }

    @Test("L2: three wrong codes exhaust the challenge, and the right one comes too late") func wrongThrice()
        async throws
    {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let challenge = try await ask(machine)
                #expect(challenge.triesLeft == 3)
                let code = try await machine.stubCode(People.adult)
                #expect(code.count == 6)
                var verdicts: [SMSCodeAnswer] = []
                for _ in 1...3 {
                    verdicts.append(
                        try await machine.client.answerSMSCode(challenge: challenge.id, code: wrong(code)))
                }
                #expect(verdicts.map(\.verdict) == [.wrong, .wrong, .exhausted])
                #expect(verdicts.map(\.triesLeft) == [2, 1, 0])
                let late = try await machine.client.answerSMSCode(challenge: challenge.id, code: code)
                #expect(late.verdict == .exhausted)
                #expect(late.proof == nil)
            }
        }
    }

    @Test("L2: a code lives five minutes, strictly") func expiry() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let challenge = try await ask(machine)
                let code = try await machine.stubCode(People.adult)
                portal.clock.advance(by: .seconds(300))
                let answer = try await machine.client.answerSMSCode(challenge: challenge.id, code: code)
                #expect(answer.verdict == .expired)
            }
        }
    }

    @Test("L2: a code holds for one authentication, a newer one ends it; guesses after it end it too")
    func onceOnly() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let first = try await ask(machine)
                let firstCode = try await machine.stubCode(People.adult)
                let second = try await ask(machine)
                let code = try await machine.stubCode(People.adult)
                let replaced = try await machine.client.answerSMSCode(challenge: first.id, code: firstCode)
                #expect(replaced.verdict == .expired)
                let accepted = try await machine.client.answerSMSCode(challenge: second.id, code: code)
                #expect(accepted.verdict == .accepted)
                #expect(accepted.proof != nil)
                let again = try await machine.client.answerSMSCode(challenge: second.id, code: code)
                #expect(again.verdict == .accepted && again.proof != nil && again.proof != accepted.proof)
                for _ in 1...3 {
                    let guess = try await machine.client.answerSMSCode(challenge: second.id, code: wrong(code))
                    #expect(guess.verdict == .expired && guess.proof == nil)
                }
                let late = try await machine.client.answerSMSCode(challenge: second.id, code: code)
                #expect(late.verdict == .expired && late.proof == nil)
            }
        }
    }

    @Test("L2: a code whose answer was lost is accepted again; only the newer proof serves, once")
    func lostAnswer() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let holder = try await Holder(machine)
                let (client, opened) = (machine.client, try await holder.proven())
                let challenge = try await client.requestSMSCode(SMSChallengeRequest(iin: holder.iin, purpose: .login))
                let code = try await machine.stubCode(holder.iin)
                var proofs: [String] = []
                for _ in 1...2 {
                    let answer = try await client.answerSMSCode(challenge: challenge.id, code: code)
                    proofs.append(try #require(answer.proof))
                }
                let (first, second) = (proofs[0], proofs[1])
                #expect(first != second)
                #expect(
                    await refusal { _ = try await client.finishLogIn(opened.logIn, proof: first) } == .proofMissing)
                #expect(try await client.finishLogIn(opened.logIn, proof: second).needs == .nothing)
                let spent = try await client.answerSMSCode(challenge: challenge.id, code: code)
                #expect(spent.verdict == .expired && spent.proof == nil)
            }
        }
    }

    @Test("B0: sends are limited for each IIN, and free again after the window") func limitForPerson() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                for _ in 1...3 { _ = try await ask(machine) }
                let error = await failure { _ = try await ask(machine) }
                #expect(error?.code == .smsLimit)
                #expect((1...901).contains(error?.count ?? 0))
                _ = try await ask(machine, People.neverMatching)
                portal.clock.advance(by: .seconds(901))
                _ = try await ask(machine)
            }
        }
    }

    @Test("B0: sends are limited for each kiosk") func limitForKiosk() async throws {
        var rules = RuleBook.standard
        rules.sms.base.perKiosk = [SendLimit(count: 2, window: .seconds(60))]
        try await withPortal(rules: rules) { portal in
            try await portal.withMachine { machine in
                _ = try await ask(machine)
                _ = try await ask(machine, People.neverMatching)
                let error = await failure { _ = try await ask(machine, People.fourFailures) }
                #expect(error?.code == .smsLimit)
            }
        }
    }

    @Test("L3: no phone, no register entry, another kiosk's challenge, no gateway") func refusals() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                #expect(await failure { _ = try await ask(machine, People.withoutPhone) }?.code == .smsPhoneUnknown)
                #expect(await failure { _ = try await ask(machine, People.unknown) }?.code == .personUnknown)
                let challenge = try await ask(machine)
                let code = try await machine.stubCode(People.adult)
                try await portal.withMachine { other in
                    let error = await failure {
                        _ = try await other.client.answerSMSCode(challenge: challenge.id, code: code)
                    }
                    #expect(error?.code == .smsExpired)
                }
            }
        }
        try await withPortal(demonstration: false) { portal in
            try await portal.withMachine { machine in
                let error = await failure { _ = try await ask(machine) }
                #expect(error?.code == .portalRefused)
                let stub = await failure { _ = try await machine.client.smsStub(iin: People.adult) }
                #expect(stub?.status == 404)
            }
        }
    }
}
