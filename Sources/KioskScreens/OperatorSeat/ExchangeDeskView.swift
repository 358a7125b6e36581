public import KioskDomain

/// The page of the migration service's officer (I4–I6).
public struct ExchangeDeskView: Sendable, Hashable {
    /// Where it stands.
    public var stage = ExchangeReview.Stage.closed(nil)
    /// Counts what was begun.
    public var look = 0
    /// Applications that wait; nil until the portal has told them.
    public var queue: ExchangeQueue?
    /// Why the queue is not known.
    public var queueRefusal: FailureCode?
    /// Counts the answers about the queue.
    public var listing = 0
    /// The pad to draw while the officer's PIN is asked for (DESIGN 5.6).
    public var pad: PINPad?
    /// Nobody has touched the page for a while: "More time?" (R2).
    public var asksForMoreTime = false
    /// Under which names the pictures of the application are given out; unguessable, new with each look.
    public var pictures: [ExchangePicture: String] = [:]

    /// Nothing is shown.
    public init() {}

    /// Changes whenever the part of the page has to be drawn anew; says nothing of the applicant.
    var key: String {
        let code =
            switch stage {
            case .closed(let code), .open(_, let code), .pin(_, _, let code): code
            case .unanswered(_, _, let code): code
            case .lastTry(_, _, let code): code
            case .opening, .reading, .signing, .sending, .handingOver, .settled: nil
            } as FailureCode?
        let revealed = if case .open(let dossier, _) = stage { dossier.isRevealed } else { false }
        let parts = [
            "\(look)", stageName, code?.rawValue, "\(listing)", pad?.id, revealed ? "revealed" : nil,
            asksForMoreTime ? "more-time" : nil,
        ]
        return parts.compactMap { $0 }.joined(separator: " ")
    }

    /// For the page's script and for tests.
    var stageName: String {
        switch stage {
        case .closed: "closed"
        case .opening: "opening"
        case .open: "open"
        case .reading: "reading"
        case .lastTry: "last-try"
        case .pin: "pin"
        case .signing: "signing"
        case .sending: "sending"
        case .unanswered: "unanswered"
        case .handingOver: "handing-over"
        case .settled: "settled"
        }
    }
}

/// A page of the applications that wait, oldest first.
public struct ExchangeQueue: Sendable, Hashable {
    /// One application.
    public struct Row: Sendable, Hashable {
        /// Number of its slip.
        public var slip: String
        /// The applicant's name.
        public var name: String
        /// Civil time of the centre, to the minute.
        public var submitted: String

        /// Memberwise.
        public init(slip: String, name: String, submitted: String) {
            self.slip = slip
            self.name = name
            self.submitted = submitted
        }
    }

    /// Of this page.
    public var rows: [Row]
    /// How many wait in all.
    public var waiting: Int
    /// More of them wait behind the last row.
    public var hasMore: Bool
    /// The page does not begin with the oldest.
    public var isLater: Bool

    /// Memberwise.
    public init(rows: [Row], waiting: Int, hasMore: Bool, isLater: Bool) {
        self.rows = rows
        self.waiting = waiting
        self.hasMore = hasMore
        self.isLater = isLater
    }
}

/// What an officer does on the page.
public enum ExchangeAction: Sendable, Hashable {
    /// Ask for the queue: from its beginning, or after this slip.
    case list(after: String?)
    /// Open the application with this slip, as typed or listed.
    case open(String)
    /// Show the whole IIN; journalled (P4).
    case reveal
    case certify
    case annul(CardExchangeCase.AnnulmentReason)
    case confirmLastTry
    /// Positions on the pad, in the order they were touched.
    case pin(pad: String, positions: [Int])
    /// Not now: the application stays.
    case back
    case sendAgain
    /// The new card has come: slip, its number and its last day (ISO 8601), as typed.
    case arrived(slip: String, number: String, expires: String)
    /// It is given to the person who stands there: slip and IIN as typed.
    case collected(slip: String, iin: String)
    case close
    /// Somebody is at the page.
    case here
}
