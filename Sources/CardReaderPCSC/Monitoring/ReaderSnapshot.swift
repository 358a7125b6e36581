public import KioskDomain
public import SmartCard

/// What is in one reader.
public enum ReaderContent: Sendable, Hashable {
    /// No card.
    case empty
    /// A card that does not answer a reset: turned over, dirty or broken.
    case mute
    /// A card; ``CardKind/unidentified`` until its applications have been asked.
    case card(CardKind, atr: [UInt8])
}

/// One reader and its content.
public struct ReaderInfo: Sendable, Hashable {
    /// As PC/SC names it.
    public var name: String
    /// What is in it.
    public var content: ReaderContent
    /// Changes with every insertion and removal, so that a card swapped between two looks is noticed.
    public var insertions: UInt
    /// The USB port it hangs on, such as `1-2.3`; nil when it is not on USB or does not say.
    public var port: String?

    /// Makes a reader.
    public init(name: String, content: ReaderContent, insertions: UInt = 0, port: String? = nil) {
        self.name = name
        self.content = content
        self.insertions = insertions
        self.port = port
    }

    /// True when reader or card name themselves virtual (RULES R1).
    public var isVirtual: Bool {
        if name.hasPrefix("Virtual PCD") { return true }
        if case .card(let kind, _) = content { return kind.isVirtual }
        return false
    }
}

/// All readers at one moment.
public struct ReaderSnapshot: Sendable, Hashable {
    /// How the smart-card service is.
    public enum Service: Sendable, Hashable {
        /// Not asked yet: neither good nor bad (DESIGN 5.5).
        case unknown
        /// It answers.
        case running
        /// It does not; the monitor keeps trying.
        case failed(CardError)
    }

    /// How the smart-card service is.
    public var service: Service
    /// In the order of the service; empty unless it runs.
    public var readers: [ReaderInfo]
    /// How often each reader was lost while the service ran, since the start of this program; those that never were are
    /// left out.
    public var losses: [String: Int]

    /// Makes a snapshot.
    public init(service: Service, readers: [ReaderInfo] = [], losses: [String: Int] = [:]) {
        self.service = service
        self.readers = readers
        self.losses = losses
    }

    /// The condition of the reader `name`, or of the first reader when it is nil.
    public func condition(of name: String? = nil) -> ReaderCondition {
        switch service {
        case .unknown: return .unknown
        case .failed(.notAuthorised): return .notAuthorised
        case .failed: return .noService
        case .running: break
        }
        guard let reader = readers.first(where: { name == nil || $0.name == name }) else { return .noReader }
        switch reader.content {
        case .empty: return .empty
        case .mute: return .mute
        case .card(let kind, let atr): return .card(kind, atr: atr)
        }
    }
}

/// The states that a person and a technician must be told apart.
public enum ReaderCondition: Sendable, Hashable {
    /// Not asked yet.
    case unknown
    /// The service does not run.
    case noService
    /// The service refuses this user.
    case notAuthorised
    /// The service runs and has no such reader.
    case noReader
    /// A reader without a card.
    case empty
    /// A card that does not answer.
    case mute
    /// A card, known or not.
    case card(CardKind, atr: [UInt8])

    /// The failure to show; nil when nothing is wrong (an empty reader is not a fault, a card may be on its way).
    public var failure: FailureCode? {
        switch self {
        case .unknown, .empty: nil
        case .noService: .readerNoService
        case .notAuthorised: .readerNotAuthorised
        case .noReader: .readerMissing
        case .mute: .cardMute
        case .card(.vendorModule, _): .cardVendorModule
        case .card(.unknown, _): .cardUnknown
        case .card: nil
        }
    }
}
