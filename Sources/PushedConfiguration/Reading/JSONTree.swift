import FoundationEssentials
import KioskDomain

/// JSON as it stands there, so that what nobody asks for is seen too.
enum JSONTree: Sendable, Hashable, Decodable {
    case null
    case truth(Bool)
    case whole(Int64)
    case number(Double)
    case text(String)
    case list([JSONTree])
    case object([String: JSONTree])

    /// A set has five levels; who nests deeper wants to hurt the reader.
    private static let deepest = 12
    /// Of one list or object.
    private static let most = 512

    private struct TooMuch: Error {}

    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        guard decoder.codingPath.count <= Self.deepest else { throw TooMuch() }
        if let members = try? decoder.container(keyedBy: Name.self) {
            guard members.allKeys.count <= Self.most else { throw TooMuch() }
            var found: [String: JSONTree] = [:]
            for key in members.allKeys { found[key.stringValue] = try members.decode(JSONTree.self, forKey: key) }
            self = .object(found)
        } else if var items = try? decoder.unkeyedContainer() {
            var found: [JSONTree] = []
            while !items.isAtEnd {
                guard found.count < Self.most else { throw TooMuch() }
                found.append(try items.decode(JSONTree.self))
            }
            self = .list(found)
        } else {
            self = try Self.single(try decoder.singleValueContainer())
        }
    }

    private static func single(_ value: any SingleValueDecodingContainer) throws -> JSONTree {
        if value.decodeNil() { return .null }
        if let truth = try? value.decode(Bool.self) { return .truth(truth) }
        if let whole = try? value.decode(Int64.self) { return .whole(whole) }
        if let number = try? value.decode(Double.self) { return .number(number) }
        return .text(try value.decode(String.self))
    }

    static func read(_ bytes: Data) throws(SetProblem) -> JSONTree {
        do {
            return try JSONDecoder().decode(JSONTree.self, from: bytes)
        } catch {
            throw SetProblem(.configurationMalformed, "the set is no JSON, or nests too deeply or too much")
        }
    }
}

// MARK: - Values

extension JSONTree {
    func list(at path: String) throws(SetProblem) -> [JSONTree] {
        guard case .list(let items) = self else { throw SetProblem(.configurationMalformed, "\(path) is no list") }
        return items
    }

    func text(at path: String) throws(SetProblem) -> String {
        guard case .text(let text) = self, text.utf8.count <= 500,
            text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else { throw SetProblem(.configurationMalformed, "\(path) is no text of one line, up to 500 bytes") }
        return text
    }

    func choice(_ words: [String], at path: String) throws(SetProblem) -> String {
        let text = try text(at: path)
        guard words.contains(text) else {
            throw SetProblem(.configurationMalformed, "\(path) is none of \(words.joined(separator: ", "))")
        }
        return text
    }

    func whole(in range: ClosedRange<Int>, at path: String) throws(SetProblem) -> Int {
        guard case .whole(let number) = self, let value = Int(exactly: number), range.contains(value) else {
            throw SetProblem(
                .configurationMalformed, "\(path) is no whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func number(at path: String) throws(SetProblem) -> Double {
        switch self {
        case .whole(let whole): return Double(whole)
        case .number(let number) where number.isFinite: return number
        default: throw SetProblem(.configurationMalformed, "\(path) is no number")
        }
    }

    func truth(at path: String) throws(SetProblem) -> Bool {
        guard case .truth(let truth) = self else {
            throw SetProblem(.configurationMalformed, "\(path) is neither true nor false")
        }
        return truth
    }

    func day(at path: String) throws(SetProblem) -> CivilDate {
        guard case .text(let text) = self, let day = CivilDate(iso: text) else {
            throw SetProblem(.configurationMalformed, "\(path) is no day of the form YYYY-MM-DD")
        }
        return day
    }
}
