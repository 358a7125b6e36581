internal import Crypto
internal import Glibc
internal import GRDB
internal import KioskDomain

/// The 256-bit key of a journal, from which all others are derived. Without it nothing sealed can be read again.
public struct JournalKey: Sendable {
    let secret: SymmetricKey

    /// - Parameter bytes: exactly 32.
    public init(bytes: [UInt8]) throws(JournalError) {
        guard bytes.count == 32 else { throw JournalError(.journalKey, "a key has 32 bytes, not \(bytes.count)") }
        secret = SymmetricKey(data: bytes)
    }

    /// From `credentials/journal-key` (systemd `LoadCredentialEncrypted=`) when a folder of credentials is given, else
    /// from `folder/journal.key`, which is made when neither it nor a journal exists.
    /// - Throws: `journal.key-missing` when a journal exists without its key, or others may read the file.
    public static func load(folder: String, credentials: String? = nil) throws(JournalError) -> JournalKey {
        if let credentials, let bytes = try Files.read(credentials + "/journal-key", limit: 33) {
            return try JournalKey(bytes: bytes)
        }
        let path = folder + "/journal.key"
        if !Files.exists(path) {
            guard Files.size(folder + "/journal.sqlite") ?? 0 == 0 else {
                throw JournalError(.journalKey, "journal.sqlite exists, journal.key does not")
            }
            try create(path)
        }
        try refuseOpenMode(path)
        return try JournalKey(bytes: try Files.read(path, limit: 33) ?? [])
    }

    /// Written whole under another name first: a power cut leaves the key whole or not there.
    private static func create(_ path: String) throws(JournalError) {
        try Files.makeFolder(Files.parent(of: path))
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        try Files.writeNew(path + ".new", bytes)
        // link(2) does not replace: two processes that start at once agree on one key.
        guard link(path + ".new", path) == 0 || errno == EEXIST else { throw Files.failure("link key") }
        unlink(path + ".new")
        try Files.syncFolder(Files.parent(of: path))
    }

    private static func refuseOpenMode(_ path: String) throws(JournalError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw Files.failure("stat key") }
        let isFile = status.st_mode & S_IFMT == S_IFREG
        guard isFile, status.st_mode & 0o077 == 0, status.st_uid == geteuid() || status.st_uid == 0 else {
            throw JournalError(.journalKey, "journal.key must be a file of its user with mode 0600")
        }
    }

    /// HKDF-SHA-256 (RFC 5869) with a purpose.
    func derived(_ purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret, info: Array("psc-kiosk journal \(purpose) v1".utf8), outputByteCount: 32)
    }
}

/// Remembers which key sealed this journal, so that a wrong one is refused at the start and not at the first record.
struct KeyCheck {
    let mark: [UInt8]

    init(key: JournalKey) { mark = key.derived("check").withUnsafeBytes { Array($0) } }

    func confirm(_ queue: DatabaseQueue) throws {
        let known = try queue.write { database in
            try database.run(
                sql: "INSERT OR IGNORE INTO meta VALUES ('key-check', ?)", arguments: [mark.data])
            return try [UInt8].fetch(database, "SELECT value FROM meta WHERE name = 'key-check'", [])
        }
        guard known == mark else { throw JournalError(.journalKey, "another key sealed this journal") }
    }
}
