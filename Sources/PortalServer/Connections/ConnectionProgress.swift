/// How far a connection is, as far as its deadlines go. Pure: it is told what happened.
struct ConnectionProgress: Sendable, Hashable {
    /// What is waited for.
    enum Step: Sendable, Hashable {
        /// The end of the TLS handshake.
        case handshake
        /// The next request.
        case idle
        /// The rest of a header.
        case head
        /// The rest of a body.
        case body
        /// The portal's own answer.
        case answer
    }

    private(set) var step: Step
    /// Requests whose header is read and which are not answered yet: more than one when they come without waiting.
    private var unanswered = 0

    init(isEncrypted: Bool) { step = isEncrypted ? .handshake : .idle }

    mutating func handshakeEnded() {
        if step == .handshake { step = .idle }
    }

    mutating func bytesCame() {
        if step == .idle { step = .head }
    }

    mutating func headWasRead() {
        unanswered += 1
        step = .body
    }

    mutating func requestWasRead() { step = unanswered > 0 ? .answer : .idle }

    /// An answer may come before the body is whole: what is left of that still has its deadline.
    mutating func wasAnswered() {
        unanswered -= 1
        if step == .answer, unanswered == 0 { step = .idle }
    }
}

extension ConnectionLimits {
    /// How long a step may last; nil for what the portal itself has to do, which has limits of its own.
    func patience(for step: ConnectionProgress.Step) -> Duration? {
        switch step {
        case .handshake: handshake
        case .idle: idle
        case .head: head
        case .body: body
        case .answer: nil
        }
    }
}
