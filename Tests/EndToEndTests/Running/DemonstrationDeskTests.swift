import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 10: what a newcomer types beside `make run`.
    @Suite("demonstration: the desk", .serialized, .demonstration)
    struct DemonstrationDesk {
        private func simulate(_ words: String...) async throws -> String {
            let demonstration = try Demonstration.here()
            let output = try await Tool.run(
                try Programs.path("kiosk-sim"), words + ["--json", "--state", demonstration.report.state],
                limit: .seconds(120))
            #expect(output.succeeded, "\(words): \(output.standardOutput)\(output.standardError)")
            return output.standardOutput
        }

        @Test("operator and officer sign in by cards of their own, one after the other, each with the own work")
        func cards() async throws {
            #expect(try await simulate("operator", "--flow", "card").contains(#""outcome":"done""#))
            #expect(try await simulate("officer", "--at-desk", "--deed", "queue").contains(#""waiting":0"#))
            #expect(try await simulate("operator", "--flow", "attempts").contains(#""failures":0"#))
        }
    }
}
