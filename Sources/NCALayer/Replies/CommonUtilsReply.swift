import KioskDomain

/// `{"responseObject":…,"code":"200"}` and `{"code":"500","message":"…"}`, members in the recorded order.
struct CommonUtilsEnvelope: Sendable {
    var echo = Echo()

    func success(_ object: JSONNode?) -> Reply {
        let member = object.map { [("responseObject", $0)] } ?? []
        return Reply(.object(member + [("code", .string("200"))] + echo.members))
    }

    /// - Parameter message: nil where the recorded reply has none.
    func failure(_ message: String?) -> Reply {
        let member = message.map { [("message", JSONNode.string($0))] } ?? []
        return Reply(.object([("code", .string("500"))] + member + echo.members))
    }

    func refused(_ refusal: HostRefusal) -> Reply {
        switch refusal {
        case .cancelled: failure("action.canceled")
        case .failed(let code, let text): failure(text.isEmpty ? code.rawValue : "\(code.rawValue): \(text)")
        case .malformedXML(let line, let column, let text):
            failure(SAXMessage.text(line: line, column: column, text: text))
        }
    }
}

enum SAXMessage {
    static func text(line: Int, column: Int, text: String) -> String {
        "org.xml.sax.SAXParseException; lineNumber: \(line); columnNumber: \(column); \(text)"
    }
}
