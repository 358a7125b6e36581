import KioskDomain
import KioskTestSupport
import SlipPrinter
import Testing

@testable import SlipDesign

/// Issue 5, shown by: the QR code of a slip read back by zbarimg from its PNG.
@Suite("The code of the ticket", .timeLimit(.minutes(5)))
struct StatusLinkTests {
    @Test(
        "zbarimg reads the status link on both papers in each language",
        arguments: SlipRenderer.Paper.allCases, Language.allCases)
    func read(paper: SlipRenderer.Paper, language: Language) async throws {
        try await Self.expectRead(
            "https://portal.example/t/3fQ8n2VdXk5hJp7RsWcYtA", paper: paper, context: SlipSamples.context(language))
    }

    @Test("The longest address that a portal may have is still read, from the longest ticket")
    func longest() async throws {
        let host = "https://" + String(repeating: "a", count: 84) + ".example"
        for paper in SlipRenderer.Paper.allCases {
            try await Self.expectRead(
                "\(host)/t/3fQ8n2VdXk5hJp7RsWcYtA", paper: paper, context: SlipSamples.longestContext(.kazakh))
        }
    }

    private static func expectRead(_ link: String, paper: SlipRenderer.Paper, context: SlipContext) async throws {
        try RealPart.require(programs: "zbarimg")
        guard case .ticket(var ticket) = SlipSamples.longest(.ticket) else { return }
        ticket.statusLink = link
        let document = SlipBook.shipped.document(.ticket(ticket), context, paper: paper)
        let folder = try TemporaryFolder("slip")
        let path = try folder.write("slip.png", try SlipRenderer(paper: paper).png(document))
        let output = try await Tool.run("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path])
        #expect(output.standardOutput == link + "\n", "\(paper) \(context.language)")
    }
}
