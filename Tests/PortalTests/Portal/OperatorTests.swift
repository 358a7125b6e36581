import KioskDomain
import PortalClient
import PortalContract
import Testing

@Suite(.onEachStore) struct OperatorTests {
    private func request(_ iin: String) -> OperatorApplicationRequest {
        OperatorApplicationRequest(iin: iin, medium: .idCard, operatorID: "Operator 1")
    }

    @Test("B5: four failures are too few, with the count; five are enough") func count() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.desk]) { desk in
                let four = await failure {
                    _ = try await desk.client.applyAtDesk(request(People.fourFailures), key: "a")
                }
                #expect(four?.code == .attemptsTooFew)
                #expect(four?.count == 4)
                let child = await failure { _ = try await desk.client.applyAtDesk(request(People.child), key: "b") }
                #expect(child?.code == .personUnderAge)
                let record = try await desk.client.applyAtDesk(request(People.fiveFailures), key: "c")
                #expect(record.state == .submitted)
                #expect(try await desk.client.applyAtDesk(request(People.fiveFailures), key: "c") == record)
            }
            try await portal.withMachine([.kiosk]) { kiosk in
                let error = await failure {
                    _ = try await kiosk.client.applyAtDesk(request(People.fiveFailures), key: "d")
                }
                #expect(error?.status == 403)
            }
        }
    }

    @Test("E5, B6: confirmed, issued, and the count is closed") func confirmed() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.desk]) { desk in
                let number = try await desk.client.applyAtDesk(request(People.fiveFailures), key: "a").number
                let early = await failure {
                    _ = try await desk.client.issueCertificates(number, try Requests.pair())
                }
                #expect(early?.code == .portalRefused)
                let yes = OperatorDecision(confirmed: true, justification: nil, operatorID: "Operator 1")
                for _ in 1...2 { #expect(try await desk.client.decide(number, yes).state == .confirmed) }
                let requests = try Requests.pair()
                _ = try await desk.client.issueCertificates(number, requests)
                let list = try await desk.client.attempts(iin: People.fiveFailures)
                #expect(list.failures == 0)
                #expect(list.attempts.allSatisfy { !$0.counts })
            }
        }
    }

    @Test("E5: a refusal needs a justification and is final") func refused() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.desk]) { desk in
                let number = try await desk.client.applyAtDesk(request(People.fiveFailures), key: "a").number
                let silent = OperatorDecision(confirmed: false, justification: " ", operatorID: "Operator 1")
                #expect(await failure { _ = try await desk.client.decide(number, silent) }?.code == .portalRequest)
                let no = OperatorDecision(confirmed: false, justification: "Form missing", operatorID: "Operator 1")
                let record = try await desk.client.decide(number, no)
                #expect(record.state == .refused)
                #expect(record.justification == "Form missing")
                let yes = OperatorDecision(confirmed: true, justification: nil, operatorID: "Operator 1")
                #expect(await failure { _ = try await desk.client.decide(number, yes) }?.code == .idempotencyConflict)
            }
        }
    }
}
