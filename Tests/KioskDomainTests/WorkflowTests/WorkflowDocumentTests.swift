import Foundation
import KioskDomain
import Testing

/// `docs/workflows.md` is drawn from the code; run with `UPDATE_DOCS=1` to draw it anew.
@Suite("Workflow: docs/workflows.md shows every transition")
struct WorkflowDocumentTests {
    @Test("the picture and the table equal the code")
    func documentIsCurrent() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../docs/workflows.md"
        ).standardizedFileURL
        let drawn = Self.document()
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] != nil {
            try drawn.write(to: file, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(written == drawn, "docs/workflows.md is out of date: run the tests with UPDATE_DOCS=1")
    }

    static func document() -> String {
        let rows = transitions()
        var text = """
            # Workflows

            The citizen's session is one total state machine (`Sources/KioskDomain/Workflows`). This page is drawn from the
            code by a test. Pairs that are not listed leave the state as it is and ask for nothing.

            ```mermaid
            stateDiagram-v2

            """
        for edge in Set(rows.map { "    \(identifier($0.from)) --> \(identifier($0.to))" }).sorted() {
            text += edge + "\n"
        }
        text += "```\n\n| State | Event | Next state | Effects |\n|---|---|---|---|\n"
        for row in rows { text += "| \(row.from) | \(row.event) | \(row.to) | \(row.effects) |\n" }
        return text
    }

    private struct Row {
        var from: String
        var event: String
        var to: String
        var effects: String
    }

    private static func transitions() -> [Row] {
        var rows: [Row] = []
        for stage in WorkflowSamples.stages {
            for event in WorkflowSamples.events {
                let withCard = ["takeCard", "formerCard", "account signing"]
                let needsCard = stage.name.contains("writing") || withCard.contains(stage.name)
                var session = CitizenSession(
                    stage: stage.value, cardPresent: needsCard, readsDocuments: true,
                    savesFiles: stage.name.hasPrefix("card "))
                session.signsByPhone = true
                session.readsTokens = stage.name.hasPrefix("card ")
                let effects = session.apply(event.value)
                if session.stage == stage.value && effects.isEmpty { continue }
                rows.append(
                    Row(
                        from: stage.name, event: event.name, to: WorkflowSamples.name(of: session.stage),
                        effects: effects.map(WorkflowSamples.caseName).joined(separator: ", ")))
            }
        }
        return rows
    }

    private static func identifier(_ name: String) -> String {
        name.split(separator: "(").first.map { $0.trimmingCharacters(in: .whitespaces) }?
            .replacingOccurrences(of: " ", with: "_") ?? name
    }
}
