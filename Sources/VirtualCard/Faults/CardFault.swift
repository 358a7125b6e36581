/// What can go wrong with a card, on demand.
public enum CardFault: Sendable, Hashable {
    /// Pulled before the command was carried out.
    case pull
    /// Pulled after the command was carried out and before its answer arrived.
    case pullAfter
    /// Answers 6F00 and does nothing.
    case noDiagnosis
    /// Answers so much later.
    case slow(Duration)
    /// Loses its session as by a reset, then goes on.
    case reset
    /// Answers bytes that are no answer.
    case garbage
}

/// A fault and the command that it strikes.
public struct FaultPlan: Sendable, Hashable {
    /// What happens.
    public var fault: CardFault
    /// Only commands with this INS count; all when nil.
    public var instruction: UInt8?
    /// How many commands that count pass unharmed before.
    public var skipped: Int
    /// Strikes every command from then on, instead of one.
    public var always: Bool

    /// Makes a plan; without more, it strikes the next command.
    public init(_ fault: CardFault, instruction: UInt8? = nil, skipped: Int = 0, always: Bool = false) {
        self.fault = fault
        self.instruction = instruction
        self.skipped = skipped
        self.always = always
    }

    /// Reads a plan as the control socket and the command line write it: `pull`, `pull-after`, `6f00`, `slow=MS`,
    /// `reset` or `garbage`, then in any order `ins=HEX`, `n=NUMBER` (the nth such command, from 1), `always`.
    public init?(_ words: [Substring]) {
        guard let name = words.first, let fault = Self.fault(name) else { return nil }
        self.init(fault)
        for word in words.dropFirst() {
            let parts = word.split(separator: "=", maxSplits: 1)
            switch (parts.first, parts.dropFirst().first) {
            case ("always", nil): always = true
            case ("ins", let value?):
                guard let number = UInt8(value, radix: 16) else { return nil }
                instruction = number
            case ("n", let value?):
                guard let number = Int(value), number >= 1 else { return nil }
                skipped = number - 1
            default: return nil
            }
        }
    }

    private static func fault(_ name: Substring) -> CardFault? {
        switch name {
        case "pull": return .pull
        case "pull-after": return .pullAfter
        case "6f00": return .noDiagnosis
        case "reset": return .reset
        case "garbage": return .garbage
        default:
            guard name.hasPrefix("slow="), let milliseconds = Int(name.dropFirst(5)), milliseconds >= 0 else {
                return nil
            }
            return .slow(.milliseconds(milliseconds))
        }
    }

    /// The fault that strikes this command, if it does; counts it.
    mutating func strikes(_ command: [UInt8]) -> CardFault? {
        if let instruction, command.count < 2 || command[1] != instruction { return nil }
        guard skipped == 0 else {
            skipped -= 1
            return nil
        }
        return fault
    }
}
