import PortalContract

/// Numbers that a kiosk has used, stored here or only shown: another record under one of them is an old picture's.
struct UsedNumbers<Books: EventBooks> {
    /// Records shown and not stored that are remembered of a kiosk, the newest.
    static var shownKept: Int { 1_000 }

    let books: Books
    private(set) var shown: [Int64: String]

    init(_ books: Books, _ known: KnownKiosk) {
        self.books = books
        shown = known.shown
    }

    /// The first number that stands for something else here, in the batch or among what the kiosk holds back behind an open record.
    func reused(_ batch: EventBatch) throws -> Int64? {
        for event in batch.events {
            let stored = try books.stored(event.sequence)?.digest
            let isReuse = (stored ?? shown[event.sequence]).map { EventRule.isReuse(event, of: $0) } ?? false
            if try isReuse || stored == nil && books.isAnother(event) { return event.sequence }
        }
        return try batch.withheld.first { mark in
            try (books.stored(mark.sequence)?.digest ?? shown[mark.sequence]).map { $0 != mark.digest } ?? false
        }?.sequence
    }

    /// What a batch has shown stays known until it is stored. Without it, an old picture's record could be taken under the number of
    /// one that was jumped over.
    mutating func remember(_ batch: EventBatch, _ receipts: [EventReceipt]) throws {
        for mark in batch.withheld where try books.stored(mark.sequence) == nil {
            shown[mark.sequence] = mark.digest
        }
        for (event, receipt) in zip(batch.events, receipts) {
            if receipt.digest != nil {
                shown[event.sequence] = nil
            } else if event.isWhole {
                shown[event.sequence] = event.digest
            }
        }
        for oldest in shown.keys.sorted().dropLast(Self.shownKept) { shown[oldest] = nil }
    }
}

extension EventBatch {
    fileprivate var withheld: [RecordMark] { position?.withheld ?? [] }
}
