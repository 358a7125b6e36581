/// How far a write to a card has certainly come (R5), kept durable step by step.
public struct CardWriteProgress: Sendable, Hashable, Codable {
    /// What is certain of one step.
    public enum Step: String, Sendable, Hashable, CaseIterable, Codable {
        case notBegun = "not-begun"
        /// Begun, its answer never came: the card may hold it or not.
        case uncertain
        case done
    }

    /// Key pairs; a missing one has not begun.
    public var keys: [EDSKey: Step]
    /// Certificates; a missing one has not begun.
    public var certificates: [EDSKey: Step]

    /// Every field as given.
    public init(keys: [EDSKey: Step] = [:], certificates: [EDSKey: Step] = [:]) {
        self.keys = keys
        self.certificates = certificates
    }
}

/// What a person is told after an interrupted write (R5), one line per key pair, on the screen and on a slip.
public enum CardChange: Sendable, Hashable, CaseIterable {
    /// Old key and certificate are as before.
    case unchanged
    /// A new key is there; the old certificate no longer fits it.
    case newKeyWithoutCertificate
    /// It cannot be told whether the key is the old or the new one.
    case keyUncertain
    /// The key is new; whether its certificate is there cannot be told.
    case certificateUncertain
    /// Key and certificate are new and whole.
    case complete

    /// What is certain from the two steps of one key pair.
    public static func of(key: CardWriteProgress.Step, certificate: CardWriteProgress.Step) -> CardChange {
        switch (key, certificate) {
        case (.notBegun, _): .unchanged
        case (.uncertain, _): .keyUncertain
        case (.done, .notBegun): .newKeyWithoutCertificate
        case (.done, .uncertain): .certificateUncertain
        case (.done, .done): .complete
        }
    }
}

/// Where the person goes next after an interrupted write (R5).
public enum CardChangeAdvice: Sendable, Hashable {
    /// Everything is on the card after all.
    case nothingToDo
    /// Nothing changed: try again at this kiosk.
    case tryAgainHere
    /// The operator of this centre finishes the application.
    case goToOperator
}

extension CardWriteProgress {
    /// The change of each key pair, in the order of ``EDSKey``.
    public func changes(of written: [EDSKey] = EDSKey.allCases) -> [(key: EDSKey, change: CardChange)] {
        written.map { ($0, .of(key: keys[$0] ?? .notBegun, certificate: certificates[$0] ?? .notBegun)) }
    }

    /// Where the person goes next.
    public func advice(of written: [EDSKey] = EDSKey.allCases) -> CardChangeAdvice {
        let all = changes(of: written).map(\.change)
        if all.allSatisfy({ $0 == .complete }) { return .nothingToDo }
        return all.allSatisfy { $0 == .unchanged } ? .tryAgainHere : .goToOperator
    }
}
