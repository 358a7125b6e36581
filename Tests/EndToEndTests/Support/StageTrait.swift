import KioskTestSupport
import Testing

/// One stage for all tests of a suite, with a real pcscd.
struct StageTrait: SuiteTrait, TestScoping {
    var settings: Stage.Settings

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try RealPart.require(programs: "sqlite3", "setpriv")
        _ = try Programs.models()
        try await PCSCService.withRunning {
            try await Stage.with(settings) { stage in
                try await Stage.$current.withValue(stage) { try await function() }
            }
        }
    }
}

extension Trait where Self == StageTrait {
    static func stage(_ settings: Stage.Settings = Stage.Settings()) -> Self { StageTrait(settings: settings) }
}
