internal import Crypto
internal import FoundationEssentials
internal import Glibc
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
        // A key and two nonces by one call of the kernel: the library makes one for every eight bytes.
        try withUnsafeTemporaryAllocation(byteCount: 56, alignment: 8) { random -> Sealed in
            guard let start = random.baseAddress, getentropy(start, random.count) == 0 else {
                throw JournalError(.journalFault, "no random bytes")
            }
            defer { explicit_bzero(start, random.count) }
            let bytes = UnsafeRawBufferPointer(random)
            let secret = UnsafeRawBufferPointer(rebasing: bytes[..<32])
            let outer = try AES.GCM.Nonce(data: UnsafeRawBufferPointer(rebasing: bytes[32..<44]))
            let inner = try AES.GCM.Nonce(data: UnsafeRawBufferPointer(rebasing: bytes[44...]))
            return Sealed(
                wrappedKey: try combined(secret, wrapping, "key", table, sequence, outer),
                body: try combined(plain, SymmetricKey(data: secret), "body", table, sequence, inner))
        }
    }

    /// The changed fields of a record that keeps its key.
    func reseal(_ plain: [UInt8], wrappedKey: Data, table: String, sequence: Int64) throws -> Data {
        let key = try unwrap(wrappedKey, table, sequence)
        return try combined(plain, key, "body", table, sequence)
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
        _ plain: some DataProtocol, _ key: SymmetricKey, _ part: String, _ table: String, _ sequence: Int64,
        _ nonce: AES.GCM.Nonce? = nil
    ) throws -> Data {
        let box = try AES.GCM.seal(plain, using: key, nonce: nonce, authenticating: binding(part, table, sequence))
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

    /// The details of an audit link, as an encoder would write them: making an encoder takes longer than the link.
    static func encode(details: [String: String]) throws -> [UInt8] {
        guard details.allSatisfy({ isPlain($0.key) && isPlain($0.value) }) else { return try encode(details) }
        let members = details.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        var text = "{"
        for (index, member) in members.enumerated() {
            text += index == 0 ? "\"" : ",\""
            text += member.key
            text += "\":\""
            text += member.value
            text += "\""
        }
        return Array((text + "}").utf8)
    }

    /// Holds nothing that JSON escapes.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
        do { return try JSONDecoder().decode(type, from: Data(bytes)) } catch {
            throw JournalError.corrupt("a record of \(type) does not decode")
        }
    }
}
