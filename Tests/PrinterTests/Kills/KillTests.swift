import Glibc
import KioskDomain
import KioskTestSupport
import Testing
import VirtualPrinter

/// Issue item 7: kill -9 of the process that prints, with a real journal and real bytes on a line.
@Suite("Kills of the printing process", .timeLimit(.minutes(60)))
struct KillTests {
    @Test(
        "30 kills (KIOSK_KILLS) at any byte: no number twice on paper, none printed without confirmation, no burst")
    func kills() async throws {
        let total = RealPart.environment("KIOSK_KILLS").flatMap { Int($0) } ?? 30
        let seed = RealPart.environment("KIOSK_SEED").flatMap { UInt64($0) } ?? UInt64.random(in: 1..<1_000_000)
        print("KIOSK_KILLS=\(total) KIOSK_SEED=\(seed)")
        let program = try Self.program
        let share = max(1, total / VirtualFamily.allCases.count)
        var ends: [SlipState: Int] = [:]
        try await withThrowingTaskGroup(of: ([String], [SlipState: Int]).self) { group in
            for (index, family) in VirtualFamily.allCases.enumerated() {
                group.addTask {
                    let run = try await KillRun.run(family, program, kills: share, seed: seed &+ UInt64(index))
                    return (run.wrongs, run.ends)
                }
            }
            for try await (wrongs, own) in group {
                #expect(wrongs.isEmpty, "KIOSK_SEED=\(seed)")
                ends.merge(own, uniquingKeysWith: +)
            }
        }
        print("kills: slips \(ends.map { "\($0.key.rawValue) \($0.value)" }.sorted())")
        // The run must have seen both ends, else it proves nothing.
        #expect(ends[.printed, default: 0] > 0 && ends[.unconfirmed, default: 0] > 0, "KIOSK_SEED=\(seed)")
    }

    /// The probe lies beside the program that runs the tests.
    private static var program: String {
        get throws {
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = readlink("/proc/self/exe", &buffer, buffer.count)
            let own = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
            let places = [own, CommandLine.arguments.first ?? ""].map { place in
                (place.lastIndex(of: "/").map { String(place[..<$0]) } ?? ".") + "/print-crash-probe"
            }
            return try #require(places.first { access($0, X_OK) == 0 }, "print-crash-probe was not built")
        }
    }
}
