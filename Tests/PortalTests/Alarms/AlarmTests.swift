import FoundationEssentials
import KioskDomain
import PortalClient
import PortalContract
import PortalServer
import Testing

/// Issue 6 item 6: alarms of kiosks, who handled them, and the way back of a fenced one (`docs/sync.md`).
@Suite(.onEachStore) struct AlarmTests {
    private static func batch(_ sequence: Int64, _ text: String, last: Int64, said: Int64) throws -> EventBatch {
        let event = KioskEvent(
            sequence: sequence, type: .slipState,
            body: try ContractJSON.encode(SlipStateBody(slip: sequence, state: text)), demonstration: true)
        return EventBatch(
            events: [event],
            position: JournalPosition(
                journal: "j", last: last, heard: 0, saidAtMilliseconds: said,
                audit: AuditHeadBody(index: said, hash: "a\(said)"), anchor: nil))
    }

    /// The same sequence with two contents.
    private static func fence(_ machine: Machine) async throws {
        _ = try await machine.client.send(try batch(1, "printed", last: 1, said: 1))
        let error = await failure { _ = try await machine.client.send(try batch(1, "failed", last: 1, said: 2)) }
        #expect(error?.code == .kioskFenced)
    }

    @Test("an alarm is open until somebody with a name handled all its findings, and open again when found again")
    func handled() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.technician]) { technician in
                try await portal.withMachine { machine in
                    let id = machine.identity.kioskID
                    // A gap of the audit chain, twice.
                    _ = try await machine.client.send(try Self.batch(1, "printed", last: 1, said: 1))
                    for said in [Int64(2), 3] {
                        var batch = try Self.batch(1, "printed", last: 1, said: said)
                        batch.position?.audit = AuditHeadBody(index: said * 10, hash: "a\(said * 10)")
                        batch.position?.anchor = AuditHeadBody(index: said * 10 - 1, hash: "b")
                        _ = try await machine.client.send(batch)
                    }
                    let found = try await technician.client.alarms().alarms
                    let alarm = try #require(found.first)
                    #expect(found.count == 1 && alarm.kioskID == id && alarm.isOpen && alarm.handling == nil)
                    #expect(alarm.findings == 2)

                    var word = KioskAlarmWord(standing: .seen, person: "Demo Person 1", note: "asked", findings: 2)
                    #expect(try await technician.client.say(word, of: id, alarm.code).isOpen)
                    word.standing = .handled
                    let handled = try await technician.client.say(word, of: id, alarm.code)
                    #expect(!handled.isOpen && handled.handling?.person == "Demo Person 1")
                    #expect(handled.handling?.by == technician.identity.kioskID)
                    #expect(try await technician.client.alarms().alarms.isEmpty)
                    #expect(try await technician.client.alarms(all: true).alarms == [handled])

                    word.findings = 9
                    let more = await failure { _ = try await technician.client.say(word, of: id, alarm.code) }
                    #expect(more?.status == 409)
                    let other = await failure { _ = try await technician.client.say(word, of: id, .setBack) }
                    #expect(other?.status == 404)

                    var again = try Self.batch(1, "printed", last: 1, said: 4)
                    again.position?.audit = AuditHeadBody(index: 50, hash: "a50")
                    again.position?.anchor = AuditHeadBody(index: 49, hash: "b")
                    _ = try await machine.client.send(again)
                    let reopened = try await technician.client.alarms().alarms
                    #expect(reopened.map(\.findings) == [3] && reopened.first?.isOpen == true)
                    #expect(try await portal.stored("SELECT count(*) FROM audit WHERE action = 'alarm.handled'") == "1")
                }
            }
        }
    }

    @Test("each operation is refused under a fenced name, with the reason; how the machine is, it may say")
    func nothingElse() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.kiosk, .desk]) { machine in
                try await Self.fence(machine)
                let wire = Wire(portal: portal, identity: machine.identity)
                for operation in PortalOperation.allCases where operation != .present && operation != .send {
                    guard case .roles(let roles) = operation.access, !roles.isDisjoint(with: [.kiosk, .desk]) else {
                        continue
                    }
                    let answer = try await wire.send(operation.method, operation.sample, Data("{}".utf8))
                    #expect(answer.status == 403 && answer.problem?.failureCode == .kioskFenced, "\(operation)")
                }
                _ = try await machine.client.present(trustDigest: nil)
                let more = await failure { _ = try await machine.client.send(EventBatch(events: [])) }
                #expect(more?.code == .kioskFenced)
            }
        }
    }

    @Test("a lifted fence: the old name stays shut out, its alarm is handled, the code enrols under another name")
    func lifted() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.admin]) { admin in
                try await portal.withMachine { machine in
                    let id = machine.identity.kioskID
                    let request = FenceLiftingRequest(person: "Demo Person 1", note: "the disk was an old picture")
                    let early = await failure { _ = try await admin.client.liftFence(id, request) }
                    #expect(early?.status == 409)
                    #expect(await failure { _ = try await admin.client.liftFence("x", request) }?.status == 404)
                    try await Self.fence(machine)
                    #expect(try await admin.client.alarms().alarms.map(\.code) == [.fenced])

                    let first = try await admin.client.liftFence(id, request)
                    #expect(try await admin.client.alarms().alarms.isEmpty)
                    let handling = try await admin.client.alarms(all: true).alarms.first?.handling
                    #expect(handling?.person == "Demo Person 1" && handling?.note == request.note)
                    let shut = await failure { _ = try await machine.client.present(trustDigest: nil) }
                    #expect(shut?.code == .kioskRevoked)
                    // The same key brings the old name, and that is not taken.
                    let former = await failure {
                        _ = try await portal.withClient {
                            try await $0.enrol(
                                EnrolmentRequest(
                                    code: first.code, request: try DeviceIdentity.request(for: machine.identity.key),
                                    roles: [.kiosk]))
                        }
                    }
                    #expect(former?.code == .kioskRevoked)
                    // Another code, as when the first was lost; what was unsent goes out under the new name.
                    let second = try await admin.client.liftFence(id, request)
                    #expect(second.code != first.code)
                    let next = try await portal.enrol([.kiosk], code: second.code)
                    #expect(next.kioskID != id)
                    try await portal.withClient(next) { client in
                        let taken = try await client.send(try Self.batch(1, "failed", last: 1, said: 2))
                        #expect(taken.receipts.first?.code == nil)
                    }
                }
            }
        }
    }

    @Test("the code of a lifted fence is good for the roles of the old name only")
    func roles() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                try await Self.fence(machine)
                let code = try await PortalAdministration.liftFence(
                    of: machine.identity.kioskID, FenceLiftingRequest(person: "Demo Person 1", note: ""),
                    in: portal.options)
                let refused = await failure { _ = try await portal.enrol([.kiosk, .desk], code: code.code) }
                #expect(refused?.code == .enrolmentRefused)
            }
        }
    }
}
