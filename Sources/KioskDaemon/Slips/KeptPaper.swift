import FoundationEssentials
import SlipPrinter

/// What the journal keeps of a slip until the printer has confirmed it: enough to print the same once more, word for word.
/// It is sealed there, and erased with the slip (R6).
struct KeptPaper: Codable {
    /// The token of a ticket's status link.
    var token: String?
    var document: SlipDocument

    init(token: [UInt8]?, document: SlipDocument) {
        self.token = token.map { String(decoding: $0, as: UTF8.self) }
        self.document = document
    }

    /// Nil for a slip whose paper was not drawn yet, and for one that is confirmed.
    init?(_ content: [UInt8]?) {
        guard let content, let kept = try? JSONDecoder().decode(Self.self, from: Data(content)) else { return nil }
        self = kept
    }

    var bytes: [UInt8] { (try? JSONEncoder().encode(self)).map(Array.init) ?? [] }

    /// The token of a ticket, whether its paper was drawn or not.
    static func token(in content: [UInt8]?) -> [UInt8] {
        KeptPaper(content).map { Array(($0.token ?? "").utf8) } ?? content ?? []
    }
}
