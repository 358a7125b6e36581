import SmartCard

/// A chip that expects commands in order and answers as written; one that was not expected ends it.
final class ScriptedChip: CardChannel {
    private var exchanges: [(command: [UInt8], answer: [UInt8])]
    /// Commands that came and were not expected.
    private(set) var surprises: [[UInt8]] = []

    init(_ exchanges: [(String, String)]) {
        self.exchanges = exchanges.map { (bytes($0.0), bytes($0.1)) }
    }

    var isDone: Bool { exchanges.isEmpty && surprises.isEmpty }

    func transmit(_ command: RawSpan) throws(CardError) -> [UInt8] {
        let command = command.withUnsafeBytes { Array($0) }
        guard let next = exchanges.first, next.command == command else {
            surprises.append(command)
            throw .removed
        }
        exchanges.removeFirst()
        return next.answer
    }
}

/// A chip that is a function; counts its commands.
final class FunctionChip: CardChannel {
    private let answer: ([UInt8]) throws(CardError) -> [UInt8]
    private(set) var commands = 0

    init(_ answer: @escaping ([UInt8]) throws(CardError) -> [UInt8]) { self.answer = answer }

    func transmit(_ command: RawSpan) throws(CardError) -> [UInt8] {
        commands += 1
        return try answer(command.withUnsafeBytes { Array($0) })
    }
}
