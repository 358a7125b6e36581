import SmartCard

/// A channel that plays answers one after the other and notes what was sent.
final class ScriptedChannel: CardChannel {
    private var answers: [[UInt8]]
    private let repeatsLast: Bool
    private(set) var sent: [[UInt8]] = []

    init(_ answers: [[UInt8]], repeatsLast: Bool = false) {
        self.answers = answers
        self.repeatsLast = repeatsLast
    }

    func transmit(_ command: RawSpan) throws(CardError) -> [UInt8] {
        sent.append(command.withUnsafeBytes { Array($0) })
        guard let next = answers.first else { throw .badAnswer("the script has ended") }
        if answers.count > 1 || !repeatsLast { answers.removeFirst() }
        return next
    }
}

/// A channel that counts what passes and can change what comes back.
final class WatchedChannel: CardChannel {
    private let inner: any CardChannel
    /// Commands that passed.
    private(set) var commands: [[UInt8]] = []
    /// Makes another answer of the right one; nil lets it through.
    var twist: (_ command: [UInt8], _ answer: [UInt8]) -> [UInt8]? = { _, _ in nil }

    init(_ inner: any CardChannel) { self.inner = inner }

    func transmit(_ command: RawSpan) throws(CardError) -> [UInt8] {
        let bytes = command.withUnsafeBytes { Array($0) }
        commands.append(bytes)
        let answer = try inner.transmit(command)
        return twist(bytes, answer) ?? answer
    }
}
