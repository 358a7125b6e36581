import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTestSupport
import KioskTime
import MachineKeys
import SlipDesign
import SlipPrinter
import Testing

@testable import KioskDaemon

@Suite("Issue 5, item 7: a person decides about a slip that was not confirmed")
struct OpenSlipWorkTests {
    /// Nothing listens there.
    private let printer = SlipPrinter(.init(address: .tcp(host: "127.0.0.1", port: 9)))
    private let link = StatusLink(centre: "PSC-9", portal: "https://portal.example")

    private func work(_ centre: ScriptedCentre) -> SlipWork {
        let nothing = Localised(kk: "", ru: "", en: "")
        let terminal = centre.one
        return SlipWork(
            journal: terminal.journal, printer: printer, clock: centre.clock,
            writer: SlipWriter(
                journal: terminal.journal, zone: ScriptedCentre.zone,
                machine: "K-1", key: { FileKey() }, kiosk: "K-1",
                centre: nothing, demonstration: false, book: .shipped, paper: .mm80, link: link, attempts: { [] }),
            tickets: terminal.work)
    }

    /// A number for which nothing came out.
    private func failed(_ work: SlipWork, _ centre: ScriptedCentre) async throws -> OpenSlip {
        let event = await centre.one.work.issue(
            ScriptedCentre.purposes[0], QueueChoice())
        guard case .journal(.ticket(let number)) = event else { throw Failure(.internalError, "\(event)") }
        let printed = await work.print(.ticket(number: number), language: .russian)
        #expect(printed.result == .failed(.printerMissing) && printed.number == number)
        return try #require(try await work.open().first)
    }

    @Test("printed again: a copy of the same number and link; one that does not come out is asked about in its turn")
    func again() async throws {
        let centre = try await ScriptedCentre.open()
        let work = work(centre)
        let slip = try await failed(work, centre)
        #expect(slip.state == .failed && slip.kind == "ticket" && slip.time == "09:45" && slip.mayPrint)
        let paper = try #require(KeptPaper(try await centre.one.journal.slip(id: slip.id)?.content))
        #expect("\(paper.document)".contains(slip.number))
        let copy = try #require(try await work.decide(.printAgain, slip: slip.id, by: "staff PIN"))
        #expect(copy == PrintedSlip(result: .failed(.printerMissing), number: slip.number))
        let open = try await work.open()
        #expect(open.count == 1 && open[0].id != slip.id && open[0].number == slip.number)
        let record = try #require(try await centre.one.journal.slip(id: open[0].id))
        #expect(record.copyOf != nil)
        let kept = try #require(KeptPaper(record.content))
        #expect("\(kept.document)".contains("КОПИЯ"))
        #expect(kept.token == paper.token && "\(kept.document)".contains(slip.number))
    }

    @Test("Bad input: twice, unknown, that a failed slip came out: slip.settled, and nothing changes")
    func refused() async throws {
        let centre = try await ScriptedCentre.open()
        let work = work(centre)
        let slip = try await failed(work, centre)
        for (decision, id) in [(SlipDecision.cameOut, slip.id), (.cameOut, "none"), (.printAgain, "none")] {
            await #expect(throws: Failure.self) { _ = try await work.decide(decision, slip: id, by: "staff PIN") }
        }
        #expect(try await work.open() == [slip])
        _ = try await work.decide(.printAgain, slip: slip.id, by: "staff PIN")
        do throws(Failure) {
            _ = try await work.decide(.printAgain, slip: slip.id, by: "staff PIN")
            Issue.record("printed twice")
        } catch {
            #expect(error.code == .slipSettled)
        }
        #expect(try await work.open().count == 1)
    }

    @Test("killed before the paper was drawn: unconfirmed, and still printed again with number and link")
    func undrawn() async throws {
        let centre = try await ScriptedCentre.open()
        let work = work(centre)
        _ = await centre.one.work.issue(
            ScriptedCentre.purposes[0], QueueChoice())
        _ = try await centre.one.journal.recover(now: centre.clock.now())
        let slip = try #require(try await work.open().first)
        #expect(slip.state == .unconfirmed && slip.mayPrint)
        _ = try await work.decide(.printAgain, slip: slip.id, by: "staff PIN")
        let copy = try #require(try await work.open().first)
        let kept = try #require(KeptPaper(try await centre.one.journal.slip(id: copy.id)?.content))
        #expect("\(kept.document)".contains(slip.number))
        #expect(kept.token?.isEmpty == false)
    }

    @Test("what is a day old is shown no more; a number of the day before is not printed again")
    func old() async throws {
        let centre = try await ScriptedCentre.open(at: ScriptedCentre.instant("23:50:00"))
        let work = work(centre)
        let slip = try await failed(work, centre)
        centre.machine.pass(.seconds(1200))
        #expect(try await work.open().map(\.mayPrint) == [false])
        await #expect(throws: Failure.self) { _ = try await work.decide(.printAgain, slip: slip.id, by: "staff PIN") }
        centre.machine.pass(.seconds(24 * 3600))
        #expect(try await work.open().isEmpty)
    }
}
