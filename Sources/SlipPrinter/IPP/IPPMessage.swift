/// The little of IPP/1.1 that sending a job takes (RFC 8010 section 3, RFC 8011 section 4).
enum IPPMessage {
    /// RFC 8011 section 5.4.15.
    enum Operation: UInt16 {
        case printJob = 0x0002
        case printerAttributes = 0x000B
    }

    /// Tags of RFC 8010 section 3.5.
    private enum Tag {
        static let operationAttributes: UInt8 = 0x01
        static let end: UInt8 = 0x03
        static let integer: UInt8 = 0x21
        static let enumeration: UInt8 = 0x23
        static let name: UInt8 = 0x42
        static let keyword: UInt8 = 0x44
        static let uri: UInt8 = 0x45
        static let charset: UInt8 = 0x47
        static let language: UInt8 = 0x48
        static let mediaType: UInt8 = 0x49
    }

    /// A request, the document behind it.
    /// - Parameter format: the media type of the document.
    static func request(
        _ operation: Operation, uri: String, format: String = "", document: [UInt8] = []
    ) -> [UInt8] {
        let number = operation.rawValue
        var bytes: [UInt8] = [1, 1, UInt8(number >> 8), UInt8(number & 0xFF), 0, 0, 0, 1, Tag.operationAttributes]
        append(Tag.charset, "attributes-charset", "utf-8", to: &bytes)
        append(Tag.language, "attributes-natural-language", "en", to: &bytes)
        append(Tag.uri, "printer-uri", uri, to: &bytes)
        append(Tag.name, "requesting-user-name", "psc-kiosk", to: &bytes)
        switch operation {
        case .printJob:
            append(Tag.name, "job-name", "slip", to: &bytes)
            append(Tag.mediaType, "document-format", format, to: &bytes)
        case .printerAttributes:
            append(Tag.keyword, "requested-attributes", "printer-state", to: &bytes)
            for more in ["printer-state-reasons", "printer-make-and-model", "printer-is-accepting-jobs"] {
                append(Tag.keyword, "", more, to: &bytes)
            }
        }
        return bytes + [Tag.end] + document
    }

    private static func append(_ tag: UInt8, _ name: String, _ value: String, to bytes: inout [UInt8]) {
        bytes.append(tag)
        for text in [name, value] {
            let text = Array(text.utf8.prefix(1023))
            bytes += [UInt8(text.count >> 8), UInt8(text.count & 0xFF)] + text
        }
    }

    /// An answer: its status and its attributes, each with all of its values.
    struct Answer: Hashable {
        /// RFC 8011 appendix B.1; below 0x0100 it is a success.
        var status: UInt16
        var texts: [String: [String]] = [:]
        var numbers: [String: Int] = [:]

        var isSuccess: Bool { status < 0x0100 }

        /// Nil for bytes that are no IPP answer.
        init?(_ bytes: [UInt8]) {
            var reader = Reader(bytes: bytes[...])
            guard let version = reader.take(2), version.first == 1 || version.first == 2, let status = reader.number(),
                reader.take(4) != nil
            else { return nil }
            self.status = status
            var name = ""
            while let tag = reader.take(1)?.first, tag != Tag.end {
                // Below 10 it begins a group.
                guard tag >= 0x10 else { continue }
                guard let own = reader.counted(), let value = reader.counted() else { return nil }
                if !own.isEmpty { name = String(decoding: own, as: UTF8.self) }
                switch tag {
                case _ where (tag == Tag.integer || tag == Tag.enumeration) && value.count == 4:
                    numbers[name] = value.reduce(0) { $0 << 8 | Int($1) }
                case 0x22 where value.count == 1: numbers[name] = value.first.map(Int.init)
                default: texts[name, default: []].append(String(decoding: value, as: UTF8.self))
                }
            }
        }
    }

    private struct Reader {
        var bytes: ArraySlice<UInt8>

        mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
            guard bytes.count >= count else { return nil }
            defer { bytes = bytes.dropFirst(count) }
            return bytes.prefix(count)
        }

        mutating func number() -> UInt16? { take(2)?.reduce(0) { $0 << 8 | UInt16($1) } }

        mutating func counted() -> ArraySlice<UInt8>? { number().flatMap { take(Int($0)) } }
    }
}
