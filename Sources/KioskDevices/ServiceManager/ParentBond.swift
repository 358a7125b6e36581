import CKiosk
public import Glibc

/// Ends this process when the one that started it ends. On a thread that stays: the kernel forgets the request with the
/// thread that made it (prctl(2), PR_SET_PDEATHSIG), and pool threads come and go, the main queue's too.
public actor ParentBond {
    /// The one of this process.
    public static let shared = ParentBond()
    private nonisolated let executor = BlockingExecutor(name: "parent-bond")
    /// The bond's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// The kernel sends `signal` to this process when the thread that started it ends.
    ///
    /// - Returns: false when `parent` has ended before the kernel was asked: nobody would tell us any more.
    public func tie(to parent: pid_t, signal: Int32 = SIGTERM) -> Bool {
        ck_die_with_parent(signal) == 0 && getppid() == parent
    }
}
