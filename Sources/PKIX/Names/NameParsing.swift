public import KioskDevices
import KioskDomain
import SwiftASN1

extension DistinguishedName {
    /// Most attributes of a name that is read from text.
    private static let mostAttributes = 32

    /// From the text of RFC 4514: the last relative name first, each with one attribute. Names of attributes in any
    /// letter case, with those that Java writes besides; values without `#` and quotation marks.
    ///
    /// - Throws: `certificate.malformed`.
    public init(text: String) throws(Failure) {
        var attributes: [Attribute] = []
        for part in try Self.parts(text) {
            guard let equals = part.firstIndex(where: { $0.scalar == "=" && !$0.isEscaped }),
                let type = Self.type(String(String.UnicodeScalarView(part[..<equals].map(\.scalar))))
            else { throw Self.unreadable }
            let value = Self.trimmed(part[part.index(after: equals)...])
            guard !value.isEmpty, value.utf8.count <= 256, attributes.count < Self.mostAttributes else {
                throw Self.unreadable
            }
            attributes.append(Attribute(type, value))
        }
        self.init(attributes.reversed())
    }

    private static var unreadable: Failure { Failure(.certificateMalformed, "not a name by RFC 4514") }

    private struct Mark {
        var scalar: Unicode.Scalar
        var isEscaped: Bool
    }

    /// The relative names, with what stood behind a backslash marked as text.
    private static func parts(_ text: String) throws(Failure) -> [[Mark]] {
        guard text.utf8.count <= 4096 else { throw unreadable }
        var parts: [[Mark]] = [[]]
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\":
                guard let next = rest.popFirst() else { throw unreadable }
                // Hexadecimal pairs are not written by anybody who has Unicode.
                parts[parts.count - 1].append(Mark(scalar: next, isEscaped: true))
            case ",", ";": parts.append([])
            case "+", "\"", "#": throw unreadable
            default: parts[parts.count - 1].append(Mark(scalar: scalar, isEscaped: false))
            }
        }
        return parts
    }

    private static func trimmed(_ marks: ArraySlice<Mark>) -> String {
        var marks = marks
        while let first = marks.first, first.scalar == " ", !first.isEscaped { marks.removeFirst() }
        while let last = marks.last, last.scalar == " ", !last.isEscaped { marks.removeLast() }
        return String(String.UnicodeScalarView(marks.map(\.scalar)))
    }

    private static func type(_ name: String) -> ASN1ObjectIdentifier? {
        let name = name.filter { $0 != " " }
        if let known = shortNames.first(where: { $0.1.lowercased() == name.lowercased() }) { return known.0 }
        switch name.lowercased() {
        case "surname": return .NameAttributes.surname
        case "givenname", "g": return .NameAttributes.givenName
        case "s": return .NameAttributes.stateOrProvinceName
        case "e", "email": return .NameAttributes.emailAddress
        default: return try? ASN1ObjectIdentifier(dotRepresentation: name[...])
        }
    }
}
