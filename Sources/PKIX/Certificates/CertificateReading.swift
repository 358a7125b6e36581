import FoundationEssentials
public import KioskDevices
import KioskDomain

/// Text around DER (RFC 7468).
public enum PEM {
    /// The most blocks that one text may hold.
    public static let blocks = 256

    /// The contents of all blocks of this label, in their order. Text around them is passed over.
    ///
    /// - Throws: ``KioskDevices/Failure`` with `certificate.malformed` for a block without end or with bad Base64.
    public static func contents(_ text: [UInt8], label: String) throws(Failure) -> [[UInt8]] {
        let malformed = Failure(.certificateMalformed, "broken PEM text (RFC 7468)")
        var found: [[UInt8]] = []
        var open: [UInt8]?
        for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let line = String(decoding: line, as: UTF8.self).trimmed
            if line == "-----BEGIN \(label)-----" {
                guard open == nil, found.count < blocks else { throw malformed }
                open = []
            } else if line == "-----END \(label)-----" {
                guard let base64 = open, let data = Data(base64Encoded: Data(base64)) else { throw malformed }
                found.append(Array(data))
                open = nil
            } else if open != nil {
                open?.append(contentsOf: line.utf8)
            }
        }
        guard open == nil else { throw malformed }
        return found
    }

    /// A block with lines of 64 characters.
    public static func text(_ der: [UInt8], label: String) -> String {
        let base64 = Array(Data(der).base64EncodedString())
        let lines = stride(from: 0, to: base64.count, by: 64).map { String(base64[$0..<min($0 + 64, base64.count)]) }
        return (["-----BEGIN \(label)-----"] + lines + ["-----END \(label)-----", ""]).joined(separator: "\n")
    }
}

extension String {
    fileprivate var trimmed: String {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(drop(while: blank).reversed().drop(while: blank).reversed())
    }
}

extension Certificate {
    /// Reads what people have in files: one certificate in DER, several in PEM, or one in Base64 without label.
    ///
    /// - Throws: ``KioskDevices/Failure`` with `certificate.malformed`; also when there is none.
    public static func read(_ bytes: [UInt8]) throws(Failure) -> [Certificate] {
        if bytes.first == 0x30 { return [try Certificate(der: bytes)] }
        guard bytes.count <= DERLimits.certificate * 4 else { throw Failure(.certificateMalformed, "too large a file") }
        var found: [Certificate] = []
        for der in try PEM.contents(bytes, label: "CERTIFICATE") { found.append(try Certificate(der: der)) }
        if !found.isEmpty { return found }
        let text = bytes.filter { !($0 == 0x20 || (0x09...0x0D).contains($0)) }
        guard let data = Data(base64Encoded: Data(text)) else {
            throw Failure(.certificateMalformed, "neither DER nor PEM nor Base64")
        }
        return [try Certificate(der: Array(data))]
    }

    /// The certificate as PEM.
    public var pem: String { PEM.text(der, label: "CERTIFICATE") }
}
