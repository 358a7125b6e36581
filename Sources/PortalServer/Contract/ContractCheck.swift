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
        case .text(let rule):
            let text = try decoder.singleValueContainer().decode(String.self)
            if let what = rule.fault(text) { throw Self.fault(decoder, what) }
        case .integer(let range):
            guard range.contains(try decoder.singleValueContainer().decode(Int64.self)) else {
                throw Self.fault(decoder, "is beyond its limits")
            }
        case .number(let range):
            guard range.contains(try decoder.singleValueContainer().decode(Double.self)) else {
                throw Self.fault(decoder, "is beyond its limits")
            }
        case .truth: _ = try decoder.singleValueContainer().decode(Bool.self)
        }
    }

    private static func object(
        _ decoder: any Decoder, _ properties: [String: ContractSchema], _ required: Set<String>,
        _ document: ContractDocument
    ) throws {
        let values = try decoder.container(keyedBy: Name.self)
        for name in required where !values.contains(Name(stringValue: name)) {
            throw fault(decoder, "lacks \(name)")
        }
        for (name, schema) in properties {
            let key = Name(stringValue: name)
            guard values.contains(key) else { continue }
            try value(values, key, schema, document)
        }
    }

    private static func value(
        _ values: KeyedDecodingContainer<Name>, _ key: Name, _ schema: ContractSchema, _ document: ContractDocument
    ) throws {
        _ = try values.decode(
            ContractCheck.self, forKey: key, configuration: DecodingConfiguration(document: document, schema: schema))
    }

    private static func fault(_ decoder: any Decoder, _ what: String) -> Fault {
        Fault(path: place(decoder.codingPath), what: what)
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.isEmpty ? "the body" : path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
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
