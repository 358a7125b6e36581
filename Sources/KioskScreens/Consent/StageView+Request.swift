import KioskDomain
import KioskTexts
import NCALayer

/// What a page asks for, above every question.
extension StageView {
    /// Documents that are listed by name; the rest is counted.
    static let listed = 20

    static func request(_ request: ConsentRequest) -> [String: Any] {
        var card: [String: Any] = [
            "who": SigningTexts.who, "origin": SigningTexts.origin(request.origin),
            "purpose": SigningTexts.purpose(request.purpose),
        ]
        if request.permission == .allow { card["allowed"] = SigningTexts.allowed }
        var notes: [Localised] = []
        if request.isAttached { notes.append(SigningTexts.attached) }
        if request.isTimeStamped { notes.append(SigningTexts.stamped) }
        if let algorithm = request.keyAlgorithm { notes.append(SigningTexts.same(algorithm)) }
        card["notes"] = notes
        guard !request.documents.isEmpty else { return card }
        card["documentsLabel"] = SigningTexts.documents.with(request.documents.count)
        card["documents"] = request.documents.prefix(listed).enumerated().map { index, document in
            row(index + 1, document)
        }
        if request.documents.count > listed { card["more"] = SigningTexts.more.with(request.documents.count - listed) }
        return card
    }

    private static func row(_ number: Int, _ document: ConsentDocument) -> [String: Any] {
        [
            "number": String(number),
            "name": document.name.map { SigningTexts.same($0) } ?? SigningTexts.kind(document.kind),
            "size": document.size.map { SigningTexts.size($0) } ?? SigningTexts.digestOnly,
        ]
    }
}
