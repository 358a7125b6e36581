import Crypto
import FoundationEssentials
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import PortalServer
import Testing

@Suite("The public page of a slip's status link (issue 5, item 4)", .onEachStore)
struct TicketPageTests {
    private static let token = "AbCdEfGhIjKlMnOpQrStUw"

    private static func hash(_ token: String) -> String {
        SHA256.hash(data: Data(token.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// At the centre: UTC+5.
    private static func day(_ portal: PortalFixture) -> CivilDate {
        CivilDate(dayNumber: Int((portal.clock.now().milliseconds + 5 * 3_600_000) / 86_400_000))
    }

    /// What the machines of the centre tell, one event after the other.
    private struct Teller {
        let machine: Machine
        let day: CivilDate
        var sequence: Int64 = 0

        mutating func issued(_ number: Int, at milliseconds: Int64, token: String) async throws {
            let body = TicketIssuedBody(
                day: day.description, lane: "B", number: number, service: "id-card",
                issuedAtMilliseconds: milliseconds, provisional: false, centre: "PSC-9",
                tokenHash: TicketPageTests.hash(token))
            try await send(.ticketIssued, body)
        }

        mutating func told(
            _ type: KioskEventType, _ number: Int, at milliseconds: Int64, window: Int? = nil, sameAs: String? = nil
        ) async throws {
            let body = TicketToldBody(
                centre: "PSC-9", day: day.description, lane: "B", number: number, window: window, sameAs: sameAs,
                atMilliseconds: milliseconds)
            try await send(type, body)
        }

        private mutating func send(_ type: KioskEventType, _ body: some Encodable) async throws {
            sequence += 1
            let event = KioskEvent(
                sequence: sequence, type: type, body: try ContractJSON.encode(body), demonstration: true)
            let receipts = try await machine.client.send(EventBatch(events: [event])).receipts
            #expect(receipts.allSatisfy { $0.code == nil })
        }
    }

    private func page(_ portal: PortalFixture, _ path: String, _ arguments: String...) async throws -> String {
        try RealPart.require(programs: "curl")
        return try await Tool.run(
            "curl",
            ["-s", "-i", "--cacert", portal.options.tlsAuthorityFile] + arguments
                + [portal.address + PortalRoute.ticketStatus + "/" + path]
        ).standardOutput
    }

    @Test("people before you, called with the window, waiting again, over; in three languages")
    func states() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                var teller = Teller(machine: machine, day: Self.day(portal))
                // Each terminal counts in blocks of its own: the time decides who is before whom.
                try await teller.issued(41, at: 1000, token: "one")
                try await teller.issued(2, at: 2000, token: Self.token)
                try await teller.issued(3, at: 3000, token: "three")
                let waiting = try await page(portal, Self.token + "?l=en")
                #expect(waiting.contains("B002") && waiting.contains("Waiting"))
                #expect(waiting.contains("Before you in this queue: 1"))
                try await teller.told(.ticketCalled, 41, at: 4000, window: 3)
                #expect(try await page(portal, Self.token + "?l=ru").contains("Перед вами в этой очереди: 0"))
                try await teller.told(.ticketCalled, 2, at: 5000, window: 7)
                // Older news that comes later changes nothing.
                try await teller.told(.ticketWaiting, 2, at: 4500)
                let called = try await page(portal, Self.token, "-H", "Accept-Language: xx, en-GB;q=0.8")
                #expect(called.contains("Called") && called.contains("Window 7"))
                try await teller.told(.ticketWaiting, 2, at: 6000)
                #expect(try await page(portal, Self.token + "?l=en").contains("Waiting"))
                try await teller.told(.ticketClosed, 2, at: 7000)
                let over = try await page(portal, Self.token)
                #expect(over.contains("Аяқталды") && over.contains("lang=\"kk\""))
            }
        }
    }

    @Test("Q7: the link of a copy shows the number that the hall calls for it")
    func copy() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                var teller = Teller(machine: machine, day: Self.day(portal))
                try await teller.issued(5, at: 1000, token: "first")
                try await teller.issued(21, at: 2000, token: Self.token)
                try await teller.told(.ticketClosed, 21, at: 2000, sameAs: "B005")
                try await teller.told(.ticketCalled, 5, at: 3000, window: 2)
                let shown = try await page(portal, Self.token + "?l=en")
                #expect(shown.contains("B005") && shown.contains("Window 2") && !shown.contains("B021"))
            }
        }
    }

    @Test("nothing personal, nothing kept, found by nobody: only the hash of the token is at the portal")
    func nothingPersonal() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                var teller = Teller(machine: machine, day: Self.day(portal))
                try await teller.issued(1, at: 1000, token: Self.token)
            }
            let shown = try await page(portal, Self.token)
            for header in ["no-referrer", "noindex", "default-src 'none'"] {
                #expect(shown.contains(header), "\(header)")
            }
            #expect(!shown.contains("id=") && !shown.contains("<script"))
            #expect(!shown.contains(Self.token) && !shown.contains(Self.hash(Self.token)))
            let kept = try await portal.stored("SELECT * FROM hallTicket")
            #expect(kept.contains(Self.hash(Self.token)) && !kept.contains(Self.token))
            for file in ["portal.sqlite", "portal.sqlite-wal"] {
                guard let bytes = try? portal.folder.read("state/\(file)") else { continue }
                #expect(!String(decoding: bytes, as: Unicode.ASCII.self).contains(Self.token), "\(file)")
            }
        }
    }

    @Test("another token, a bad one, or yesterday's: the same answer, 404")
    func unknown() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                var teller = Teller(machine: machine, day: Self.day(portal))
                try await teller.issued(1, at: 1000, token: Self.token)
            }
            func body(_ text: String) -> Substring? { text.firstRange(of: "<!").map { text[$0.lowerBound...] } }
            let unknown = try await page(portal, "AAAAAAAAAAAAAAAAAAAAAA")
            #expect(unknown.contains(" 404"))
            portal.clock.advance(by: .seconds(86_400))
            for path in [Self.token, "%00%ff", String(repeating: "a", count: 3000), "..%2f", "'--"] {
                let other = try await page(portal, path)
                #expect(other.contains(" 404") && body(other) == body(unknown), "\(path.prefix(20))")
            }
        }
    }

    @Test(
        "one address may ask 600 times a minute for slips that are none, then it is told when to come; holders are answered"
    )
    func limited() async throws {
        try await withPortal { portal in
            try RealPart.require(programs: "curl")
            try await portal.withMachine { machine in
                var teller = Teller(machine: machine, day: Self.day(portal))
                try await teller.issued(1, at: 1000, token: Self.token)
            }
            func codes(_ count: Int) async throws -> [Substring] {
                try await Tool.run(
                    "curl",
                    [
                        "-s", "-o", "/dev/null", "-w", "%{http_code}\\n", "--cacert", portal.options.tlsAuthorityFile,
                        "\(portal.address)\(PortalRoute.ticketStatus)/t[1-\(count)]",
                    ]
                ).standardOutput.split(separator: "\n")
            }
            let start = ContinuousClock.now
            let answers = try await codes(601)
            let isWithinMinute = start.duration(to: .now) < .seconds(55)
            #expect(answers.prefix(600) == Array(repeating: "404", count: 600)[...])
            guard isWithinMinute else { return }
            #expect(answers.last == "429")
            let other = String(Self.token.reversed())
            #expect(try await page(portal, other).lowercased().contains("retry-after: 60"))
            #expect(try await page(portal, Self.token).contains(" 200"))
            portal.clock.advance(by: .seconds(60))
            #expect(try await codes(1) == ["404"])
        }
    }
}
