public import KioskDevices

/// Who has signed in with the staff PIN, and how long wrong ones have to wait. Nothing of it is kept over a start.
public actor StaffLock {
    /// What an entry came to.
    public enum Entry: Sendable, Hashable {
        /// The session's name, for the browser's cookie.
        case signedIn(String)
        /// Not the PIN; so many more wrong ones are free of a wait.
        case wrong(left: Int)
        /// Nothing was tried: so long to wait.
        case wait(Duration)
    }

    /// A session ends after so long without use.
    public static let idleLimit = Duration.seconds(15 * 60)
    private static let freeTries = 5
    private static let firstWait = Duration.seconds(30)
    private static let longestWait = Duration.seconds(15 * 60)
    private static let mostSessions = 16

    private nonisolated let executor = BlockingExecutor(name: "staff-lock")
    /// The hash is slow on purpose: it has a thread of its own.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let hash: StaffPINHash
    private let now: @Sendable () -> Duration
    private var wrong = 0
    private var waitsUntil: Duration?
    private var sessions: [String: Duration] = [:]

    /// - Parameter now: a clock that only goes forward.
    public init(_ hash: StaffPINHash, now: (@Sendable () -> Duration)? = nil) {
        self.hash = hash
        let start = ContinuousClock.now
        self.now = now ?? { start.duration(to: .now) }
    }

    /// Tries a PIN.
    public func enter(_ pin: consuming SecretBytes) -> Entry {
        if let left = wait() { return .wait(left) }
        guard hash.matches(pin) else {
            wrong += 1
            guard wrong >= Self.freeTries else { return .wrong(left: Self.freeTries - wrong) }
            let doublings = min(wrong - Self.freeTries, 5)
            let wait = min(Self.firstWait * (1 << doublings), Self.longestWait)
            waitsUntil = now() + wait
            return .wait(wait)
        }
        (wrong, waitsUntil) = (0, nil)
        let name = Self.newName()
        if sessions.count >= Self.mostSessions, let oldest = sessions.min(by: { $0.value < $1.value })?.key {
            sessions[oldest] = nil
        }
        sessions[name] = now()
        return .signedIn(name)
    }

    /// How long nobody may try; nil when somebody may.
    public func wait() -> Duration? {
        guard let end = waitsUntil, end > now() else { return nil }
        return end - now()
    }

    /// Whether the session is open; it then stays open for another ``idleLimit`` unless `isUse` is false.
    public func isOpen(_ session: String?, isUse: Bool = true) -> Bool {
        sessions = sessions.filter { now() - $0.value < Self.idleLimit }
        guard let session, sessions[session] != nil else { return false }
        if isUse { sessions[session] = now() }
        return true
    }

    /// Ends a session.
    public func close(_ session: String?) {
        if let session { sessions[session] = nil }
    }

    /// 128 bits of the system's random source.
    private static func newName() -> String {
        var source = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let text = String(UInt32.random(in: .min ... .max, using: &source), radix: 16)
            return String(repeating: "0", count: 8 - text.count) + text
        }.joined()
    }
}
