import FoundationEssentials
import HTTPTypes
import KioskDomain
import KioskTestSupport
import PortalContract
import Testing

/// The document and the types must say the same: each example decodes into its type and encodes to equal JSON.
struct OpenAPITests {
    /// Examples by operation, `request` and `response`, read by indentation: our document keeps each on one line.
    static let examples: [String: [String: String]] = {
        var found: [String: [String: String]] = [:]
        var (operation, part) = ("", "")
        for line in String(decoding: OpenAPIDocument.bytes, as: UTF8.self).split(separator: "\n") {
            let text = String(line).drop { $0 == " " }
            if text.hasPrefix("operationId: ") { operation = String(text.dropFirst(13)) }
            if text.hasPrefix("components:") { operation = "components" }
            if text.hasPrefix("requestBody:") { part = "request" }
            if text.hasPrefix("responses:") { part = "response" }
            if text.hasPrefix("example: ") { found[operation, default: [:]][part] = String(text.dropFirst(9)) }
        }
        return found
    }()

    @Test func everyProblemIsItsType() throws {
        let example = try #require(Self.examples["components"]?["response"])
        let value = try ContractJSON.decode(Problem.self, from: Data(example.utf8))
        #expect(String(decoding: try ContractJSON.encode(value), as: UTF8.self) == example)
    }

    @Test("Method, path, port and roles of every operation are as the table of roles says, and no other is there")
    func everyOperationIsInTheDocumentAndNoOther() {
        var found: [String: String] = [:]
        var (path, method, operation) = ("", "", "")
        for line in String(decoding: OpenAPIDocument.bytes, as: UTF8.self).split(separator: "\n") {
            let text = String(line).drop { $0 == " " }
            let depth = line.count - text.count
            if line == "components:" { break }
            if depth == 2, text.hasPrefix("/") { path = String(text.dropLast()) }
            if depth == 4, text.hasSuffix(":") { method = text.dropLast().uppercased() }
            if text.hasPrefix("operationId: ") {
                operation = String(text.dropFirst(13))
                found[operation] = "\(method) \(path)"
            }
            if text.hasPrefix("security: []") { found[operation, default: ""] += " open" }
            if text.hasPrefix("x-roles: [") {
                let roles = text.dropFirst(10).dropLast().split(separator: ", ").sorted().joined(separator: " ")
                found[operation, default: ""] += " \(roles)"
            }
        }
        for operation in PortalOperation.allCases {
            let access =
                switch operation.access {
                case .open, .demonstration: "open"
                case .roles(let roles): roles.map(\.rawValue).sorted().joined(separator: " ")
                }
            let said = found.removeValue(forKey: operation.rawValue)
            #expect(said == "\(operation.method.rawValue) \(operation.path) \(access)")
        }
        #expect(found.isEmpty)
    }

    @Test func everyCodeOfTheDocumentIsAFailureCode() throws {
        let lines = String(decoding: OpenAPIDocument.bytes, as: UTF8.self).split(separator: "\n")
        let start = try #require(lines.firstIndex(of: "    FailureCode:"))
        let codes = lines[start...].drop { !$0.hasPrefix("        - ") }.prefix { $0.hasPrefix("        - ") }
            .map { String($0.dropFirst(10)) }
        #expect(!codes.isEmpty)
        for code in codes { #expect(FailureCode(rawValue: code) != nil, "\(code)") }
    }

    @Test func theDocumentIsValidOpenAPI() async throws {
        try RealPart.require(programs: "python3")
        let probe = try await Tool.run("python3", ["-c", "import openapi_spec_validator, yaml"])
        if !probe.succeeded { try Test.cancel("openapi-spec-validator is not installed") }
        let folder = try TemporaryFolder("openapi")
        let file = try folder.write("openapi.yaml", OpenAPIDocument.bytes)
        let script = "import sys,yaml,openapi_spec_validator as v; v.validate(yaml.safe_load(open(sys.argv[1])))"
        let result = try await Tool.run("python3", ["-c", script, file])
        #expect(result.succeeded, "\(result.standardError.suffix(600))")
    }
}
