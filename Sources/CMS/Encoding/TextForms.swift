import KioskDomain
import KioskDevices
import FoundationEssentials

/// How a signed document travels.
public enum CMSForm: Sendable, Hashable, CaseIterable {
    /// The bytes themselves.
    case binary
    /// Base64 in one line, as NCALayer's commonUtils answers.
    case base64
    /// `-----BEGIN CMS-----` and lines of 64 characters (RFC 7468 9), as NCALayer's basics answers.
    case pem
}

/// Base64 and the PEM-like text around it.
enum TextForms {
    static func write(_ bytes: [UInt8], as form: CMSForm) -> [UInt8] {
        switch form {
        case .binary: return bytes
        case .base64: return Array(Data(bytes).base64EncodedData())
        case .pem:
            let lines = Data(bytes).base64EncodedData(options: [.lineLength64Characters, .endLineWithLineFeed])
            return Array("-----BEGIN CMS-----\n".utf8) + lines + Array("\n-----END CMS-----\n".utf8)
        }
    }

    /// The binary form of any of the three; bytes that begin with a SEQUENCE are taken as they are.
    static func read(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
        guard bytes.first != 0x30 else { return bytes }
        guard bytes.count <= 2 * ASN1Limits.document.bytes else {
            throw Failure(.documentTooLarge, "\(bytes.count) bytes of text")
        }
        var text = bytes[...].drop { isSpace($0) }
        if text.starts(with: "-----BEGIN ".utf8) {
            guard let first = text.firstIndex(of: UInt8(ascii: "\n")),
                let last = text[first...].firstIndex(of: UInt8(ascii: "-"))
            else { throw .malformed("PEM: no end") }
            text = text[first..<last]
        }
        guard let data = Data(base64Encoded: Data(text.filter { !isSpace($0) })), !data.isEmpty else {
            throw .malformed("neither DER nor Base64")
        }
        return Array(data)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
