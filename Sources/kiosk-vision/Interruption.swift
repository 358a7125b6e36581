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
    /// - Parameter seconds: how long the process may take to end by itself before the kernel ends it (a picture that hangs
    ///   the decoder); 0 for ever.
    static func watch(patience seconds: UInt32 = 0) {
        // Made before the first signal can come: the handler must not be the one that makes it.
        asked.store(false, ordering: .relaxed)
        patience.store(seconds, ordering: .relaxed)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { _ in
                Interruption.asked.store(true, ordering: .relaxed)
                // As of alarm(2), 0 asks for nothing.
                alarm(Interruption.patience.load(ordering: .relaxed))
            }
        }
        signal(SIGPIPE, SIG_IGN)
    }
}
