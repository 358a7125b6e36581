import Glibc
import Synchronization

/// Ctrl-C, a closed terminal and a polite kill: noticed between two pictures, so that the terminal is given back whole and
/// the camera with its controls as they were.
enum Interruption {
    private static let asked = Atomic<Bool>(false)
    private static let patience = Atomic<UInt32>(0)

    /// True once one of them came.
    static var isAsked: Bool { asked.load(ordering: .relaxed) }

    /// From now on they only set the mark; who reads the output and goes is seen at the next write.
    ///
    /// They are heard whoever started the process: a program is born with the signals blocked and ignored that were so in
    /// the thread that started it, and threads of a pool block nearly all. Only a hangup that is ignored stays so: that is
    /// what nohup(1) asks for.
    ///
    /// - Parameter seconds: how long the process may take to end by itself before the kernel ends it (a picture that hangs
    ///   the decoder); 0 for ever.
    static func watch(patience seconds: UInt32 = 0) {
        // Made before the first signal can come: the handler must not be the one that makes it.
        asked.store(false, ordering: .relaxed)
        patience.store(seconds, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] + (isIgnored(SIGHUP) ? [] : [SIGHUP]) {
            signal(number) { _ in
                Interruption.asked.store(true, ordering: .relaxed)
                // As of alarm(2), 0 asks for nothing.
                alarm(Interruption.patience.load(ordering: .relaxed))
            }
        }
        signal(SIGALRM, SIG_DFL)
        signal(SIGPIPE, SIG_IGN)
        // Last, as one that has waited comes now.
        unblock([SIGINT, SIGTERM, SIGHUP, SIGALRM])
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        let ignoring = unsafeBitCast(SIG_IGN, to: Int.self)
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == ignoring
    }

    private static func unblock(_ numbers: [Int32]) {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in numbers { sigaddset(&signals, number) }
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }
}
