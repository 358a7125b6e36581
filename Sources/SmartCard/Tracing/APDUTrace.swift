import Synchronization

/// Writes the exchange with cards to a sink, switched on and off at run time.
///
/// What it may show is a list of the permitted, not of the forbidden: headers and status words always, bytes only of
/// commands that cannot hold personal data. PINs, PUKs, certificates and the holder's data are lengths in every trace.
public final class APDUTrace: Sendable {
    private let enabled: Atomic<Bool>
    private let sink: @Sendable (String) -> Void

    /// A trace that gives each line to `sink`.
    public init(isOn: Bool = false, sink: @escaping @Sendable (String) -> Void) {
        enabled = Atomic(isOn)
        self.sink = sink
    }

    /// Whether lines are written; may be changed while cards are in use.
    public var isOn: Bool {
        get { enabled.load(ordering: .relaxed) }
        set { enabled.store(newValue, ordering: .relaxed) }
    }

    // SELECT, GET DATA (its data is a tag), GENERATE ASYMMETRIC KEY PAIR (its data is an algorithm).
    private static let instructionsWithPlainData: Set<UInt8> = [0xA4, 0xCB, 0x47]
    private static let instructionsWithPlainAnswer: Set<UInt8> = [0xA4, 0x47]

    func write(command: RawSpan, answer: [UInt8], took: Duration) {
        let ins = instruction(of: command)
        sink("> \(masked(command)) < \(masked(answer, of: ins)) \(took)")
    }

    func write(command: RawSpan, failure: CardError, took: Duration) {
        sink("> \(masked(command)) failed: \(failure.detail) \(took)")
    }

    private func instruction(of command: RawSpan) -> UInt8? {
        command.byteCount >= 2 ? command.unsafeLoad(fromByteOffset: 1, as: UInt8.self) : nil
    }

    private func masked(_ command: RawSpan) -> String {
        let shown = command.withUnsafeBytes { bytes in
            let plain = bytes.count >= 4 && Self.instructionsWithPlainData.contains(bytes[1])
            return Array(plain ? bytes[...] : bytes.prefix(4))
        }
        let hidden = command.byteCount - shown.count
        return hidden == 0 ? hex(shown) : "\(hex(shown)) [\(hidden) bytes]"
    }

    private func masked(_ answer: [UInt8], of instruction: UInt8?) -> String {
        let data = answer.dropLast(2)
        let status = hex(answer.suffix(2))
        if data.isEmpty { return status }
        if let instruction, Self.instructionsWithPlainAnswer.contains(instruction) { return "\(hex(data)) \(status)" }
        return "[\(data.count) bytes] \(status)"
    }
}

/// A channel that tells a trace of everything that passes.
public final class TracedChannel: CardChannel {
    private let inner: any CardChannel
    private let trace: APDUTrace

    /// Puts a trace around a channel.
    public init(_ inner: any CardChannel, trace: APDUTrace) {
        self.inner = inner
        self.trace = trace
    }

    /// Passes the command on; when the trace is on, tells it.
    public func transmit(_ command: RawSpan) throws(CardError) -> [UInt8] {
        guard trace.isOn else { return try inner.transmit(command) }
        let start = ContinuousClock.now
        do {
            let answer = try inner.transmit(command)
            trace.write(command: command, answer: answer, took: ContinuousClock.now - start)
            return answer
        } catch {
            trace.write(command: command, failure: error, took: ContinuousClock.now - start)
            throw error
        }
    }
}
