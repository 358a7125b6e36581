import FoundationEssentials
import KioskDomain
import PortalContract

/// Holds a body to the document, before anything is done with it.
struct ContractCheck: DecodableWithConfiguration {
    /// What is expected at this place of the body.
    struct DecodingConfiguration {
        let document: ContractDocument
        let schema: ContractSchema
    }

    /// What is wrong, and where; never the value itself.
    struct Fault: Error {
        var path: String
        var what: String
    }

    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int?
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder, configuration: DecodingConfiguration) throws {
        switch configuration.schema {
        case .reference(let name):
            guard let schema = configuration.document.schemas[name] else { throw Self.fault(decoder, "is not known") }
            _ = try ContractCheck(
                from: decoder, configuration: DecodingConfiguration(document: configuration.document, schema: schema))
        case .object(let properties, let required):
            try Self.object(decoder, properties, required, configuration.document)
        case .map(let schema):
            let values = try decoder.container(keyedBy: Name.self)
            for key in values.allKeys { try Self.value(values, key, schema, configuration.document) }
        case .array(let schema, let count):
            var values = try decoder.unkeyedContainer()
            guard count.contains(values.count ?? 0) else { throw Self.fault(decoder, "has too many or too few items") }
            let inner = DecodingConfiguration(document: configuration.document, schema: schema)
            while !values.isAtEnd { _ = try values.decode(ContractCheck.self, configuration: inner) }
        case .text, .integer, .number, .truth:
            let value = try decoder.singleValueContainer()
            if let what = try Self.simple(
                configuration.schema, value.decode(String.self), value.decode(Int64.self), value.decode(Double.self),
                value.decode(Bool.self))
            {
                throw Self.fault(decoder, what)
            }
        }
    }

    /// What is wrong with a value that holds no others; nil for one that does. Only what is expected is decoded.
    private static func simple(
        _ schema: ContractSchema, _ text: @autoclosure () throws -> String, _ integer: @autoclosure () throws -> Int64,
        _ number: @autoclosure () throws -> Double, _ truth: @autoclosure () throws -> Bool
    ) throws -> String? {
        switch schema {
        case .text(let rule): return rule.fault(try text())
        case .integer(let range): return try fitting(integer).map(range.contains) == true ? nil : "is beyond its limits"
        case .number(let range): return try fitting(number).map(range.contains) == true ? nil : "is beyond its limits"
        case .truth: _ = try truth()
        case .reference, .object, .map, .array: break
        }
        return nil
    }

    /// Nil for a number that the type cannot hold, of which the decoder does not say where it stands (an error of its own).
    private static func fitting<Number>(_ decode: () throws -> Number) throws -> Number? {
        do { return try decode() } catch let error as DecodingError { throw error } catch { return nil }
    }

    private static func object(
        _ decoder: any Decoder, _ properties: [String: ContractSchema], _ required: Set<String>,
        _ document: ContractDocument
    ) throws {
        let values = try decoder.container(keyedBy: Name.self)
        for (name, schema) in properties {
            let key = Name(stringValue: name)
            if values.contains(key) {
                try value(values, key, schema, document)
            } else if required.contains(name) {
                throw fault(decoder, "lacks \(name)")
            }
        }
    }

    private static func value(
        _ values: KeyedDecodingContainer<Name>, _ key: Name, _ schema: ContractSchema, _ document: ContractDocument
    ) throws {
        switch schema {
        case .reference, .object, .map, .array:
            _ = try values.decode(
                ContractCheck.self, forKey: key,
                configuration: DecodingConfiguration(document: document, schema: schema))
        case .text, .integer, .number, .truth:
            // Without a decoder of its own: most values of a batch are such.
            if let what = try simple(
                schema, values.decode(String.self, forKey: key), values.decode(Int64.self, forKey: key),
                values.decode(Double.self, forKey: key), values.decode(Bool.self, forKey: key))
            {
                throw Fault(path: place(values.codingPath + [key]), what: what)
            }
        }
    }

    private static func fault(_ decoder: any Decoder, _ what: String) -> Fault {
        Fault(path: place(decoder.codingPath), what: what)
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.isEmpty ? "the body" : path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }

    /// Whether the body of an event is what the document says of its type. Nothing is said of a type that it does not know.
    static func holds(_ event: KioskEvent, to document: ContractDocument) -> Bool {
        guard let schema = document.events[event.type] else { return true }
        let configuration = DecodingConfiguration(document: document, schema: schema)
        return (try? JSONDecoder().decode(ContractCheck.self, from: event.body, configuration: configuration)) != nil
    }

    /// - Throws: ``PortalProblem`` `portal.request-invalid`, with the place of the first fault.
    static func hold(_ body: Data, to schema: ContractSchema, of document: ContractDocument) throws {
        do {
            _ = try JSONDecoder().decode(
                ContractCheck.self, from: body,
                configuration: DecodingConfiguration(document: document, schema: schema))
        } catch let fault as Fault {
            throw PortalProblem.invalid("\(fault.path) \(fault.what)")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            throw PortalProblem.invalid("\(place(context.codingPath)) is of another type")
        } catch {
            throw PortalProblem.invalid("the body is no JSON of the contract")
        }
    }
}
