extension ATRTable {
    /// A row of a configuration that is none.
    public struct RowProblem: Error, Hashable, CustomStringConvertible {
        /// The row's number, from 1.
        public var row: Int
        /// What is wrong with it.
        public var reason: String

        /// One line for a technician.
        public var description: String { "row \(row) of the card table: \(reason)" }
    }

    /// A table of another one's rows and then these, one text each, as a list in a configuration file holds them:
    ///
    ///     atr=3B 39 19 00 53 4F 4D 41; driver=module; product=Kaztoken; module=/usr/lib/libkaztoken.so
    ///     atr=3BFF0000; mask=FFFF0000; driver=piv
    ///
    /// `driver` is `piv`, `pkcs15`, `travel-document` or `module`; `mask` has the ATR's length, and its 1 bits count;
    /// `product` is needed for `module`, the module's path is not. A row cannot make a card virtual.
    ///
    /// - Throws: ``RowProblem`` for the first row that is none.
    public init(rows: [String], addedTo table: ATRTable = .builtIn) throws(RowProblem) {
        var entries = table.allEntries
        for (index, row) in rows.enumerated() {
            do throws(Reason) {
                entries.append(try Self.read(row))
            } catch {
                throw RowProblem(row: index + 1, reason: error.text)
            }
        }
        self.init(entries)
    }

    private struct Reason: Error { var text: String }

    private static func read(_ row: String) throws(Reason) -> Entry {
        var fields: [String: String] = [:]
        for part in row.split(separator: ";") {
            guard let equals = part.firstIndex(of: "=") else { throw Reason(text: "'\(part)' is no name=value") }
            let name = trimmed(part[..<equals])
            guard ["atr", "mask", "driver", "product", "module"].contains(name), fields[name] == nil else {
                throw Reason(text: "'\(name)' is unknown or there twice")
            }
            fields[name] = trimmed(part[part.index(after: equals)...])
        }
        guard let atr = fields["atr"].flatMap(bytes), (2...33).contains(atr.count) else {
            throw Reason(text: "atr is not 2 to 33 bytes in hexadecimal")
        }
        let mask = fields["mask"].map { bytes($0) ?? [] }
        if let mask, mask.count != atr.count { throw Reason(text: "mask is not as long as atr") }
        return Entry(atr, mask: mask, try kind(fields), module: fields["module"])
    }

    private static func kind(_ fields: [String: String]) throws(Reason) -> CardKind {
        switch fields["driver"] {
        case "piv": return .piv(virtual: false)
        case "pkcs15": return .pkcs15(virtual: false)
        case "travel-document": return .travelDocument(virtual: false)
        case "module":
            guard let product = fields["product"], !product.isEmpty else { throw Reason(text: "product is missing") }
            return .vendorModule(product: product)
        default: throw Reason(text: "driver is not piv, pkcs15, travel-document or module")
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        let end = start.lastIndex { $0 != " " && $0 != "\t" }
        return end.map { String(start[...$0]) } ?? ""
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.filter { $0 != " " && $0 != ":" }.compactMap(\.hexDigitValue)
        let count = text.count { $0 != " " && $0 != ":" }
        guard digits.count == count, count % 2 == 0, count <= 66 else { return nil }
        return stride(from: 0, to: count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
