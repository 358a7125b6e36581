public import KioskDomain

/// The operator's look at a citizen's digital document (D1–D4).
public struct DocumentDeskView: Sendable, Hashable {
    /// Where it stands.
    public var stage = DocumentViewing.Stage.closed(nil)
    /// Counts the looks.
    public var look = 0
    /// When the document goes; nil while none is shown.
    public var endsAt: ContinuousClock.Instant?
    /// Nobody has touched the page for a while: "More time?" (R2).
    public var asksForMoreTime = false
    /// This desk has a camera for documents.
    public var hasCamera: Bool

    /// Nothing is shown.
    public init(hasCamera: Bool) { self.hasCamera = hasCamera }

    /// Changes whenever the part of the page has to be drawn anew; says nothing of the document.
    var key: String {
        let more = asksForMoreTime ? " more-time" : ""
        return switch stage {
        case .closed(let code): "\(look) closed \(code?.rawValue ?? "")"
        case .scanning: "\(look) scanning"
        case .asking: "\(look) asking"
        case .shown(_, let uses):
            "\(look) shown \(uses.cases.count) \(uses.isUnderWay) \(uses.refusal?.rawValue ?? "")\(more)"
        }
    }

    /// Whole seconds that are left; nil while nothing is shown.
    func secondsLeft(at now: ContinuousClock.Instant) -> Int? {
        endsAt.map { max(0, Int(($0 - now).components.seconds)) }
    }
}

/// What an operator does with digital documents.
public enum DocumentAction: Sendable, Hashable {
    /// Look for a QR code with the camera.
    case scan
    /// A code as typed.
    case code(String)
    /// Use the document for the service with this number.
    case use(String)
    /// End the look.
    case close
    /// Somebody is at the page.
    case here
}
