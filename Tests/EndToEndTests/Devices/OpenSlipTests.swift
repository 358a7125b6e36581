import Foundation
import KioskTestSupport
import Testing

/// Issue 5, item 7: a slip that was not confirmed waits for a person; what is printed again is the same number as a copy.
extension EndToEnd.Printer {
    private struct Slip: Decodable {
        var id: String
        var number: String
        var kind: String
        var state: String
        var mayPrint: Bool
    }

    private struct Outcome: Decodable {
        var state: String
        var number: String?
        var code: String?
    }

    private struct Piece: Decodable {
        var file: String
        var rows: Int
    }

    @Test(
        "the printer falls silent within a slip: unconfirmed, printed again only when the staff say so, as a copy",
        .timeLimit(.minutes(3)))
    func silent() async throws {
        let stage = try Stage.here()
        let page = try await Page.open(port: stage.screens)
        try await page.reset(stage)
        let former = try await slips(stage).map(\.id)
        try await stage.order("printer", "after 5000 silent")
        let view = try await ticket(page)
        #expect(view.slip == "unconfirmed")
        try await page.reset(stage)
        await page.close()
        try await stage.order("printer", "back")
        let first = try await newest(stage)
        let open = try await slips(stage).filter { !former.contains($0.id) }
        let slip = try #require(open.first)
        #expect(open.count == 1 && slip.number == view.ticketNumber && slip.state == "unconfirmed" && slip.mayPrint)

        // No paper: the copy is not printed, and is asked about in the place of the first one.
        try await stage.order("printer", "paper out")
        let dry = try await decide("reprint", slip.id, stage)
        #expect(dry.status == 1 && dry.outcome?.state == "failed" && dry.outcome?.code == "printer.paper-out")
        try await stage.order("printer", "paper ok")
        let pieces = try await stage.slips()
        let copy = try #require(try await slips(stage).first { !former.contains($0.id) })
        #expect(copy.id != slip.id && copy.number == slip.number && copy.state == "failed")
        #expect(try await stage.slips() == pieces, "nothing comes out by itself")

        let printed = try await decide("reprint", copy.id, stage)
        #expect(printed.status == 0 && printed.outcome?.state == "printed" && printed.outcome?.number == slip.number)
        let second = try await newest(stage)
        #expect(second.file != first.file && second.rows > first.rows + 40, "the marks stand above and below")
        #expect(try await code(second, stage) == code(first, stage), "the same link, so the same number")
        for id in [slip.id, copy.id, "nobody's"] {
            for word in ["reprint", "came-out"] {
                let again = try await decide(word, id, stage)
                #expect(again.status == 2 && again.text.contains("slip.settled"), "\(word): \(again.text)")
            }
        }
        #expect(try await slips(stage).map(\.id) == former)
        #expect(try await newest(stage).file == second.file)
    }

    private func slips(_ stage: Stage) async throws -> [Slip] {
        try JSONDecoder().decode(
            [Slip].self, from: Data(try await stage.kioskctl("printer", "slips", "--json").utf8))
    }

    private func decide(
        _ word: String, _ id: String, _ stage: Stage
    ) async throws -> (status: Int32?, outcome: Outcome?, text: String) {
        let output = try await Tool.run(
            try Programs.path("kioskctl"),
            ["printer", word, id, "--json", "--socket", stage.folder.file("run/control.sock")], limit: .seconds(90))
        let outcome = try? JSONDecoder().decode(Outcome.self, from: Data(output.standardOutput.utf8))
        return (output.status, outcome, output.standardOutput)
    }

    private func newest(_ stage: Stage) async throws -> Piece {
        let lines = String(decoding: try stage.folder.read("slips/slips.jsonl"), as: UTF8.self)
        return try JSONDecoder().decode(Piece.self, from: Data(try #require(lines.split(separator: "\n").last).utf8))
    }

    private func code(_ piece: Piece, _ stage: Stage) async throws -> String {
        let read = try await Tool.run("zbarimg", ["-q", "--raw", stage.folder.file("slips/\(piece.file)")])
        #expect(read.standardOutput.contains("http"))
        return read.standardOutput
    }
}
