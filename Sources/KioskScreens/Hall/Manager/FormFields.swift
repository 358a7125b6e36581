import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore

/// A form of the manager as it was posted: every field as typed, so that a refused form comes back as it was.
struct FormFields: Equatable {
    /// Bytes of a form: 400 holidays fit.
    private static let mostBytes = 256 * 1024
    private static let mostFields = 20_000

    private var fields: [String: String] = [:]

    init(_ fields: [String: String] = [:]) { self.fields = fields }

    subscript(_ name: String) -> String {
        get { fields[name] ?? "" }
        set { fields[name] = newValue }
    }

    func has(_ name: String) -> Bool { fields[name] != nil }

    /// A check box: only one that is on is posted.
    func isOn(_ name: String) -> Bool { fields[name] == "on" }

    mutating func set(_ name: String, _ isOn: Bool) { fields[name] = isOn ? "on" : nil }

    /// Without spaces at its ends.
    func text(_ name: String) -> String {
        let text = self[name]
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }

    /// Fields that stand otherwise there, a field that is missing being an empty one.
    func differences(from other: FormFields) -> Set<String> {
        Set(fields.keys).union(other.fields.keys).filter { self[$0] != other[$0] }
    }

    /// Says by 64 bits what the fields hold: the form carries it, so that a plan that changed meanwhile is noticed.
    var mark: String {
        let lines = fields.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return Fingerprint.text(lines.joined(separator: "\n").utf8)
    }

    /// Reads `application/x-www-form-urlencoded` (URL Standard, 5.1).
    /// - Throws: `request.invalid`; `screen.session-expired` for a form of another page.
    static func read(_ request: Request, _ token: ScreenToken) async throws -> FormFields {
        let body = try await request.body.collect(upTo: mostBytes)
        guard let form = FormFields(encoded: String(buffer: body)) else { throw Failure(.requestInvalid, "form") }
        guard form["token"] == token.text else { throw Failure(.sessionExpired) }
        return form
    }

    /// Nil for what is no form, or has a field twice.
    init?(encoded: String) {
        let pairs = encoded.split(separator: "&")
        guard pairs.count <= Self.mostFields else { return nil }
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = Self.decoded(parts.count > 1 ? parts[1] : ""),
                fields[name] == nil
            else { return nil }
            fields[name] = value
        }
    }

    /// Nil for an escape that is none, and for bytes that are no UTF-8.
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = rest.prefix(2)
                guard digits.count == 2, let high = digits.first, let low = digits.last,
                    let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
                else { return nil }
                bytes.append(value)
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

/// FNV-1a, 64 bits: tells versions apart, protects nothing.
enum Fingerprint {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}
