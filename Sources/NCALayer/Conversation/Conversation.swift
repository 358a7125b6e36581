import KioskDomain

/// One connection of a page: one reply to every message, in the order of the messages. Pure; the door carries the
/// actions out.
///
/// ```
/// idle ──message──► working ──work done, nothing waits──► idle
///                      └──work done, something waits──► working
/// any ──fault, stop, page gone──► closed
/// ```
///
/// Heartbeats keep the order, too, until a question to the person has been open for a while: then they are echoed at
/// once, so that an old client does not give the window up while a PIN is typed.
public struct Conversation: Sendable {
    /// What happens on the connection.
    public enum Event: Sendable {
        /// A whole text message, valid UTF-8.
        case message([UInt8])
        /// A whole binary message; pages send none, and get the reply for what cannot be read.
        case binaryMessage
        /// What was started is done.
        case workDone(Reply)
        /// The question of the current work has been open for ``Conversation/heartbeatPatience``.
        case questionStaysOpen
        /// The time after the last reply to a denied page is over.
        case lingerOver
        /// The rules of WebSocket, or a limit of ours, were broken.
        case broken(Break)
        /// The page went away.
        case pageGone
        /// The door is being closed.
        case stop
    }

    /// Why the door ends a connection (RFC 6455, 7.4.1).
    public enum Break: Sendable, Hashable, CaseIterable {
        case protocolError, notUTF8, tooLarge, tooSlow, noMemory
    }

    /// What the door has to do, in this order.
    public enum Action: Sendable {
        case send(Reply)
        /// Have it done by the ``Clerk`` and answer with ``Event/workDone(_:)``.
        case start(Request)
        /// Cancel what was started; nothing comes of it any more.
        case cancelWork
        /// Tell ``Event/questionStaysOpen`` when the time has passed and the work is still the same.
        case awaitQuestion
        /// Tell ``Event/lingerOver`` after ``Conversation/linger``, counted anew.
        case awaitLinger
        /// Send a close frame and end.
        case close(CloseStatus, String)
        /// Read no more, or read again: a page that does not wait for its replies fills its own buffers, not ours.
        case reading(Bool)
    }

    /// Status codes of RFC 6455, 7.4.1, and of the registry that it began (1013).
    public enum CloseStatus: UInt16, Sendable, Hashable {
        case normal = 1000
        case goingAway = 1001
        case protocolError = 1002
        case notUTF8 = 1007
        case policy = 1008
        case tooLarge = 1009
        case tryLater = 1013
    }

    /// Where the conversation stands.
    public enum State: Sendable {
        case idle
        case working(Work)
        case closed
    }

    /// What is being done, and what waits.
    public struct Work: Sendable {
        var request: Request
        var waiting: [[UInt8]?] = []
        var questionIsOld = false
    }

    /// How long a question is open before heartbeats overtake it.
    public static let heartbeatPatience: Duration = .seconds(2)
    /// How long a denied page is kept after its last reply, so that it reads it.
    public static let linger: Duration = .seconds(5)
    /// Messages that wait before reading pauses.
    static let mostWaiting = 8
    /// Messages of a denied page that are answered.
    static let mostRefusals = 16

    /// Where it stands.
    public private(set) var state = State.idle
    private let page: Page
    private let isDenied: Bool
    private var refusals = 0

    /// - Parameters:
    ///   - page: who is on the other end.
    ///   - isDenied: each request is answered with an error, then the connection is closed.
    public init(page: Page, isDenied: Bool) {
        self.page = page
        self.isDenied = isDenied
    }

    /// The greeting, at once after the connection is open.
    public func opening() -> [Action] {
        isDenied ? [.send(.greeting), .awaitLinger] : [.send(.greeting)]
    }

    /// Takes what happened and answers what is to be done.
    public mutating func apply(_ event: Event) -> [Action] {
        switch state {
        case .closed: []
        case .idle: idle(event)
        case .working(let work): working(work, event)
        }
    }

    private mutating func idle(_ event: Event) -> [Action] {
        switch event {
        case .message(let bytes): take(bytes)
        case .binaryMessage: take(nil)
        case .lingerOver: isDenied ? close(.policy, FailureCode.doorOriginDenied.rawValue) : []
        // Of work that was given up, or a timer that was too late.
        case .workDone, .questionStaysOpen: []
        case .broken(let reason): close(reason.status, reason.text)
        case .pageGone: end()
        case .stop: close(.goingAway, "")
        }
    }

    private mutating func working(_ work: Work, _ event: Event) -> [Action] {
        switch event {
        case .message(let bytes): wait(work, bytes)
        case .binaryMessage: wait(work, nil)
        case .workDone(let reply): next(after: work, reply)
        case .questionStaysOpen: passHeartbeats(work)
        case .lingerOver: []
        case .broken(let reason): [.cancelWork] + close(reason.status, reason.text)
        case .pageGone: [.cancelWork] + end()
        case .stop: [.cancelWork] + close(.goingAway, "")
        }
    }

    /// - Parameter bytes: nil for a binary message.
    private mutating func take(_ bytes: [UInt8]?) -> [Action] {
        guard let bytes else { return [.send(.malformed)] }
        let request = Request(message: bytes, page: page)
        if isDenied { return refuse(request) }
        if let reply = request.immediateReply { return [.send(reply)] }
        state = .working(Work(request: request))
        return [.start(request)] + (request.asksPerson ? [.awaitQuestion] : [])
    }

    private mutating func refuse(_ request: Request) -> [Action] {
        refusals += 1
        let reply = Action.send(request.refused(.doorOriginDenied))
        guard refusals < Self.mostRefusals else {
            return [reply] + close(.policy, FailureCode.doorOriginDenied.rawValue)
        }
        return [reply, .awaitLinger]
    }

    private mutating func wait(_ work: Work, _ bytes: [UInt8]?) -> [Action] {
        if work.questionIsOld, let bytes, Request.isHeartbeat(bytes) { return [.send(.heartbeat)] }
        var work = work
        work.waiting.append(bytes)
        state = .working(work)
        return work.waiting.count == Self.mostWaiting ? [.reading(false)] : []
    }

    private mutating func passHeartbeats(_ work: Work) -> [Action] {
        var work = work
        work.questionIsOld = true
        let before = work.waiting.count
        work.waiting.removeAll { $0.map(Request.isHeartbeat) ?? false }
        state = .working(work)
        let echoes = Array(repeating: Action.send(.heartbeat), count: before - work.waiting.count)
        return echoes + resumed(from: before, to: work.waiting.count)
    }

    private mutating func next(after work: Work, _ reply: Reply) -> [Action] {
        var actions = [Action.send(reply)]
        state = .idle
        var waiting = work.waiting[...]
        while case .idle = state, let message = waiting.popFirst() { actions += take(message) }
        if case .working(var next) = state {
            next.waiting = Array(waiting)
            state = .working(next)
        }
        return actions + resumed(from: work.waiting.count, to: waiting.count)
    }

    private func resumed(from before: Int, to now: Int) -> [Action] {
        before >= Self.mostWaiting && now < Self.mostWaiting ? [.reading(true)] : []
    }

    private mutating func close(_ status: CloseStatus, _ reason: String) -> [Action] {
        state = .closed
        return [.close(status, reason)]
    }

    private mutating func end() -> [Action] {
        state = .closed
        return []
    }
}

extension Conversation.Break {
    var status: Conversation.CloseStatus {
        switch self {
        case .protocolError: .protocolError
        case .notUTF8: .notUTF8
        case .tooLarge: .tooLarge
        case .tooSlow: .policy
        case .noMemory: .tryLater
        }
    }

    /// Goes into the close frame; at most 123 bytes (RFC 6455, 5.5).
    var text: String {
        switch self {
        case .protocolError: "protocol error"
        case .notUTF8: "text is not UTF-8"
        case .tooLarge: FailureCode.documentTooLarge.rawValue
        case .tooSlow: "message not finished in time"
        case .noMemory: FailureCode.doorBusy.rawValue
        }
    }
}
