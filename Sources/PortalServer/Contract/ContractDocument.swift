import KioskDomain
import PortalContract
import Yams

/// What `openapi.yaml` demands of requests, read from the document itself: there is no second list of limits.
struct ContractDocument: Sendable {
    /// A parameter of an operation.
    struct Parameter: Sendable {
        enum Place: String, Sendable { case path, query, header }
        var name: String
        var place: Place
        var isRequired: Bool
        var schema: ContractSchema
    }

    /// One operation's demands.
    struct Operation: Sendable {
        var parameters: [Parameter] = []
        var body: ContractSchema?
        /// The longest body (`x-body-bytes`).
        var bodyBytes = Self.usualBodyBytes
        /// What it answers in JSON when it succeeds; tests hold the types to it.
        var answer: ContractSchema?
        /// What it refuses with, by status; tests hold the portal to it.
        var refusals: [Int: Set<FailureCode>] = [:]
        /// Set for one that shall go.
        var withdrawal: ContractWithdrawal?

        /// Of operations that say nothing.
        static let usualBodyBytes = 64 << 10
        /// Of any operation.
        static let mostBodyBytes = 4 << 20
    }

    private(set) var operations: [PortalOperation: Operation] = [:]
    private(set) var schemas: [String: ContractSchema] = [:]
    /// What the body of an event of each known type must be (`x-events`).
    private(set) var events: [KioskEventType: ContractSchema] = [:]

    struct Unknown: Error { var what: String }

    /// Read once by a process, however many portals it runs: the document is part of the program.
    private static let held = Result { try ContractDocument() }

    /// The program's own.
    ///
    /// - Throws: for a document with a part that this program would not hold.
    static func own() throws -> ContractDocument { try held.get() }

    private init() throws {
        let root = try Self.map(try Yams.compose(yaml: String(decoding: OpenAPIDocument.bytes, as: UTF8.self)))
        for (name, node) in try Self.map(try Self.map(root["components"])["schemas"]) {
            schemas[name] = try Self.schema(node)
            for type in try Self.map(node)["x-events"]?.array(of: String.self) ?? [] {
                guard events.updateValue(.reference(name), forKey: KioskEventType(rawValue: type)) == nil else {
                    throw Unknown(what: "two bodies for \(type)")
                }
            }
        }
        guard Set(events.keys) == KioskEventType.known else { throw Unknown(what: "an event without a body") }
        let shared = try Self.map(try Self.map(root["components"])["responses"])
        for (_, methods) in try Self.map(root["paths"]) {
            for (_, node) in try Self.map(methods) {
                let parts = try Self.map(node)
                // Standards of their own say what is held of these.
                if parts["tags"]?.array(of: String.self) == ["services"] { continue }
                guard let id = parts["operationId"]?.string, let operation = PortalOperation(rawValue: id) else {
                    throw Unknown(what: "an operation that is not in the table")
                }
                let bytes = parts["x-body-bytes"]?.int ?? Operation.usualBodyBytes
                guard (1...Operation.mostBodyBytes).contains(bytes) else { throw Unknown(what: "a body that long") }
                operations[operation] = Operation(
                    parameters: try (parts["parameters"]?.sequence.map { Array($0) } ?? []).map(Self.parameter),
                    body: try Self.body(parts["requestBody"]), bodyBytes: bytes,
                    answer: try Self.answer(parts["responses"]),
                    refusals: try Self.refusals(parts["responses"], shared),
                    withdrawal: try ContractWithdrawal(parts))
            }
        }
        guard operations.count == PortalOperation.allCases.count else { throw Unknown(what: "an operation is missing") }
    }

    private static func parameter(_ node: Node) throws -> Parameter {
        let parts = try map(node)
        guard let name = parts["name"]?.string, let place = parts["in"]?.string.flatMap(Parameter.Place.init) else {
            throw Unknown(what: "a parameter")
        }
        return Parameter(
            name: name, place: place, isRequired: parts["required"]?.bool ?? false,
            schema: try schema(try value(parts["schema"])))
    }

    private static func body(_ node: Node?) throws -> ContractSchema? {
        guard let node else { return nil }
        return try schema(try value(try map(try map(try map(node)["content"])["application/json"])["schema"]))
    }

    private static func answer(_ node: Node?) throws -> ContractSchema? {
        let answers = try map(node)
        let content = try map(try map(answers["200"] ?? answers["201"])["content"])
        return try content["application/json"].map { try schema(try value(try map($0)["schema"])) }
    }

    /// The codes that the descriptions of the refusals name.
    private static func refusals(_ node: Node?, _ shared: [String: Node]) throws -> [Int: Set<FailureCode>] {
        var found: [Int: Set<FailureCode>] = [:]
        for (status, response) in try map(node) {
            guard let number = Int(status), number >= 400 else { continue }
            var parts = try map(response)
            if let name = parts["$ref"]?.string?.split(separator: "/").last { parts = try map(shared[String(name)]) }
            let words = parts["description"]?.string?.split { $0 == " " || $0 == "," || $0 == ";" || $0 == ":" } ?? []
            found[number] = Set(words.compactMap { FailureCode(rawValue: String($0)) })
        }
        return found
    }

    private static func map(_ node: Node?) throws -> [String: Node] {
        guard let mapping = try value(node).mapping else { throw Unknown(what: "a mapping") }
        return Dictionary(mapping.compactMap { pair in pair.key.string.map { ($0, pair.value) } }) { first, _ in first }
    }

    private static func value(_ node: Node?) throws -> Node {
        guard let node else { throw Unknown(what: "something is missing") }
        return node
    }
}

extension ContractDocument {
    /// Says nothing of values.
    private static let remarks: Set<String> = [
        "type", "description", "contentMediaType", "contentSchema", "examples", "x-events",
    ]

    private static func schema(_ node: Node) throws -> ContractSchema {
        var parts = try map(node)
        if let reference = parts["$ref"]?.string {
            return .reference(String(reference.split(separator: "/").last ?? ""))
        }
        guard let type = parts["type"]?.string else { throw Unknown(what: "a schema without a type") }
        for remark in remarks { parts[remark] = nil }
        func take(_ name: String) -> Node? { parts.removeValue(forKey: name) }
        let schema: ContractSchema
        switch type {
        case "object":
            if let values = take("additionalProperties") {
                schema = .map(of: try Self.schema(values))
                break
            }
            let required = Set(take("required")?.array(of: String.self) ?? [])
            let properties = try map(take("properties")).mapValues { try Self.schema($0) }
            guard required.isSubset(of: properties.keys) else { throw Unknown(what: "required and not described") }
            schema = .object(properties: properties, required: required)
        case "array":
            let bounds = (take("minItems")?.int ?? 0, take("maxItems")?.int ?? Int.max)
            schema = .array(of: try Self.schema(try value(take("items"))), count: bounds.0...bounds.1)
        case "string": schema = .text(try text(&parts))
        case "integer":
            _ = take("format")
            let bounds = (take("minimum")?.int ?? Int.min, take("maximum")?.int ?? Int.max)
            schema = .integer(Int64(bounds.0)...Int64(bounds.1))
        case "number":
            let bounds = (take("minimum")?.float ?? -.infinity, take("maximum")?.float ?? .infinity)
            schema = .number(bounds.0...bounds.1)
        case "boolean":
            _ = take("const")
            schema = .truth
        default: throw Unknown(what: "the type \(type)")
        }
        guard parts.isEmpty else { throw Unknown(what: parts.keys.sorted().joined(separator: ", ")) }
        return schema
    }

    private static func text(_ parts: inout [String: Node]) throws -> ContractSchema.TextRule {
        func take(_ name: String) -> Node? { parts.removeValue(forKey: name) }
        var rule = ContractSchema.TextRule()
        rule.length = (take("minLength")?.int ?? 0)...(take("maxLength")?.int ?? Int.max)
        rule.values = take("enum").map { Set($0.array(of: String.self)) }
        if let expression = take("pattern")?.string {
            guard let pattern = ContractPattern(expression) else { throw Unknown(what: "the pattern \(expression)") }
            rule.pattern = pattern
        }
        rule.isBase64 = take("contentEncoding")?.string == "base64"
        switch take("format")?.string {
        case nil: break
        case "iin", "date":
            // Judged by the rules of persons and dates, which have codes of their own.
            rule.pattern = nil
            rule.length = 0...64
            rule.hasOwnRules = true
        case .some(let format): throw Unknown(what: "the format \(format)")
        }
        return rule
    }
}
