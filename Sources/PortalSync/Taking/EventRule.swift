public import KioskDomain
public import PortalContract

/// How the portal takes an event: once for each (kiosk, sequence), for ever (DESIGN 5.4).
public enum EventRule {
    /// What stands under a sequence.
    public struct Stored: Sendable, Hashable {
        /// Hexadecimal SHA-256.
        public var digest: String
        /// As on the wire.
        public var type: String

        /// Every field as given.
        public init(digest: String, type: String) {
            self.digest = digest
            self.type = type
        }
    }

    /// What becomes of an event.
    public enum Verdict: Sendable, Hashable {
        /// New and whole: do what it says, then store it.
        case take
        /// This is the answer; nothing changes.
        case answer(EventReceipt)
    }

    /// - Parameter demonstration: whether events of virtual parts are taken (RULES R1).
    public static func judge(_ event: KioskEvent, stored: Stored?, demonstration: Bool) -> Verdict {
        if let stored {
            let isSame = event.isWhole && stored.digest == event.digest && stored.type == event.type.rawValue
            return .answer(
                EventReceipt(
                    sequence: event.sequence, digest: stored.digest,
                    code: isSame ? nil : FailureCode.idempotencyConflict.rawValue))
        }
        guard demonstration || !event.demonstration else { return .answer(refusal(event, .demonstrationRefused)) }
        guard event.isWhole, event.sequence > 0 else { return .answer(refusal(event, .portalRequest)) }
        return .take
    }

    /// A sequence used twice by a kiosk whose numbers never repeat: its journal is an old picture of itself. What does not
    /// hang together in itself was altered on the way and proves nothing.
    static func isReuse(_ event: KioskEvent, of digest: String) -> Bool { event.digest != digest && event.isWhole }

    /// Nothing is stored.
    public static func refusal(_ event: KioskEvent, _ code: FailureCode) -> EventReceipt {
        EventReceipt(sequence: event.sequence, digest: nil, code: code.rawValue)
    }
}

extension KioskEvent {
    /// Its digest is that of its body: nothing altered it on the way.
    var isWhole: Bool { digest == ContentDigest.hex(of: body) }
}
