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
            // No operation of the table: `ServicesTests`.
            if text == "tags: [services]" { found[operation] = nil }
            if text.hasPrefix("security: []"), found[operation] != nil { found[operation, default: ""] += " open" }
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

    @Test("Each code of the document is one of ours, and each that the portal's sources name stands in the document")
    func codes() throws {
        let lines = String(decoding: OpenAPIDocument.bytes, as: UTF8.self).split(separator: "\n")
        let start = try #require(lines.firstIndex(of: "    FailureCode:"))
        let codes = lines[start...].drop { !$0.hasPrefix("        - ") }.prefix { $0.hasPrefix("        - ") }
            .map { String($0.dropFirst(10)) }
        #expect(!codes.isEmpty && codes == codes.sorted())
        for code in codes { #expect(FailureCode(rawValue: code) != nil, "\(code)") }
        let named = try Self.codesOfThePortal()
        #expect(named.count > 30)
        for code in named { #expect(codes.contains(code.rawValue), "\(code.rawValue)") }
    }

    /// `.name` of each code in the portal's sources.
    private static func codesOfThePortal() throws -> Set<FailureCode> {
        let byName = Dictionary(uniqueKeysWithValues: FailureCode.allCases.map { ("\($0)", $0) })
        let folder = FileManager.default.currentDirectoryPath + "/Sources/PortalServer"
        var found: Set<FailureCode> = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) where name.hasSuffix(".swift") {
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            for part in text.split(separator: ".").dropFirst() {
                let word = part.prefix { $0.isLetter || $0.isNumber }
                // An event's name, too.
                if let code = byName[String(word)] { found.insert(code) }
            }
        }
        return found
    }

    @Test("6.1: the document is valid OpenAPI 3.1; one with a parameter that stands nowhere is not")
    func validOpenAPI() async throws {
        let program = FileManager.default.currentDirectoryPath + "/.venv/bin/openapi-spec-validator"
        try RealPart.require(programs: program)
        let folder = try TemporaryFolder("openapi")
        let text = String(decoding: OpenAPIDocument.bytes, as: UTF8.self)
        let file = try folder.write("openapi.yaml", text.utf8)
        let result = try await Tool.run(program, [file])
        #expect(result.succeeded, "\(result.standardOutput.suffix(600))\(result.standardError.suffix(600))")
        let broken = text.replacing(#""in":"query""#, with: #""in":"nowhere""#, maxReplacements: 1)
        let refused = try await Tool.run(program, [try folder.write("broken.yaml", broken.utf8)])
        #expect(!refused.succeeded)
    }
}
