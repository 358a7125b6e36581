import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7.8: voice guidance of the real kiosk by its real voice.
    @Suite("voice", .serialized, .stage())
    struct Voice {
        @Test(
            "a queue slip by four keys and the voice alone, in each language: no touch, nothing left for the next person",
            .timeLimit(.minutes(3)), arguments: Programs.languages)
        func fourKeys(_ language: String) async throws {
            try RealPart.require(programs: "espeak-ng", "prlimit")
            let python = try await Programs.playwright()
            let stage = try Stage.here()
            let output = try await Tool.run(
                python,
                [
                    "\(Programs.tests)/Browser/four_keys.py", "--base", "http://127.0.0.1:\(stage.screens)", "--lang",
                    language, "--out", "\(Programs.package)/.build/screens",
                ])
            #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(2000))")
        }
    }
}
