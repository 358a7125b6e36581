import KioskDomain
import PortalContract

/// How a set reaches the machines of its scope: a share of them first, then all.
public struct RollOutPlan: Sendable, Hashable {
    /// Per cent that take it first; 100: all at once.
    public var share: Int
    /// So long no failure may come from those before all others follow.
    public var hold: Duration
    /// With so many machines that did not take or keep it, it is offered to no other one.
    public var stopAfter: Int

    /// Every field as given.
    public init(share: Int = 10, hold: Duration = .seconds(3600), stopAfter: Int = 1) {
        self.share = share
        self.hold = hold
        self.stopAfter = stopAfter
    }
}

/// Where a set is on its way to the machines.
public enum RollOutState: String, Sendable, Hashable, CaseIterable, Codable {
    /// Offered to the first share.
    case canary
    /// Offered to all of its scope.
    case all
    /// Offered to nobody, because machines failed with it.
    case stopped
    /// Offered to nobody, because the team said so.
    case withdrawn
}

/// Who is offered a set, and when its way goes on or ends. Pure: the same for every process of the portal.
enum RollOut {
    /// Per cent that are offered a set so long after it was published. While nobody runs on it the share doubles with each hold:
    /// of a centre's three machines often none is in the first tenth.
    static func share(_ plan: RollOutPlan, after time: Duration) -> Int {
        var (share, left) = (max(1, plan.share), time)
        while left >= plan.hold, plan.hold > .zero, share < 100 { (share, left) = (share * 2, left - plan.hold) }
        return min(share, 100)
    }

    /// Whether a machine is of the first share. Another set has other ones, so that no machine is always the first.
    static func isFirst(_ kiosk: String, _ name: ConfigurationName, share: Int) -> Bool {
        let digest = ContentDigest.hex(of: Array("\(name.digest) \(kiosk)".utf8))
        // Thirty-two bits are as even as a per cent needs.
        return (UInt32(digest.prefix(8), radix: 16) ?? 0) % 100 < UInt32(clamping: share)
    }

    /// - Parameters:
    ///   - failed: machines that did not take or keep it.
    ///   - good: machines that run on it.
    static func next(
        _ state: RollOutState, _ plan: RollOutPlan, publishedAt: UnixTime, failed: Int, good: Int, now: UnixTime
    ) -> RollOutState {
        switch state {
        case .stopped, .withdrawn: state
        case .canary, .all:
            if failed >= plan.stopAfter {
                .stopped
            } else if good > 0, publishedAt + plan.hold <= now {
                .all
            } else {
                state
            }
        }
    }
}
