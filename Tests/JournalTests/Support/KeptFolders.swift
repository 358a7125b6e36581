import KioskTestSupport
import Synchronization
import Testing

/// Keeps the folders of a test until the test has ended, however early its last mention of them is.
struct KeptFolders: SuiteTrait, TestTrait, TestScoping {
    var isRecursive: Bool { true }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let keeper = Keeper()
        try await Keeper.$current.withValue(keeper, operation: function)
        keeper.release()
    }

    final class Keeper: Sendable {
        @TaskLocal static var current: Keeper?
        private let folders = Mutex<[TemporaryFolder]>([])

        func keep(_ folder: TemporaryFolder) { folders.withLock { $0.append(folder) } }
        func release() { folders.withLock { $0 = [] } }
    }
}

extension Trait where Self == KeptFolders {
    /// Folders made by ``JournalFixture`` live as long as the test.
    static var keptFolders: Self { KeptFolders() }
}
