import Foundation
import KioskDomain
import KioskJournal
import KioskTestSupport
import PortalClient
import PortalContract
import PortalSync
import Testing

@testable import PortalServer

/// Bad input of issue 6: every schema violated in each field, for the bodies of events. A batch is never refused for one of
/// them, so that no record holds up the others.
@Suite(.onEachStore) struct EventBodyTests {
    private static func event(_ sequence: Int64, _ type: KioskEventType, _ body: Data) -> KioskEvent {
        KioskEvent(sequence: sequence, type: type, body: body, demonstration: true)
    }

    /// Each known type with everything that its example can become when it is broken in one place.
    private static func violations() throws -> [(type: KioskEventType, name: String, body: Data)] {
        let document = try ContractDocument.own()
        var found: [(type: KioskEventType, name: String, body: Data)] = []
        for (schema, types, example) in try ContractTypesTests.eventSchemas() {
            let value = try JSONSerialization.jsonObject(with: Data(example.utf8))
            let broken = ViolationTests.altered(value, .reference(schema), document, schema)
            for type in types {
                for (name, body) in broken {
                    let bytes = try JSONSerialization.data(withJSONObject: body, options: .fragmentsAllowed)
                    found.append((KioskEventType(rawValue: type), name, bytes))
                }
                for bytes in [Data(), Data("{".utf8), Data([0xFF, 0xFE])] {
                    found.append((KioskEventType(rawValue: type), "\(schema) is no JSON", bytes))
                }
            }
        }
        return found
    }

    @Test("6: a body violated in each field is answered with a code of its own; beside it the good ones are taken")
    func eachField() async throws {
        let violations = try Self.violations()
        #expect(Set(violations.map(\.type)) == KioskEventType.known)
        #expect(violations.count > 300)
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let good = Data(#"{"slip":1,"state":"printed"}"#.utf8)
                var (sequence, batches) = (Int64(0), 0)
                for start in stride(from: 0, to: violations.count, by: 150) {
                    let some = violations[start..<min(start + 150, violations.count)]
                    var events: [KioskEvent] = []
                    for violation in some {
                        sequence += 1
                        events.append(Self.event(sequence, violation.type, violation.body))
                    }
                    sequence += 1
                    events.append(Self.event(sequence, .slipState, good))
                    let receipts = try await machine.client.send(EventBatch(events: events)).receipts
                    for (violation, receipt) in zip(some, receipts) {
                        #expect(
                            receipt.code == "portal.request-invalid" && receipt.digest == nil,
                            "\(violation.type.rawValue) \(violation.name): \(receipt.code ?? "taken")")
                    }
                    #expect(receipts.last?.code == nil && receipts.count == some.count + 1)
                    batches += 1
                }
                #expect(try await portal.stored("SELECT count(*) FROM event") == "\(batches)")
                for table in ["attemptRefused", "hallTicket"] {
                    #expect(try await portal.stored("SELECT count(*) FROM \(table)") == "0")
                }
                #expect(try await portal.stored("SELECT count(*) FROM attempt WHERE channel = 'kiosk'") == "0")
            }
        }
    }

    @Test("6: a newer kiosk's type, version or additional member is kept as it came")
    func newer() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let events = [
                    Self.event(1, KioskEventType(rawValue: "slip.state/2"), Data("[1]".utf8)),
                    Self.event(2, KioskEventType(rawValue: "of.tomorrow"), Data([0xFF])),
                    Self.event(3, .slipState, Data(#"{"slip":1,"state":"printed","shelf":{"a":[1]}}"#.utf8)),
                ]
                let receipts = try await machine.client.send(EventBatch(events: events)).receipts
                #expect(receipts == events.map { EventReceipt(sequence: $0.sequence, digest: $0.digest) })
            }
        }
    }

    @Test("DESIGN 5.4: a kiosk's record with such a body is set aside with an alarm and kept; what follows is sent")
    func setAside() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let kiosk = try await RealKiosk.open(try TemporaryFolder("kiosk"))
                try await kiosk.write(1)
                try await kiosk.write(.slipState, Data(#"{"slip":-1,"state":"printed"}"#.utf8))
                try await kiosk.write(3)
                let report = await kiosk.pump(to: machine.client).pumpOnce()
                #expect(report.failure == nil && report.sent == 2)
                #expect(report.refused == [.init(sequence: 2, code: "portal.request-invalid")])
                let status = try await kiosk.journal.outboxStatus()
                #expect(status.depth == 0)
                let told = try await kiosk.journal.alarms(since: UnixTime(milliseconds: 0)).map(\.code)
                #expect(told == [.eventRefused])
                try await kiosk.journal.close()
                let kept = try await Tool.run(
                    "sqlite3",
                    [kiosk.folder.file("journal.sqlite"), "SELECT sequence FROM outbox WHERE state = 'refused'"])
                #expect(kept.standardOutput == "2\n", "\(kept.standardError)")
            }
        }
    }

    @Test(
        "B2: an outcome counts whatever the kiosk's clock says; an end before the beginning or a year ahead wins no time",
        arguments: [-1_000, 31_536_000_000, Int64.max, Int64.min, 5_000] as [Int64])
    func closedAtAnotherTime(_ offset: Int64) async throws {
        try await withPortal { portal in
            try await portal.withMachine([.kiosk, .desk]) { machine in
                portal.clock.stand()
                _ = try await machine.client.openAttempt(
                    machine.attempt(1),
                    AttemptOpening(iin: People.adult, proof: try await machine.proof(of: People.adult)))
                let opened = portal.clock.now().milliseconds
                let told = opened.addingReportingOverflow(offset)
                let body = AttemptClosedBody(
                    attempt: 1, outcome: .noMatch,
                    closedAtMilliseconds: told.overflow ? offset : told.partialValue, evidence: nil)
                portal.clock.advance(by: .seconds(10))
                let event = Self.event(2, .attemptClosed, try ContractJSON.encode(body))
                let receipts = try await machine.client.send(EventBatch(events: [event])).receipts
                #expect(receipts == [EventReceipt(sequence: 2, digest: event.digest)])
                #expect(try await machine.client.attempts(iin: People.adult).failures == 1)
                let kept = try await portal.stored(
                    "SELECT openedAt, closedAt FROM attempt WHERE outcome = 'no-match' AND channel = 'kiosk'")
                #expect(kept == "\(opened)|\(offset == 5_000 ? opened + 5_000 : opened)")
            }
        }
    }
}
