import FoundationEssentials
import HTTPTypes
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import PortalServer
import Testing

/// Several portals on one database, and requests that go to one and to another: nothing hangs on which.
@Suite("Issue 6.5: no state in the process") struct SharedStoreTests {
    /// Two portals on one PostgreSQL, with one set of keys.
    private func withTwoPortals(
        _ body: @escaping @Sendable (PortalFixture, PortalFixture) async throws -> Void
    ) async throws {
        try RealPart.require(PostgreSQLServer.isInstalled, "postgresql-15 is not installed")
        let folder = try TemporaryFolder("shared")
        try await StoreKind.$current.withValue(.postgresql) {
            try await withPortal(folder: folder) { one in
                try await withPortal(folder: folder, clock: one.clock) { other in try await body(one, other) }
            }
        }
    }

    /// The same machine as the other portal sees it.
    private func with<Value: Sendable>(
        _ machine: Machine, at portal: PortalFixture, _ body: @Sendable (Machine) async throws -> Value
    ) async throws -> Value {
        try await portal.withClient(machine.identity) {
            try await body(Machine(client: $0, identity: machine.identity, fixture: portal))
        }
    }

    @Test("A session goes through both: code asked at one, answered at the other, attempt, application, certificates")
    func session() async throws {
        try await withTwoPortals { one, other in
            try await one.withMachine { machine in
                try await with(machine, at: other) { elsewhere in
                    let challenge = try await machine.client.requestSMSCode(
                        .init(iin: People.adult, purpose: .identification))
                    let code = try await elsewhere.stubCode(People.adult)
                    let proof = try await elsewhere.client.answerSMSCode(challenge: challenge.id, code: code).proof
                    let opening = AttemptOpening(iin: People.adult, proof: proof)
                    let opened = try await machine.client.openAttempt(machine.attempt(1), opening)
                    #expect(try await elsewhere.client.openAttempt(machine.attempt(1), opening) == opened)
                    let application = try await elsewhere.client.apply(
                        ApplicationRequest(
                            iin: People.adult, attempt: machine.attempt(1), channel: .kiosk, medium: .idCard,
                            evidence: try await machine.evidence(1)), key: "a")
                    let requests = try Requests.pair()
                    let issued = try await machine.client.issueCertificates(application.number, requests)
                    #expect(try await elsewhere.client.issueCertificates(application.number, requests) == issued)
                }
            }
        }
    }

    @Test("B1: of two kiosks that open the fifth at two portals at once exactly one wins, ten times over")
    func fifthAttempt() async throws {
        for _ in 0..<10 {
            try await withTwoPortals { one, other in
                try await one.withMachine { first in
                    try await other.withMachine { second in
                        let iin = People.fourFailures
                        let proofs = [try await first.proof(of: iin), try await second.proof(of: iin)]
                        async let here = failure {
                            _ = try await first.client.openAttempt(
                                first.attempt(1), AttemptOpening(iin: iin, proof: proofs[0]))
                        }
                        async let there = failure {
                            _ = try await second.client.openAttempt(
                                second.attempt(1), AttemptOpening(iin: iin, proof: proofs[1]))
                        }
                        let outcomes = await [here, there]
                        #expect(outcomes.filter { $0 == nil }.count == 1)
                        #expect(outcomes.compactMap { $0?.code } == [.attemptOpen])
                    }
                }
            }
        }
    }

    @Test("The same batch sent to both at once is stored once, and both answer with its digests")
    func sameBatch() async throws {
        try await withTwoPortals { one, other in
            try await one.withMachine { machine in
                try await with(machine, at: other) { elsewhere in
                    for round in Int64(0)..<10 {
                        let events = (1...50).map { number in
                            KioskEvent(
                                sequence: round * 50 + number, type: .slipState,
                                body: Data("{\"slip\":\(number),\"state\":\"printed\"}".utf8), demonstration: true)
                        }
                        async let here = machine.client.send(EventBatch(events: events))
                        async let there = elsewhere.client.send(EventBatch(events: events))
                        let (first, second) = try await (here, there)
                        #expect(first == second)
                        #expect(first.receipts.map(\.digest) == events.map(\.digest))
                    }
                }
            }
            #expect(try await one.stored("SELECT count(*), count(DISTINCT sequence) FROM event") == "500|500")
            #expect(try await one.stored("SELECT count(*) FROM eventBody") == "500")
        }
    }

    @Test("A code asked for at once at both is wrong three times in all; limits count what both sent")
    func codes() async throws {
        try await withTwoPortals { one, other in
            try await one.withMachine { machine in
                try await with(machine, at: other) { elsewhere in
                    let challenge = try await machine.client.requestSMSCode(
                        .init(iin: People.adult, purpose: .identification))
                    let right = try await machine.stubCode(People.adult)
                    let wrong = right == "000000" ? "000001" : "000000"
                    let answers = try await withThrowingTaskGroup(of: SMSCodeAnswer.self) { group in
                        for number in 0..<6 {
                            let client = number % 2 == 0 ? machine.client : elsewhere.client
                            group.addTask { try await client.answerSMSCode(challenge: challenge.id, code: wrong) }
                        }
                        return try await group.reduce(into: []) { $0.append($1) }
                    }
                    #expect(answers.filter { $0.verdict == .wrong }.map(\.triesLeft).sorted(by: >).first == 2)
                    #expect(answers.filter { $0.verdict == .wrong }.count <= 3)
                    #expect(answers.contains { $0.verdict == .exhausted })
                }
            }
        }
    }

    @Test("Q1: one reservation a day, asked for at both at once")
    func reservations() async throws {
        try await withTwoPortals { one, other in
            let request = ReservationRequest(
                iin: People.adult, region: "R-1", centre: "PSC-9", purpose: "id-card",
                day: CivilDate.latest.description, time: "10:30")
            let body = try ContractJSON.encode(request)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try await Wire(portal: number % 2 == 0 ? one : other)
                            .send(.post, PortalRoute.demonstrationReservations, body).status
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 201 }.count == 1, "\(statuses)")
            #expect(statuses.filter { $0 == 409 }.count == 7, "\(statuses)")
        }
    }

    @Test("Six portals that start at once on an empty database all find the same tables")
    func startTogether() async throws {
        try RealPart.require(PostgreSQLServer.isInstalled, "postgresql-15 is not installed")
        let folder = try TemporaryFolder("together")
        try await SeedAuthority.shared.copy(to: PortalOptions(stateFolder: folder.file("state")))
        try await StoreKind.$current.withValue(.postgresql) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        try await withPortal(folder: folder) { portal in
                            let steps = try await portal.stored("SELECT count(*) FROM schemaStep")
                            #expect((Int(steps) ?? 0) > 4)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
