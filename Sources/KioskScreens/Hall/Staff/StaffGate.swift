public import KioskDevices
public import KioskDomain
public import StaffAccess
import Synchronization

/// What a terminal does for its staff. The daemon implements it.
public protocol StaffDesk: Sendable {
    /// How the devices of this terminal are.
    func devices() async -> [DeviceStatus]
    /// "Paper changed": what the printer holds of unfinished slips is dropped; then it says how it is.
    func paperChanged() async -> DeviceStatus
    /// Prints the test slip.
    func printTest(_ language: Language) async -> SlipResult
    /// The newest slips that the printer did not confirm, newest first.
    func openSlips() async -> [OpenSlip]
    /// Settles one of them; nil when nothing is printed for it.
    /// - Throws: `slip.settled` when nothing is to be decided about it.
    func decide(_ decision: SlipDecision, slip: String) async throws(Failure) -> SlipResult?
}

/// The door to the pages of manager and staff: a PIN by positions, a session in a cookie, everything in the audit trail.
public final class StaffGate: Sendable {
    let lock: StaffLock
    private let note: @Sendable (_ kind: String, _ details: [String: String]) async -> Void
    /// Drawn and not used yet, oldest first.
    private let pads = Mutex<[PadEntry]>([])
    private static let mostPads = 16

    /// - Parameter note: keeps a line of the audit trail; never told a PIN.
    public init(
        _ lock: StaffLock, note: @escaping @Sendable (_ kind: String, _ details: [String: String]) async -> Void
    ) {
        self.lock = lock
        self.note = note
    }

    /// A pad for one entry.
    func newPad() -> PINPad {
        let entry = PadEntry()
        pads.withLock { pads in
            pads.append(entry)
            if pads.count > Self.mostPads { pads.removeFirst() }
        }
        return entry.pad
    }

    /// Tries what was touched on a pad; the pad is used up by it.
    /// - Throws: `screen.session-expired` for a pad that is not drawn, `pin.empty`.
    func enter(pad: String, positions: [Int]) async throws(Failure) -> StaffLock.Entry {
        let entry = pads.withLock { pads in
            pads.firstIndex { $0.pad.id == pad }.map { pads.remove(at: $0) }
        }
        guard let entry else { throw Failure(.sessionExpired) }
        let result = await lock.enter(try entry.secret(positions: positions))
        switch result {
        case .signedIn: await record("staff.signed-in")
        case .wrong, .wait: await record("staff.pin-refused")
        }
        return result
    }

    func record(_ kind: String, _ details: [String: String] = [:]) async { await note(kind, details) }
}
