import NCALayer
import NIOCore
import NIOHTTP1
import Synchronization

/// What is known of a connection before it is a WebSocket.
final class Visit: Sendable {
    /// Closes it when no whole request comes.
    let deadline: Scheduled<Void>
    private let page = Mutex<(PageOrigin, SitePermission)>((.none, .deny))

    init(deadline: Scheduled<Void>) { self.deadline = deadline }

    func admit(_ origin: PageOrigin, _ permission: SitePermission) {
        page.withLock { $0 = (origin, permission) }
    }

    /// Denied until it was admitted.
    var admitted: (PageOrigin, SitePermission) { page.withLock { $0 } }
}

/// Numbers for the connections of a run.
final class ConnectionNumbers: Sendable {
    private let last = Atomic<UInt64>(0)

    func next() -> UInt64 { last.wrappingAdd(1, ordering: .relaxed).newValue }
}

extension HTTPRequestHead {
    /// Who asks; nil when the header is no origin or comes twice.
    var origin: PageOrigin? {
        let values = headers["Origin"]
        return values.count <= 1 ? PageOrigin(header: values.first) : nil
    }
}
