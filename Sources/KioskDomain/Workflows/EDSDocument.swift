/// The portrait of the person's own document as reference: what was chosen, for whom.
public struct DocumentReading: Sendable, Hashable {
    /// Whose document it must be.
    public var applicant: Applicant
    /// What opens the chip.
    public var key: DocumentKeyKind

    /// Every field as given.
    public init(applicant: Applicant, key: DocumentKeyKind = .can) {
        self.applicant = applicant
        self.key = key
    }
}

extension CitizenSession {
    /// What opens the chip → document in the reader → read → camera. Nothing is open and nothing counts meanwhile; every
    /// refusal leads on without the document, too (B2).
    mutating func document(_ language: Language, _ state: EDSState, _ event: SessionEvent) -> [SessionEffect] {
        switch (state, event) {
        case (.documentKey(let reading, _), .person(.documentKey(let kind))):
            return go(language, .documentKey(DocumentReading(applicant: reading.applicant, key: kind), nil))
        case (.documentKey(let reading, _), .person(.invalidEntry(let code))):
            return go(language, .documentKey(reading, code))
        case (.documentKey(let reading, _), .person(.documentKeyEntered)):
            return cardPresent ? read(language, reading) : go(language, .insertDocument(reading, nil))
        case (.insertDocument(let reading, _), .card(.inserted)): return read(language, reading)
        // A card that went and came back while its reading ended is in the reader already.
        case (.insertDocument(let reading, _), .person(.tryAgain)) where cardPresent: return read(language, reading)
        case (.insertDocument(let reading, let code), .card(.removed)) where code?.isOfPlace != true:
            return go(language, .insertDocument(reading, nil))
        case (.insertDocument(let reading, _), .card(.readerLost)):
            return go(language, .insertDocument(reading, .readerUnplugged))
        case (.insertDocument(let reading, _), .card(.readerBack)): return go(language, .insertDocument(reading, nil))
        case (.readingDocument(let reading), .card(.portraitRead)):
            var applicant = reading.applicant
            applicant.reference = .chip
            return [.forgetDocumentKey] + toCamera(language, applicant)
        // A pulled document or reader is told by the reading itself: its answer comes, or its deadline.
        case (.readingDocument(let reading), .card(.failed(let code))): return notRead(language, reading, code)
        case (.documentRefused(let reading, _), .person(.tryAgain)):
            return go(language, .documentKey(DocumentReading(applicant: reading.applicant), nil))
        case (.documentKey(let reading, _), .person(.withoutDocument)),
            (.insertDocument(let reading, _), .person(.withoutDocument)),
            (.documentRefused(let reading, _), .person(.withoutDocument)):
            return [.forgetDocumentKey] + toCamera(language, reading.applicant)
        default: return leaveOnCancel(language, event)
        }
    }

    /// Yes to the offer, where this kiosk can read documents and the person's has not been read yet.
    mutating func useDocument(_ language: Language, _ applicant: Applicant) -> [SessionEffect] {
        offersDocument(to: applicant)
            ? go(language, .documentKey(DocumentReading(applicant: applicant), nil)) : []
    }

    /// Whether the portrait of the document can still be used.
    public func offersDocument(to applicant: Applicant) -> Bool { readsDocuments && applicant.reference != .chip }

    private mutating func read(_ language: Language, _ reading: DocumentReading) -> [SessionEffect] {
        go(language, .readingDocument(reading), .readPortrait(reading.applicant))
    }

    private mutating func notRead(
        _ language: Language, _ reading: DocumentReading, _ code: FailureCode
    ) -> [SessionEffect] {
        switch code {
        // Mistyped: asked for again.
        case .chipAccess: go(language, .documentKey(reading, code), .forgetDocumentKey)
        case .chipUntrusted, .chipHolder, .chipPicture, .referencePoor, .referenceMissing:
            go(language, .documentRefused(reading, code), .forgetDocumentKey)
        case .chipNeedsDate:
            go(
                language, .documentKey(DocumentReading(applicant: reading.applicant, key: .expiryDate), code),
                .forgetDocumentKey)
        // Of the reader, the place of the document or the exchange: the same key serves again.
        default: go(language, .insertDocument(reading, code))
        }
    }
}

extension FailureCode {
    /// True for what a removal seen later only confirms.
    fileprivate var isOfPlace: Bool { self == .cardRemoved || self == .cardAbsent || self == .readerUnplugged }
}
