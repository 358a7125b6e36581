import KioskDevices

/// The thread of tests whose calls block: the shared pool has two threads here, and other tests wait on it.
@globalActor
actor BlockingTests {
    static let shared = BlockingTests()
    private nonisolated let executor = BlockingExecutor(name: "blocking-tests")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
}

/// A second one, for the other end of a stream.
@globalActor
actor WritingTests {
    static let shared = WritingTests()
    private nonisolated let executor = BlockingExecutor(name: "writing-tests")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
}
