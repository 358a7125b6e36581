import KioskDevices

/// The thread of tests that compute for long: the shared pool has two threads here, and other tests wait on it.
@globalActor
actor ComputingTests {
    static let shared = ComputingTests()
    private nonisolated let executor = BlockingExecutor(name: "computing-tests")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
}

/// The thread of tests whose calls block.
@globalActor
actor BlockingTests {
    static let shared = BlockingTests()
    private nonisolated let executor = BlockingExecutor(name: "blocking-tests")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
}
