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
    /// What was looked at with this desk; nil while nobody wants to know.
    public var history: DocumentHistoryView?
    /// This desk has a camera for documents.
    public var hasCamera: Bool

    /// Nothing is shown.
    public init(hasCamera: Bool) { self.hasCamera = hasCamera }

    /// Changes whenever the part of the page has to be drawn anew; says nothing of the document.
    var key: String { history.map { "\(stageKey) \($0.key)" } ?? stageKey }

    private var stageKey: String {
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

/// The history of a desk on its page (D2).
public enum DocumentHistoryView: Sendable, Hashable {
    /// So many lines stand on the page at once.
    public static let length = 10

    /// The portal is asked.
    case asking
    /// Newest first; at most ``length``, and whether there are earlier ones.
    case shown([DocumentHistoryLine], hasEarlier: Bool)
    case refused(FailureCode)

    var key: String {
        switch self {
        case .asking: "history asking"
        case .shown(let lines, _): "history \(lines.first?.position ?? 0)"
        case .refused(let code): "history \(code.rawValue)"
        }
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
    /// What was looked at with this desk; before the line with this number, nil for the newest.
    case history(before: Int64?)
    case withoutHistory
    /// Somebody is at the page.
    case here
}
