/// Members of an object, read with the errors that pages know from the parser they were written for.
struct NamedArguments {
    struct Refused: Error {
        var failure: BasicsFailure
        var details: String

        static func json(_ text: String) -> Refused {
            Refused(failure: .invocation, details: "org.json.JSONException: \(text)")
        }

        static func parameters(_ details: String) -> Refused {
            Refused(failure: .invalidSigningParams, details: details)
        }
    }

    let members: JSONValue

    private static func named(_ name: String, _ complaint: String) -> Refused {
        .json("JSONObject[\"\(name)\"] \(complaint)")
    }

    /// nil when absent or null.
    func optional(_ name: String) -> JSONValue? {
        guard let value = members[name], !value.isNull else { return nil }
        return value
    }

    func required(_ name: String) throws(Refused) -> JSONValue {
        guard let value = members[name] else { throw Self.named(name, "not found.") }
        return value
    }

    func text(_ name: String) throws(Refused) -> String {
        guard let text = try required(name).string else { throw Self.named(name, "not a string.") }
        return text
    }

    /// nil when absent, null or empty. At most 256 bytes: these are names and numbers.
    func optionalText(_ name: String) throws(Refused) -> String? {
        guard let value = optional(name) else { return nil }
        guard let text = value.text, text.raw.count <= 256 else { throw Self.named(name, "not a string.") }
        return text.raw.isEmpty ? nil : text.string
    }

    /// `true`, `false`, and the same as texts, as the official sample sends them; absent and null mean no.
    func flag(_ name: String) throws(Refused) -> Bool {
        switch optional(name) {
        case nil: return false
        case .bool(let flag): return flag
        case .text(let text) where text.string.lowercased() == "true": return true
        case .text(let text) where text.string.lowercased() == "false": return false
        default: throw Self.named(name, "is not a Boolean.")
        }
    }

    func object(_ name: String) throws(Refused) -> NamedArguments? {
        guard let value = optional(name) else { return nil }
        guard value.members != nil else { throw Self.named(name, "is not a JSONObject.") }
        return NamedArguments(members: value)
    }

    /// nil when absent or null.
    func texts(_ name: String) throws(Refused) -> [JSONText]? {
        guard let value = optional(name) else { return nil }
        guard case .array(let values) = value else { throw Self.named(name, "is not a JSONArray.") }
        return try Self.texts(values)
    }

    static func texts(_ values: [JSONValue]) throws(Refused) -> [JSONText] {
        var texts: [JSONText] = []
        for (index, value) in values.enumerated() {
            guard let text = value.text else { throw .json("JSONArray[\(index)] not a string.") }
            texts.append(text)
        }
        return texts
    }

    /// Every short text of the object, for wishes that the protocol does not fix.
    var wishes: [String: String] {
        var wishes: [String: String] = [:]
        for member in members.members ?? [] {
            if let text = member.value.text, text.raw.count <= 1024 { wishes[member.name] = text.string }
        }
        return wishes
    }
}
