public import FoundationEssentials

/// The one way in which contract values become JSON bytes: keys sorted, so that equal values have equal bytes.
public enum ContractJSON {
    /// Sorted keys, slashes as they are.
    public static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    /// The value in these bytes, or an error when they are not its JSON.
    public static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        try JSONDecoder().decode(type, from: data)
    }
}
