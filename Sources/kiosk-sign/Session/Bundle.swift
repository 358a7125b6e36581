import HelperProtocol
import KioskDevices

/// What came before a request: documents and a secret.
struct Bundle: ~Copyable {
    /// Two documents of 64 MiB, and what is around them.
    private static let mostBytes = 160 << 20
    private static let mostDocuments = 4096

    private(set) var documents: [[UInt8]] = []
    private(set) var size = 0
    private var secret: SecretBytes?

    mutating func add(_ document: [UInt8]) throws(HelperProtocolError) {
        size += document.count
        guard size <= Self.mostBytes, documents.count < Self.mostDocuments else {
            throw .malformed("more documents than a request may have")
        }
        documents.append(document)
    }

    mutating func add(secret: consuming SecretBytes) { self.secret = consume secret }

    /// The secret, once; an empty one when none came.
    mutating func takeSecret() -> SecretBytes {
        var taken: SecretBytes?
        swap(&taken, &secret)
        return taken ?? SecretBytes()
    }

    /// The documents, once.
    mutating func takeDocuments() -> [[UInt8]] {
        var taken: [[UInt8]] = []
        swap(&taken, &documents)
        return taken
    }
}
