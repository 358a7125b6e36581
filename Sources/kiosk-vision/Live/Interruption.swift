import Glibc
import Synchronization

/// Ctrl-C, a closed terminal and a polite kill: noticed between two pictures, so that the terminal is given back whole.
enum Interruption {
    private static let asked = Atomic<Bool>(false)

    /// True once one of them came.
    static var isAsked: Bool { asked.load(ordering: .relaxed) }

    /// From now on they only set the mark; who reads the output and goes is seen at the next write.
    static func watch() {
        // Made before the first signal can come: the handler must not be the one that makes it.
        _ = isAsked
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { _ in Interruption.asked.store(true, ordering: .relaxed) }
        }
        signal(SIGPIPE, SIG_IGN)
    }
}
