import FoundationEssentials
public import KioskDevices
import KioskDomain

extension ConsentAction {
    private struct Posted: Codable {
        var action: String
        var question: String?
        var value: String?
        var pad: String?
        var positions: [Int]?
    }

    /// Reads what a page posted.
    /// - Throws: `screen.invalid-request`; the detail names the field, never its content.
    public init(json: [UInt8]) throws(Failure) {
        guard let posted = try? JSONDecoder().decode(Posted.self, from: Data(json)) else {
            throw Failure(.requestInvalid, "not an answer")
        }
        for text in [posted.question, posted.value, posted.pad] where (text ?? "").utf8.count > 256 {
            throw Failure(.requestInvalid, "a field is too long")
        }
        step = try Self.step(posted)
        // Who moves by keys asks for time as on every screen, without a question's name.
        guard posted.question != nil || step == .moreTime else { throw Failure(.requestInvalid, "field question") }
        question = posted.question ?? ""
    }

    private static func step(_ posted: Posted) throws(Failure) -> Step {
        switch (posted.action, posted.value) {
        case ("key", let id?): return .key(id)
        case ("file", let id?): return .file(id)
        case ("language", let id?):
            guard let language = Language(rawValue: id) else { throw Failure(.requestInvalid, "field value") }
            return .language(language)
        case ("secret", nil):
            guard let pad = posted.pad, let positions = posted.positions, positions.count <= SecretPad.longest,
                positions.allSatisfy({ (0..<128).contains($0) })
            else { throw Failure(.requestInvalid, "field positions") }
            return .secret(pad: pad, positions: positions)
        case ("confirm-last-try", nil): return .confirmLastTry
        case ("confirm-notice", nil): return .confirmNotice
        case ("more-time", nil): return .moreTime
        case ("cancel", nil): return .cancel
        case ("close", nil): return .close
        default: throw Failure(.requestInvalid, "unknown action")
        }
    }

    /// The same as the page would post it.
    public var json: [UInt8] {
        var posted = Posted(action: "", question: question)
        switch step {
        case .key(let id): (posted.action, posted.value) = ("key", id)
        case .file(let id): (posted.action, posted.value) = ("file", id)
        case .language(let language): (posted.action, posted.value) = ("language", language.rawValue)
        case .secret(let pad, let positions):
            (posted.action, posted.pad, posted.positions) = ("secret", pad, positions)
        case .confirmLastTry: posted.action = "confirm-last-try"
        case .confirmNotice: posted.action = "confirm-notice"
        case .moreTime: posted.action = "more-time"
        case .cancel: posted.action = "cancel"
        case .close: posted.action = "close"
        }
        // Sorted, so that the same screen is the same text. Texts and numbers always encode.
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? Array(encoder.encode(posted))) ?? []
    }
}
