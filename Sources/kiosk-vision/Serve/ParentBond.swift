import CKiosk
import Glibc
import KioskDevices

/// Ends this process when the one that started it ends. On a thread that stays: the kernel forgets the request with the
/// thread that made it (prctl(2), PR_SET_PDEATHSIG), and pool threads come and go, the main queue's too.
actor ParentBond {
    static let shared = ParentBond()
    private nonisolated let executor = BlockingExecutor(name: "parent-bond")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// False when `parent` has ended before the kernel was asked: nobody would tell us any more.
    func tie(to parent: pid_t) -> Bool {
        ck_die_with_parent(SIGTERM) == 0 && getppid() == parent
    }
}
