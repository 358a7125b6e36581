import Glibc
import HelperProtocol
import KioskDevices
import StreamSockets

/// Takes connections on the first thread; each is served on a thread of its own, so that a large document of one does
/// not hold up a small one of another.
struct SignServer {
    private let health: SigningHealth
    private let idleLimit: Duration?
    private let activity = Activity()
    private let lists = ListCache()

    /// - Parameter idleLimit: ends the process after so long without work; nil never.
    init(health: SigningHealth, idleLimit: Duration?) {
        self.health = health
        self.idleLimit = idleLimit
    }

    func run(_ listener: ListeningSocket) throws {
        while true {
            if let idleLimit, activity.isIdle(for: idleLimit) { return }
            // A thread that hangs cannot be ended alone. Clients see the connection end: `sign.helper-fault`.
            if activity.isOverdue { _exit(70) }
            guard let client = try listener.accept(within: .milliseconds(500)) else { continue }
            guard let number = activity.open() else {
                client.shutdown()
                continue
            }
            let isStarted = OwnThread.start("sign-session") { [activity, health, lists] in
                SignSession(number: number, activity: activity, health: health, lists: lists).serve(client)
                activity.close(number)
            }
            if !isStarted {
                client.shutdown()
                activity.close(number)
            }
        }
    }
}
