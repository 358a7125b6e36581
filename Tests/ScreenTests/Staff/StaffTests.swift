import Foundation
import KioskDevices
import KioskDomain
import KioskScreens
import StaffAccess
import Synchronization
import Testing

@Suite("Issue 5, item 4: the staff PIN, and the staff's page on a terminal", .serialized)
struct StaffTests {
    private let hall = ScriptedHall()
    private let staff = ScriptedStaff()
    private let clock = Hand()

    /// A clock that a test moves.
    private final class Hand: Sendable {
        private let time = Mutex(Duration.zero)
        var now: Duration { time.withLock { $0 } }
        func move(_ by: Duration) { time.withLock { $0 += by } }
    }

    private func serve(
        hasPIN: Bool = true, _ body: @escaping @Sendable (Page) async throws -> Void
    ) async throws {
        let clock = clock
        let gate = hasPIN ? try staff.gate(now: { clock.now }) : nil
        let site = hall.site(staff: staff, manager: ScriptedManager(hall: hall), gate: gate)
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle)), hall: site, body)
    }

    @Test("without a PIN in the configuration both pages say so, and nothing can be done")
    func notConfigured() async throws {
        let staff = staff
        try await serve(hasPIN: false) { page in
            let office = Office(page: page)
            for (language, words) in [
                ("kk", "PIN-коды орнатылмаған"), ("ru", "не задан"), ("en", "No staff PIN is set"),
            ] {
                for path in ["/staff", "/manager", "/manager/hours", "/manager/windows", "/manager/report"] {
                    let html = try await office.get("\(path)?lang=\(language)").text
                    #expect(html.contains(words) && html.contains("staff.pin-not-set") && !html.contains("data-pad"))
                }
            }
            let answer = try await office.post("/staff/paper", ["next": "/staff"])
            #expect(answer.status == 403 && staff.asked.isEmpty)
        }
    }

    private static let manager = OperatorSeatView(
        session: .signedIn(OperatorCard(name: "Manager 1", fingerprint: "ab", duties: [.manager])))

    @Test("R4: what is done under the PIN is not written down as the work of the manager whose card is in")
    func besideCard() async throws {
        let staff = staff
        let host = ScriptedHost(Stages.snapshot(.idle))
        await host.sit(OperatorSeatView(session: .locked(.operatorCardNeeded)))
        let site = hall.site(staff: staff, manager: ScriptedManager(hall: hall), gate: try staff.gate())
        try await Page.serve(host, hall: site) { page in
            let office = try await Office.signedIn(page, next: "/staff")
            await host.sit(Self.manager)
            _ = try await office.post("/staff/paper", ["next": "/staff"])
        }
        #expect(staff.lines.contains { $0.hasPrefix("staff.paper-changed") })
        #expect(!staff.lines.contains { $0.contains("Manager 1") })
    }

    @Test("without a PIN in the configuration the desk leads no manager to a page that nobody opens")
    func noPlace() async throws {
        let gates: [StaffGate?] = [nil, try staff.gate()]
        for gate in gates {
            let host = ScriptedHost(Stages.snapshot(.idle))
            await host.sit(Self.manager)
            let site = hall.site(staff: staff, manager: ScriptedManager(hall: hall), gate: gate)
            try await Page.serve(host, hall: site) { page in
                let html = try await page.get("/desk?lang=en").text
                #expect(html.contains("/manager?lang=en") == (gate != nil))
            }
        }
    }

    @Test("the right PIN opens the page; paper changed and the test slip say what came of them; each leaves a line")
    func work() async throws {
        let staff = staff
        try await serve { page in
            let office = try await Office.signedIn(page, next: "/staff")
            let html = try await office.get("/staff?lang=ru").text
            #expect(html.contains("Бумага заменена") && html.contains("Пробный талон"))
            // Each part of the machine is called as people call it, not by its stable name.
            for device in await staff.devices() { #expect(!html.contains("<strong>\(device.id)<"), "\(device.id)") }
            let paper = try await office.post("/staff/paper", ["next": "/staff"])
            #expect(paper.text.contains("The printer is ready"))
            let test = try await office.post("/staff/test", ["next": "/staff", "language": "kk"])
            #expect(test.text.contains("Сынақ талоны басылды"))
            staff.fail(with: .printerCoverOpen)
            let open = try await office.post("/staff/paper", ["next": "/staff"])
            #expect(open.text.contains("printer.cover-open"))
            let failed = try await office.post("/staff/test", ["next": "/staff"])
            #expect(failed.text.contains("printer.cover-open"))
        }
        #expect(staff.asked == ["paper", "test kk", "paper", "test en"])
        #expect(
            staff.lines == [
                "staff.signed-in", "staff.paper-changed code=ok", "staff.test-slip code=ok",
                "staff.paper-changed code=printer.cover-open", "staff.test-slip code=printer.cover-open",
            ])
        #expect(!staff.lines.contains { $0.contains(Office.pin) })
    }

    @Test("a wrong PIN says how many are left; the fifth waits, longer with each; nothing is tried meanwhile")
    func wrong() async throws {
        let (clock, staff) = (clock, staff)
        try await serve { page in
            let office = Office(page: page)
            for left in [4, 3, 2, 1] {
                let html = try await office.enter("11111111").text
                #expect(html.contains("The PIN is wrong") && html.contains(" \(left)") && html.contains("data-pad"))
            }
            let waits = try await office.enter("11111111").text
            #expect(waits.contains("data-wait=\"30\"") && !waits.contains("data-pad"))
            clock.move(.seconds(31))
            let pad = try await office.get("/manager?lang=en").text
            let longer = try await office.enter("11111111", on: pad, next: "/manager").text
            #expect(longer.contains("data-wait=\"60\""))
            let still = try await office.get("/manager?lang=en").text
            #expect(still.contains("data-wait=\"60\""))
            clock.move(.seconds(61))
            let opened = try await office.enter(Office.pin)
            #expect(opened.status == 303 && opened.location == "/manager?lang=en")
        }
        #expect(staff.lines == Array(repeating: "staff.pin-refused", count: 6) + ["staff.signed-in"])
    }

    @Test("a pad is good once: what was posted cannot be posted again, and an empty entry is no try")
    func replay() async throws {
        let staff = staff
        try await serve { page in
            let office = Office(page: page)
            let html = try await office.get("/staff?lang=en").text
            let first = try await office.enter(Office.pin, on: html, next: "/staff")
            #expect(first.status == 303)
            let again = try await office.enter(Office.pin, on: html, next: "/staff")
            #expect(again.status == 200 && again.cookie == nil && again.text.contains("data-pad"))
            let empty = try await office.enter("", next: "/staff")
            #expect(empty.status == 200 && empty.text.contains("data-pad"))
        }
        #expect(staff.lines == ["staff.signed-in"])
    }

    @Test("a session ends by signing out, and by 15 minutes without use; a cookie of nobody opens nothing")
    func sessionEnds() async throws {
        let (clock, staff) = (clock, staff)
        try await serve { page in
            var office = try await Office.signedIn(page, next: "/staff")
            clock.move(.seconds(14 * 60))
            let used = try await office.get("/staff?lang=en").text
            #expect(used.contains("Paper changed"))
            clock.move(.seconds(15 * 60))
            let late = try await office.post("/staff/paper", ["next": "/staff"])
            #expect(late.text.contains("data-pad"))
            office = try await Office.signedIn(page, next: "/staff")
            let out = try await office.post("/staff/sign-out", ["next": "/staff"])
            #expect(out.status == 303 && out.cookie?.contains("Max-Age=0") == true)
            let after = try await office.get("/staff?lang=en").text
            #expect(after.contains("data-pad"))
            office.cookie = String(repeating: "0", count: 32)
            let forged = try await office.get("/staff?lang=en").text
            #expect(forged.contains("data-pad"))
        }
        #expect(staff.asked.isEmpty)
    }

    @Test("a form of another page is refused, signed in or not; so are forms that are none")
    func forged() async throws {
        let staff = staff
        try await serve { page in
            let office = try await Office.signedIn(page, next: "/staff")
            for path in ["/staff/paper", "/staff/test", "/staff/sign-out", "/staff/sign-in", "/manager/leave-out"] {
                let answer = try await office.post(path, ["next": "/staff", "token": "0"])
                #expect(answer.status == 403, "\(path)")
            }
            for path in ["/staff/paper", "/manager/hours", "/manager/leave-out"] {
                for form in ["", "token", "%ZZ=1", "token=1&token=1", "\u{0}"] {
                    let answer = try await office.post(path, form: form)
                    #expect([400, 403].contains(answer.status), "\(path) \(form)")
                }
            }
            let elsewhere = try await office.post(
                "/staff/paper", form: "next=/elsewhere&token=\(office.token)&language=en")
            #expect(elsewhere.status == 400)
            let large = try await office.post("/staff/paper", form: "token=" + String(repeating: "a", count: 20_000))
            #expect(large.status == 413)
        }
        #expect(staff.asked.isEmpty && staff.lines == ["staff.signed-in"])
    }

    @Test("only what kioskctl staff-pin prints is a hash, and a PIN is 6 to 12 digits")
    func hashes() throws {
        let hash = try #require(Office.hash)
        #expect(StaffPINHash(text: hash.text) == hash)
        #expect(hash.matches(Office.secret(Office.pin)) && !hash.matches(Office.secret("20251122")))
        for pin in ["", "12345", "1234567890123", "12345a"] { #expect(StaffPINHash(pin: Office.secret(pin)) == nil) }
        let words = hash.text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        for (place, value) in [(0, "md5"), (1, "30"), (2, "9"), (4, ""), (4, "zz"), (5, "00"), (5, words[5] + "00")] {
            var changed = words
            changed[place] = value
            #expect(StaffPINHash(text: changed.joined(separator: ":")) == nil)
        }
        #expect(StaffPINHash(text: Office.pin) == nil && StaffPINHash(text: "") == nil)
    }
}
