import KioskDomain
import PKIX
import Synchronization

/// Certificate lists of the last hours, by address, for all connections (``RevocationPolicy`` says how long).
final class ListCache: Sendable {
    private static let most = 16
    private static let mostBytes = 96 << 20

    private let held = Mutex<[(url: String, list: FetchedList)]>([])

    /// A list that may still be used.
    func fresh(_ url: String, at instant: UnixTime) -> FetchedList? {
        held.withLock { held in
            held.first { $0.url == url && $0.list.isFresh(at: instant) }?.list
        }
    }

    func keep(_ list: FetchedList, of url: String) {
        held.withLock { held in
            held.removeAll { $0.url == url }
            held.append((url, list))
            while held.count > Self.most || held.reduce(0, { $0 + $1.list.list.der.count }) > Self.mostBytes {
                held.removeFirst()
            }
        }
    }
}
