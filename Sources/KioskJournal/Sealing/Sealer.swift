internal import Crypto
internal import FoundationEssentials
internal import KioskDomain

/// Seals personal fields with AES-256-GCM under a key per record, itself wrapped by the journal's key (DESIGN 5.7).
///
/// Erasing a record's wrapped key makes its fields unreadable for good while the row, its number and the audit chain stay.
/// Table and sequence are authenticated with both, so that a value cannot be moved to another row.
struct Sealer: Sendable {
    private let wrapping: SymmetricKey
    private let lookUp: SymmetricKey

    init(key: JournalKey) {
        wrapping = key.derived("wrap")
        lookUp = key.derived("look-up")
    }

    struct Sealed {
        var wrappedKey: Data
        var body: Data
    }

    func seal(_ plain: [UInt8], table: String, sequence: Int64) throws -> Sealed {
        let key = SymmetricKey(size: .bits256)
        let wrapped = try combined(key.withUnsafeBytes { Data($0) }, wrapping, "key", table, sequence)
        return Sealed(wrappedKey: wrapped, body: try combined(Data(plain), key, "body", table, sequence))
    }

    /// The changed fields of a record that keeps its key.
    func reseal(_ plain: [UInt8], wrappedKey: Data, table: String, sequence: Int64) throws -> Data {
        let key = try unwrap(wrappedKey, table, sequence)
        return try combined(Data(plain), key, "body", table, sequence)
    }

    func open(_ sealed: Sealed, table: String, sequence: Int64) throws -> [UInt8] {
        let key = try unwrap(sealed.wrappedKey, table, sequence)
        return [UInt8](try opened(sealed.body, key, "body", table, sequence))
    }

    /// HMAC-SHA-256 by which records of one person are found without their number being stored.
    func hash(_ text: String) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: lookUp))
    }

    private func unwrap(_ wrapped: Data, _ table: String, _ sequence: Int64) throws -> SymmetricKey {
        SymmetricKey(data: try opened(wrapped, wrapping, "key", table, sequence))
    }

    private func combined(
        _ plain: Data, _ key: SymmetricKey, _ part: String, _ table: String, _ sequence: Int64
    ) throws -> Data {
        let box = try AES.GCM.seal(plain, using: key, authenticating: binding(part, table, sequence))
        // Only a nonce of unusual length has no combined form; ours are the library's own.
        guard let bytes = box.combined else { throw JournalError(.journalFault, "seal") }
        return bytes
    }

    private func opened(
        _ bytes: Data, _ key: SymmetricKey, _ part: String, _ table: String, _ sequence: Int64
    ) throws -> Data {
        do {
            let box = try AES.GCM.SealedBox(combined: bytes)
            return try AES.GCM.open(box, using: key, authenticating: binding(part, table, sequence))
        } catch { throw JournalError.corrupt("a sealed \(part) of \(table) does not open") }
    }

    private func binding(_ part: String, _ table: String, _ sequence: Int64) -> [UInt8] {
        Array("\(part)|\(table)|\(sequence)".utf8)
    }
}

extension Sealer {
    func seal(json value: some Encodable, table: String, sequence: Int64) throws -> Sealed {
        try seal(JSON.encode(value), table: table, sequence: sequence)
    }

    func open<Value: Decodable>(
        _ type: Value.Type, _ wrappedKey: Data?, _ body: Data?, table: String, sequence: Int64
    ) throws -> Value? {
        guard let wrappedKey, let body else { return nil }
        let plain = try open(Sealed(wrappedKey: wrappedKey, body: body), table: table, sequence: sequence)
        return try JSON.decode(type, plain)
    }
}

/// JSON as kept and sent: keys sorted, so that equal values have equal bytes and digests.
enum JSON {
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(value))
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
        do { return try JSONDecoder().decode(type, from: Data(bytes)) } catch {
            throw JournalError.corrupt("a record of \(type) does not decode")
        }
    }
}
