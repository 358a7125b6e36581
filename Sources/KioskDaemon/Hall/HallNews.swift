import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import Synchronization

/// The newest view of the hall that this machine keeps. Decisions may come back in another order than they were taken:
/// an older state never replaces a newer one.
final class HallNews: Sendable {
    private struct Known {
        var hall: HallState
        var position: Int64 = 0
        var statuses: [String: TerminalStatus] = [:]
        var heard: [String: UnixTime] = [:]
        var taps: VainTaps?
    }

    private let known: Mutex<Known>
    private let newest: Broadcast<HallView>

    init(_ hall: HallState, at now: UnixTime) {
        known = Mutex(Known(hall: hall))
        newest = Broadcast(HallView(hall, statuses: [:], at: now))
    }

    var view: HallView { newest.value }

    func views() -> AsyncStream<HallView> { newest.stream() }

    /// What a terminal said of its devices, and when; it is not kept on disk.
    func note(_ status: TerminalStatus, of terminal: String, at now: UnixTime) {
        tell(at: now) { known in
            known.heard[terminal] = now
            guard known.statuses[terminal] != status else { return false }
            known.statuses[terminal] = status
            return true
        }
    }

    /// Vain taps that a terminal told, and all that are known then (Q4). Each one tells its own again and again, so that
    /// they need no disk here.
    func share(_ taps: VainTaps?, on day: CivilDate) -> VainTaps {
        known.withLock { known in
            var all = known.taps.flatMap { $0.day == day ? $0 : nil } ?? VainTaps(day: day)
            if let taps, taps.day == day { all.merge(taps) }
            known.taps = all
            return all
        }
    }

    func took(_ hall: HallState, position: Int64, at now: UnixTime) {
        tell(at: now) { known in
            guard position > known.position || known.position == 0 else {
                // A promise breaks although nothing happens.
                return position == known.position && newest.value.breaches != hall.breaches(at: now).map(\.number)
            }
            known.hall = hall
            known.position = position
            return true
        }
    }

    private func tell(at now: UnixTime, _ change: (inout Known) -> Bool) {
        known.withLock { known in
            guard change(&known) else { return }
            newest.send(HallView(known.hall, statuses: known.statuses, heard: known.heard, at: now))
        }
    }
}
