import FoundationEssentials
import HTTPTypes
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import SQLAccess
import Testing

@testable import PortalServer

/// RULES R6: what is kept for how long, as docs/portal-store.md has it.
@Suite("R6: the portal lets go of what was kept long enough", .onEachStore) struct HousekeepingTests {
    private static let day = Duration.seconds(86_400)

    /// Housekeeping of a portal whose clock stands so much later.
    private func keep(_ portal: PortalFixture, after time: Duration) async throws {
        let store = try await PortalStore.open(portal.options)
        let clock = portal.clock
        // The database of the test did not live through that time.
        try await Housekeeping(store: store, clock: PortalClock { clock.now() + time }, asksDatabase: false).keep()
        try await store.close()
    }

    @Test("codes two days, reservations 90 days, proofs, evidence and bodies 400 days, the audit five years")
    func everyTable() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                _ = try await machine.application(of: People.adult)
                let event = KioskEvent(
                    sequence: 9, type: .slipState, body: Data(#"{"slip":1,"state":"printed"}"#.utf8),
                    demonstration: true)
                _ = try await machine.client.send(EventBatch(events: [event]))
            }
            let today = PortalFixture.day(at: portal.clock.now())
            let booked = ReservationRequest(
                iin: People.adult, region: "R-1", centre: "PSC-9", purpose: "id-card",
                day: today.adding(days: 7).description, time: "10:30")
            let made = try await Wire(portal: portal).send(
                .post, PortalRoute.demonstrationReservations, try ContractJSON.encode(booked))
            #expect(made.status == 201)
            func counts() async throws -> String {
                try await portal.stored(
                    """
                    SELECT (SELECT count(*) FROM smsChallenge), (SELECT count(*) FROM proof),
                    (SELECT count(*) FROM reservation WHERE centre = 'PSC-9'), (SELECT count(*) FROM eventBody),
                    (SELECT count(*) FROM attempt WHERE evidence IS NOT NULL), (SELECT count(*) FROM audit) > 0
                    """
                ).replacing("|f", with: "|0").replacing("|t", with: "|1")
            }
            let rows = try await portal.stored("SELECT count(*) FROM attempt")
            // Parts of the audit go by the month: a month more than five years.
            for (days, expected) in [
                (1, "1|1|1|1|1|1"), (3, "0|1|1|1|1|1"), (95, "0|1|1|1|1|1"), (99, "0|1|0|1|1|1"), (399, "0|1|0|1|1|1"),
                (435, "0|0|0|0|0|1"), (1_900, "0|0|0|0|0|0"),
            ] {
                try await keep(portal, after: Self.day * days)
                #expect(try await counts() == expected, "after \(days) days")
            }
            // What decides later is kept for ever.
            #expect(try await portal.stored("SELECT count(*) FROM attempt") == rows)
            #expect(try await portal.stored("SELECT count(*) FROM event") == "1")
        }
    }

    @Test(
        "log-ins two days, samples of the fleet 90 days, missing codes 400 days, uses and history of documents five years"
    )
    func accountsAndDocuments() async throws {
        try await withPortal { portal in
            let now = portal.clock.now().milliseconds
            for row in [
                "logIn (id, kiosk, challenge, tokenHash, openedAt) VALUES ('l', 'k', 'c', 't', \(now))",
                "missingCode (iin, phone, requestedAt, description, kiosk, receivedAt) VALUES ('i', 'p', 0, 'd', 'k', \(now))",
                "documentUse (caseNumber, document, digest, at) VALUES ('c', 'd', 'x', \(now))",
                "documentHistory (at, deed, kind, owner) VALUES (\(now), 'shown', 'once', 'i')",
                "fleetSample (at, reporting, missing, waiting, oldest, skew) VALUES (\(now), 1, 0, 0, 0, 0)",
            ] { try await portal.change("INSERT INTO \(row)") }
            for (days, expected) in [
                (1, "1|1|1|1|1"), (3, "0|1|1|1|1"), (89, "0|1|1|1|1"), (91, "0|1|1|1|0"), (399, "0|1|1|1|0"),
                (401, "0|0|1|1|0"), (1_829, "0|0|1|1|0"), (1_831, "0|0|0|0|0"),
            ] {
                try await keep(portal, after: Self.day * days)
                let kept = try await portal.stored(
                    """
                    SELECT (SELECT count(*) FROM logIn), (SELECT count(*) FROM missingCode),
                    (SELECT count(*) FROM documentUse), (SELECT count(*) FROM documentHistory),
                    (SELECT count(*) FROM fleetSample WHERE at = \(now))
                    """)
                #expect(kept == expected, "after \(days) days")
            }
        }
    }

    @Test("more rows than one transaction changes") func portions() async throws {
        try await withPortal { portal in
            let store = try await PortalStore.open(portal.options)
            let number = Expiry.portion * 2 + 1
            _ = try await store.write { database in
                try database.execute(
                    """
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(number))
                    INSERT INTO proof (hash, iin, purpose, kiosk, madeAt) SELECT 'h' || i, 'x', 'y', 'k', 0 FROM n
                    """)
            }
            try await Housekeeping(store: store, clock: PortalClock { portal.clock.now() }).keep()
            try await store.close()
            #expect(try await portal.stored("SELECT count(*) FROM proof") == "0")
        }
    }
}

@Suite("Issue 6.5: parts of PostgreSQL's tables by the month") struct PartitionsTests {
    private static let parts = """
        SELECT string_agg(child.relname, ' ' ORDER BY child.relname) FROM pg_inherits
        JOIN pg_class AS child ON child.oid = inhrelid JOIN pg_class AS parent ON parent.oid = inhparent
        WHERE parent.relname = 'audit' AND child.relname <> 'auditother'
        """

    private func withStore(
        _ body: @escaping @Sendable (PortalFixture, PortalStore) async throws -> Void
    ) async throws {
        try RealPart.require(PostgreSQLServer.isInstalled, "postgresql-15 is not installed")
        try await StoreKind.$current.withValue(.postgresql) {
            try await withPortal { portal in
                let store = try await PortalStore.open(portal.options)
                try await body(portal, store)
                try await store.close()
            }
        }
    }

    private static func noon(_ text: String) throws -> UnixTime {
        let day = try #require(CivilDate(iso: text))
        return UnixTime(milliseconds: Int64(day.dayNumber) * 86_400_000 + 43_200_000)
    }

    @Test("a portal whose clock is years ahead lets nothing go that the database's own clock says is young")
    func clockAhead() async throws {
        try await withStore { portal, store in
            try await portal.withMachine { machine in
                _ = try await machine.application(of: People.adult)
                let event = KioskEvent(
                    sequence: 9, type: .slipState, body: Data(#"{"slip":1,"state":"printed"}"#.utf8),
                    demonstration: true)
                _ = try await machine.client.send(EventBatch(events: [event]))
            }
            let young = portal.clock.now().milliseconds
            try await portal.change(
                """
                INSERT INTO fleetSample (at, reporting, missing, waiting, oldest, skew) VALUES (\(young), 1, 0, 0, 0, 0)
                """)
            let counts = """
                SELECT (SELECT count(*) FROM smsChallenge), (SELECT count(*) FROM proof), (SELECT count(*) FROM eventBody),
                (SELECT count(*) FROM audit), (SELECT count(*) FROM fleetSample WHERE at = \(young))
                """
            let before = try await portal.stored(counts)
            let ahead = PortalClock { portal.clock.now() + .seconds(3_660 * 86_400) }
            try await Housekeeping(store: store, clock: ahead).keep()
            #expect(try await portal.stored(counts) == before)
            try await Housekeeping(store: store, clock: ahead, asksDatabase: false).keep()
            #expect(try await portal.stored(counts) == "0|0|0|0|0")
        }
    }

    @Test(
        "a month is made with the two after it, and dropped when it was over before the day asked for; the rest stays")
    func drop() async throws {
        try await withStore { portal, store in
            let own = try await portal.stored(Self.parts)
            let audit = try #require(Partitions.all.first { $0.table == "audit" })
            try await audit.provide(store, at: try Self.noon("2019-11-15"))
            try await audit.provide(store, at: try Self.noon("2019-11-16"))
            #expect(try await portal.stored(Self.parts) == "audit_2019_11 audit_2019_12 audit_2020_01 \(own)")
            try await store.write { database in
                for day in ["2019-10-31", "2019-11-30", "2019-12-01"] {
                    try Audit.record(database, at: try Self.noon(day), kiosk: "k", "old", detail: day)
                }
            }
            try await audit.drop(store, before: try Self.noon("2019-12-01"))
            #expect(try await portal.stored(Self.parts) == "audit_2019_12 audit_2020_01 \(own)")
            #expect(try await portal.stored("SELECT detail FROM audit WHERE action = 'old'") == "2019-12-01")
            try await audit.drop(store, before: try Self.noon("2020-02-01"))
            #expect(try await portal.stored(Self.parts) == own)
        }
    }

    @Test("rows of a month that nobody made lie in the part for all others, and move when it is made") func strays()
        async throws
    {
        try await withStore { portal, store in
            try await store.write { database in
                for day in ["2019-10-31", "2019-11-01", "2019-11-30", "2019-12-01"] {
                    try Audit.record(database, at: try Self.noon(day), kiosk: "k", "old", detail: day)
                    try database.execute(
                        "INSERT INTO eventBody (source, sequence, body, receivedAt) VALUES ('k', ?, ?, ?)",
                        [Int64(try Self.noon(day).milliseconds), Data([1]), try Self.noon(day).milliseconds])
                }
            }
            let numbers = try await portal.stored("SELECT id, detail FROM audit WHERE action = 'old' ORDER BY id")
            #expect(try await portal.stored("SELECT count(*) FROM auditOther") == "4")
            for table in Partitions.all { try await table.provide(store, at: try Self.noon("2019-11-15")) }
            #expect(try await portal.stored("SELECT detail FROM auditOther") == "2019-10-31")
            #expect(try await portal.stored("SELECT count(*) FROM audit_2019_11") == "2")
            #expect(try await portal.stored("SELECT count(*) FROM audit_2019_12") == "1")
            #expect(try await portal.stored("SELECT count(*) FROM eventBodyOther") == "1")
            #expect(try await portal.stored("SELECT count(*) FROM eventBody WHERE source = 'k'") == "4")
            // Each is the same one.
            let after = try await portal.stored("SELECT id, detail FROM audit WHERE action = 'old' ORDER BY id")
            #expect(after == numbers)
        }
    }
}
