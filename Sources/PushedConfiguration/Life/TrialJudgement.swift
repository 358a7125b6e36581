import KioskDomain
public import KioskDevices

/// Judges a set on trial by what the machine's parts say: none may be worse than before.
public enum TrialJudgement {
    /// How a trial stands.
    public enum Verdict: Sendable, Hashable {
        /// Something is not as before yet.
        case waiting
        /// Nothing is worse.
        case good
        /// Time is up, and these are worse.
        case worse(String)
    }

    /// Lines to the outside and the machine's clock: a set gives neither, so it is not to blame for them.
    private static let outside: Set<String> = ["portal", "portal.identity", "clock", "configuration"]

    /// - Parameters:
    ///   - before: how the parts were.
    ///   - elapsed: since kioskd was ready with the set.
    ///   - settling: so long the parts have at least, to find out how they are.
    ///   - limit: so long they may take to be as before.
    public static func judge(
        before: [String: Health], now statuses: [DeviceStatus], elapsed: Duration, settling: Duration, limit: Duration
    ) -> Verdict {
        let now = Dictionary(statuses.map { ($0.id, $0) }) { first, _ in first }
        let worse = before.filter { !outside.contains($0.key) }.compactMap { id, health -> String? in
            let status = now[id]
            guard rank(status?.health ?? .unknown) > rank(health) else { return nil }
            let code = status?.code.map { " (\($0.rawValue))" } ?? ""
            return "\(id): \(health.rawValue) before, now \(status?.health.rawValue ?? "not heard of")\(code)"
        }
        if worse.isEmpty { return elapsed < settling ? .waiting : .good }
        return elapsed < limit ? .waiting : .worse(worse.sorted().joined(separator: "; "))
    }

    /// What is not known is worse than a warning, and may still turn out well.
    private static func rank(_ health: Health) -> Int {
        switch health {
        case .ok: 0
        case .warning: 1
        case .unknown: 2
        case .fault: 3
        }
    }
}
