import KioskDomain
import KioskDevices
import SwiftASN1

/// What an outside structure may cost before anything is built from it.
///
/// swift-asn1 keeps a record of about a hundred bytes for every value it meets, so that a document of two-byte values
/// would need fifty times its own size: values are counted first, without memory.
struct ASN1Limits {
    /// The longest encoding, in bytes.
    var bytes: Int
    /// The most values (tags) in it, all levels together.
    var values: Int

    /// A signed document: 64 MiB of content and 1 MiB around it. BER content comes in pieces of 1000 bytes or more.
    static let document = ASN1Limits(bytes: 65 << 20, values: 250_000)
    /// A request or an answer of a time-stamp or status service.
    static let message = ASN1Limits(bytes: 1 << 20, values: 20_000)
    /// Deeper nesting is no structure of ours: a time stamp within a signature reaches about 25.
    static let depth = 40

    /// Reads one BER or DER value that fills `encoded` wholly.
    ///
    /// - Throws: `sign.document-too-large` beyond the limits, `sign.document-malformed` for anything that is no BER.
    func parse(_ encoded: ArraySlice<UInt8>, _ what: String) throws(Failure) -> ASN1Node {
        guard encoded.count <= bytes else { throw Failure(.documentTooLarge, "\(what): \(encoded.count) bytes") }
        try count(encoded, what)
        do {
            return try BER.parse(encoded)
        } catch {
            throw .malformed("\(what): no BER (\(error))")
        }
    }

    /// Walks over tags and lengths only, without recursion.
    private func count(_ encoded: ArraySlice<UInt8>, _ what: String) throws(Failure) {
        var rest = ASN1Scanner(encoded)
        var ends: [Int?] = []
        var found = 0
        while true {
            while let end = ends.last {
                if let end, rest.position >= end {
                    ends.removeLast()
                } else if end == nil, rest.skipEndOfContents() {
                    ends.removeLast()
                } else {
                    break
                }
            }
            guard !rest.isAtEnd else { return }
            found += 1
            guard found <= values else { throw Failure(.documentTooLarge, "\(what): more than \(values) values") }
            guard let header = rest.header() else { throw .malformed("\(what): cut off at byte \(rest.offset)") }
            guard header.isConstructed else {
                guard let length = header.length, rest.skip(length) else {
                    throw .malformed("\(what): length beyond the end at byte \(rest.offset)")
                }
                continue
            }
            guard ends.count < Self.depth else { throw .malformed("\(what): nested deeper than \(Self.depth)") }
            let (end, overflow) = rest.position.addingReportingOverflow(header.length ?? 0)
            guard !overflow else { throw .malformed("\(what): length beyond the end at byte \(rest.offset)") }
            ends.append(header.length == nil ? nil : end)
        }
    }
}

/// Tags and lengths of BER (X.690 8.1), one after the other.
private struct ASN1Scanner {
    private let bytes: ArraySlice<UInt8>
    private(set) var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    var isAtEnd: Bool { position >= bytes.endIndex }
    var offset: Int { position - bytes.startIndex }

    private mutating func byte() -> UInt8? {
        guard position < bytes.endIndex else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    /// A nil length is the indefinite form; nil for what is cut off or longer than can be.
    mutating func header() -> (isConstructed: Bool, length: Int?)? {
        guard let first = byte() else { return nil }
        if first & 0x1F == 0x1F {
            repeat {
                guard let next = byte() else { return nil }
                if next & 0x80 == 0 { break }
            } while true
        }
        let isConstructed = first & 0x20 != 0
        guard let form = byte() else { return nil }
        if form < 0x80 { return (isConstructed, Int(form)) }
        if form == 0x80 { return isConstructed ? (true, nil) : nil }
        var length = 0
        for _ in 0..<(form & 0x7F) {
            guard let next = byte(), length < 1 << 40 else { return nil }
            length = length << 8 | Int(next)
        }
        return (isConstructed, length)
    }

    mutating func skip(_ count: Int) -> Bool {
        guard count <= bytes.endIndex - position else { return false }
        position += count
        return true
    }

    mutating func skipEndOfContents() -> Bool {
        guard bytes.endIndex - position >= 2, bytes[position] == 0, bytes[position + 1] == 0 else { return false }
        position += 2
        return true
    }
}
