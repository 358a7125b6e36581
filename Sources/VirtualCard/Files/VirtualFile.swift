import FoundationEssentials
import SmartCard

/// One file of a virtual card.
struct VirtualFile: Codable, Sendable, Hashable {
    /// Identifiers from the master file on; its own is the last.
    var path: [UInt16]
    var isDirectory = false
    var content = Data()
    /// The application's identifier of a dedicated file.
    var name: Data?
    /// Access rules: one byte each for delete-self, lock, activate, deactivate, write or create-directory, update or
    /// create-file, read or delete (ISO/IEC 7816-4, tables 16, 17, 20); none means always.
    var rules: Data?

    /// File control parameters (7816-4, 7.4.3).
    var parameters: [TLV] {
        let identifier = path.last ?? 0
        let size = [UInt8(content.count >> 8 & 0xFF), UInt8(content.count & 0xFF)]
        var parts = [
            TLV(isDirectory ? 0x81 : 0x80, size), TLV(0x82, [isDirectory ? 0x38 : 0x01]),
            TLV(0x83, [UInt8(identifier >> 8), UInt8(identifier & 0xFF)]), TLV(0x8A, [0x05]),
        ]
        if let name { parts.append(TLV(0x84, Array(name))) }
        if let rules { parts.append(TLV(0x86, Array(rules))) }
        return parts
    }

    /// An operation by its place in ``rules``.
    enum Operation: Int {
        case deleteSelf = 1
        case createDirectory = 5
        case update = 6
        case read = 7

        /// The same place says "create a file" for a directory.
        static let createFile = Operation.update
    }

    /// Whether the PIN, verified or not, allows an operation.
    func allows(_ operation: Operation, isVerified: Bool) -> Bool {
        guard let rules, rules.count == 8 else { return true }
        switch rules[rules.startIndex + operation.rawValue] {
        case 0x00: return true
        case 0x90: return isVerified
        default: return false
        }
    }
}
