import KioskTestSupport
import Testing

/// The judge of Prometheus itself.
enum Promtool {
    /// `promtool check metrics`: the text is valid, and nothing in it is against the conventions.
    static func checkMetrics(_ text: String) async throws {
        try RealPart.require(programs: "promtool")
        let folder = try TemporaryFolder("metrics")
        let file = try folder.write("metrics.txt", text.utf8)
        let output = try await Tool.run("sh", ["-c", "promtool check metrics < \"$0\"", file])
        #expect(output.succeeded && output.standardError.isEmpty, "\(output.standardOutput)\(output.standardError)")
    }
}
