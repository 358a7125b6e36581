import FoundationEssentials

/// Base64 as XML holds it (XML Schema base64Binary): white space anywhere, lines of 76 characters when written.
enum Base64Text {
    static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
    }

    /// Nil for anything but Base64 and white space.
    static func decode(_ text: String) -> [UInt8]? {
        let digits = text.utf8.filter { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        return Data(base64Encoded: Data(digits)).map { Array($0) }
    }
}
