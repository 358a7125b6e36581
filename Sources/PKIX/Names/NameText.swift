import SwiftASN1

extension DistinguishedName: CustomStringConvertible {
    /// Names of attributes as RFC 4514 and OpenSSL write them.
    static let shortNames: [(ASN1ObjectIdentifier, String)] = [
        (.NameAttributes.commonName, "CN"), (.NameAttributes.surname, "SN"),
        (.NameAttributes.givenName, "GN"), (.NameAttributes.serialNumber, "serialNumber"),
        (.NameAttributes.countryName, "C"), (.NameAttributes.localityName, "L"),
        (.NameAttributes.stateOrProvinceName, "ST"), (.NameAttributes.organizationName, "O"),
        (.NameAttributes.organizationalUnitName, "OU"), (.NameAttributes.title, "title"),
        (.NameAttributes.emailAddress, "emailAddress"), (.NameAttributes.domainComponent, "DC"),
    ]

    /// The text of RFC 4514: the last relative name first. It may hold an IIN: not for logs.
    public var description: String {
        relativeNames.reversed().map { names in
            names.map { "\(Self.name($0.type))=\(Self.escaped($0.value))" }.joined(separator: "+")
        }.joined(separator: ",")
    }

    private static func name(_ type: ASN1ObjectIdentifier) -> String {
        shortNames.first { $0.0 == type }?.1 ?? type.dotted
    }

    /// RFC 4514, 2.4.
    private static func escaped(_ value: String) -> String {
        var text = ""
        let last = value.unicodeScalars.count - 1
        for (index, scalar) in value.unicodeScalars.enumerated() {
            switch scalar {
            case "\"", "+", ",", ";", "<", ">", "\\": text += "\\\(scalar)"
            case " " where index == 0 || index == last: text += "\\ "
            case "#" where index == 0: text += "\\#"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                text += "\\" + Hexadecimal.text([UInt8(scalar.value)]).uppercased()
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
