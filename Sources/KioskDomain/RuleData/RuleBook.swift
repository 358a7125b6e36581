/// All amounts, windows and limits of the rules, with the days from which they hold, in one value.
///
/// A kiosk starts with ``standard`` and takes a newer book from the portal; a book with ``problems()`` is refused.
public struct RuleBook: Sendable {
    /// Full years for an EDS and for digital documents (P3, D3).
    public var minimumAge = Dated(16)
    /// Failures since the last success before an operator takes over (B1, B5).
    public var attemptLimit = Dated(5)
    /// By what evidence of a match is judged (B3).
    public var evidence = Dated(EvidencePolicy(maximumDistance: 0.45, minimumFrames: 6, needsLiveness: true))
    /// Limits of SMS codes (L2, B0).
    public var sms = Dated(SMSCodePolicy.standard)
    /// Times of the queue (Q3, Q4).
    public var queue = Dated(QueuePolicy(callWithinMinutes: 30, slipBeforeMinutes: 30, lateToleranceMinutes: 0))
    /// Which medium each role writes (E3a).
    public var media = Dated(MediaPolicy.standard)
    /// How long an EDS holds by its medium (E1).
    public var validity = Dated(ValidityPeriod.standard)
    /// Days in which an application is handed in (E4).
    public var applicationDays = Dated(30)
    /// Days in which an operator answers it (E5).
    public var confirmationDays = Dated(2)
    /// How often numbers of applications may be tried in vain (E10).
    public var applicationSearch = Dated(ApplicationSearchPolicy.standard)
    /// How long a code for a digital document lives (D1).
    public var documentAccess = Dated(DocumentAccessPolicy(life: .seconds(300), longest: .seconds(1800)))
    /// The pilot of the online exchange (I1, I3).
    public var cardExchange = Windowed([
        .init(
            from: .literal(2025, 5, 28), through: .literal(2026, 3, 31),
            value: CardExchangeWindow(daysBeforeExpiry: 30, daysAfterExpiry: 10))
    ])
    /// The monthly calculation index in tenge; only for years that the sources give (F2).
    public var mci = Windowed([
        .init(from: .literal(2025, 1, 1), through: .literal(2025, 12, 31), value: 3932)
    ])
    /// Article 640, part 5 (F1). The sources give no first day: it held before the change of 2025.
    public var transferFines = Windowed([
        .init(
            from: .earliest,
            value: FineTable(individual: 10, officialSmallBusinessNGO: 15, mediumBusiness: 30, largeBusiness: 150))
    ])
    /// Article 640, part 6 (F1).
    public var useFines = Windowed([
        .init(
            from: .literal(2025, 3, 13),
            value: FineTable(individual: 50, officialSmallBusinessNGO: 100, mediumBusiness: 150, largeBusiness: 200))
    ])
    /// Time-outs of sessions and attempts (R2).
    public var timeOuts = Dated(TimeOutPolicy.standard)
    /// How long a kiosk keeps what (R6).
    public var retention = Dated(RetentionPolicy(personalDays: 30, outcomeDays: nil))
    /// A greater offset of the kiosk's clock from the portal's is said.
    public var clockTolerance = Dated(Duration.seconds(30))

    /// The rules as they were known when this was built.
    public init() {}

    /// The rules as they were known when this was built.
    public static let standard = RuleBook()

    func fines(for offence: Offence) -> Windowed<FineTable> {
        switch offence {
        case .transfer: transferFines
        case .useOfAnothers: useFines
        }
    }
}

// MARK: The values decided at the start

extension SMSCodePolicy {
    static let standard = SMSCodePolicy(
        length: 6, life: .seconds(300), tries: 3,
        perIIN: [SendLimit(count: 3, window: .seconds(900)), SendLimit(count: 10, window: .seconds(86_400))],
        perKiosk: [SendLimit(count: 60, window: .seconds(3600))])
}

extension MediaPolicy {
    /// Desk all media; kiosk file, token and the holder's own ID card (E3a).
    static let standard = MediaPolicy(
        kiosk: [.file, .idCard, .kaztoken, .eToken, .jaCarta, .aKey],
        desk: [.file, .idCard, .kaztoken, .eToken, .jaCarta, .aKey])
}

extension ValidityPeriod {
    /// File store 1 year, protected media 3 years (E1).
    static let standard = ValidityPeriod(years: [
        .file: 1, .idCard: 3, .kaztoken: 3, .eToken: 3, .jaCarta: 3, .aKey: 3,
    ])
}

extension TimeOutPolicy {
    static let standard = TimeOutPolicy(
        idle: .seconds(60), warning: .seconds(30), extended: .seconds(120), attempt: .seconds(20),
        firstFrame: .seconds(20), deviceReturn: .seconds(10))
}
