import KioskDomain
import KioskTestSupport
import PortalContract
import Testing

@testable import PortalServer

/// What stands behind the page of what arrived.
@Suite struct ArrivalTableTests {
    @Test("each list and each count is found by an index that begins with its time, never by walking a table")
    func indices() async throws {
        try await withPortal { portal in
            for kind in ArrivalKind.allCases {
                let table = ArrivalTable(kind)
                for sql in [table.newest(21, passing: 0), table.count(upTo: 10_001)] {
                    let asked = sql.replacing("?", with: "1795230267075")
                    let plan = try await portal.stored("EXPLAIN QUERY PLAN \(asked)")
                    let found = plan.split(separator: "\n").contains {
                        $0.contains("SEARCH \(table.name) ") && $0.contains("(\(table.time)")
                    }
                    #expect(found && !plan.contains("SCAN \(table.name)"), "\(kind): \(plan)")
                }
            }
        }
    }

    @Test("where a list goes on is read as it was written; anything else begins at the newest")
    func cursor() {
        for cursor in [ArrivalCursor(at: 0, passed: 0), ArrivalCursor(at: 1_795_230_267_075, passed: 100_000)] {
            #expect(ArrivalCursor(cursor.text) == cursor)
        }
        for text in ["", "1", "-", "1-", "-1", "-1-0", "1--1", "1-100001", "x-0", "1-x", "9223372036854775808-0"] {
            #expect(ArrivalCursor(text) == nil, "\(text)")
        }
    }

    private static func said<Value: CaseIterable & RawRepresentable>(
        _ type: Value.Type, _ text: (Value) -> Localised
    ) -> Bool where Value.RawValue == String {
        Value.allCases.allSatisfy { value in
            Language.allCases.allSatisfy { !text(value)[$0].isEmpty && text(value)[$0] != value.rawValue }
        }
    }

    @Test("every state and detail has words of its own in three languages")
    func words() {
        #expect(Self.said(ApplicationStatus.self, ArrivalStates.application))
        #expect(Self.said(CardExchangeCase.Stage.self, ArrivalStates.exchange))
        #expect(Self.said(DocumentDeed.self, ArrivalStates.document))
        #expect(Self.said(ReservationState.self, ArrivalStates.reservation))
        #expect(Self.said(CardExchangeCase.AnnulmentReason.self, ArrivalDetails.annulment))
        #expect(Self.said(AttemptChannel.self, ArrivalDetails.channel))
        #expect(Self.said(CertificateUse.self, ArrivalDetails.use))
        for language in Language.allCases {
            #expect(Set(ArrivalKind.allCases.map { ArrivalTexts.name(of: $0)[language] }).count == 11)
        }
    }
}
