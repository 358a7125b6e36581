import Foundation
import HTTPTypes
import KioskDomain
import KioskTestSupport
import NIOHTTP1
import PortalClient
import PortalContract
import Testing

@testable import PortalServer

/// Bad input of issue 6: every schema violated in each field, made from the document itself.
@Suite(.onEachStore) struct ViolationTests {
    /// One body that the document forbids.
    struct Violation: Sendable {
        var operation: PortalOperation
        var name: String
        var body: Data

        /// What the answer must name; nil for the body itself and for what stands in a list or a map.
        var member: String? {
            let path = name.split(separator: " ").first ?? ""
            return path.contains("[]") ? nil : path.split(separator: ".").dropFirst().last.map(String.init)
        }
    }

    private static func violations() throws -> [Violation] {
        let document = try ContractDocument.own()
        var found: [Violation] = []
        for operation in PortalOperation.allCases {
            guard let schema = document.operations[operation]?.body else { continue }
            let text = try #require(OpenAPITests.examples[operation.rawValue]?["request"])
            let example = try JSONSerialization.jsonObject(with: Data(text.utf8))
            for (name, body) in altered(example, schema, document, "body") {
                let bytes = try JSONSerialization.data(withJSONObject: body, options: .fragmentsAllowed)
                found.append(Violation(operation: operation, name: name, body: bytes))
            }
        }
        return found
    }

    /// Everything that `value` can become when it is broken in one place.
    static func altered(
        _ value: Any, _ schema: ContractSchema, _ document: ContractDocument, _ path: String
    ) -> [(String, Any)] {
        var found: [(String, Any)] = [("\(path) null", NSNull())]
        switch schema {
        case .reference(let name):
            return document.schemas[name].map { altered(value, $0, document, path) } ?? []
        case .object(let properties, let required):
            found += [("\(path) is a list", [Any]()), ("\(path) is a text", "x")]
            guard let members = value as? [String: Any] else { return found }
            for (name, schema) in properties {
                if required.contains(name) {
                    found.append(("\(path).\(name) missing", members.filter { $0.key != name }))
                }
                // A member that may be left out is violated too where the example leaves it out.
                let member = members[name] ?? sample(schema, document)
                for (what, other) in altered(member, schema, document, "\(path).\(name)") {
                    found.append((what, members.merging([name: other]) { $1 }))
                }
            }
        case .map(let values):
            found.append(("\(path) is a number", 1))
            found += altered(sample(values, document), values, document, "\(path)[]").map { ($0.0, ["x": $0.1]) }
        case .array(let items, let count):
            found.append(("\(path) is an object", [String: Any]()))
            guard let values = value as? [Any], let first = values.first else { return found }
            if count.lowerBound > 0 { found.append(("\(path) empty", [Any]())) }
            if count.upperBound < 1_000 {
                found.append(("\(path) too long", [Any](repeating: first, count: count.upperBound + 1)))
            }
            found += altered(first, items, document, "\(path)[]").map { ($0.0, [$0.1]) }
        case .text(let rule):
            found += [("\(path) is a number", 1), ("\(path) is a truth value", true), ("\(path) is an object", [:])]
            if rule.length.lowerBound > 0 { found.append(("\(path) empty", "")) }
            if rule.length.upperBound < 1 << 21 {
                found.append(("\(path) too long", String(repeating: "A", count: rule.length.upperBound + 4)))
            }
            if rule.values != nil || rule.pattern != nil { found.append(("\(path) another", "?!")) }
            if rule.hasOwnRules { found.append(("\(path) \(ownRules)", "?!")) }
            if rule.isBase64 { found.append(("\(path) no base 64", "*")) }
            found.append(("\(path) with a zero", "a\u{0}"))
        case .integer(let range):
            found += [("\(path) is a text", "1"), ("\(path) is a fraction", 0.5), ("\(path) is huge", 1e30)]
            if range.lowerBound > .min { found.append(("\(path) too small", range.lowerBound - 1)) }
            if range.upperBound < .max { found.append(("\(path) too great", range.upperBound + 1)) }
        case .number(let range):
            found.append(("\(path) is a text", "1"))
            if range.lowerBound.isFinite { found.append(("\(path) too small", range.lowerBound - 1)) }
            if range.upperBound.isFinite { found.append(("\(path) too great", range.upperBound + 1)) }
        case .truth: found += [("\(path) is a text", "true"), ("\(path) is a number", 2)]
        }
        return found
    }

    /// Persons and dates are judged by the service, which may ask before for a proof or a state.
    private static let ownRules = "against rules of its own"

    /// Something that keeps to the schema.
    private static func sample(_ schema: ContractSchema, _ document: ContractDocument) -> Any {
        switch schema {
        case .reference(let name): document.schemas[name].map { sample($0, document) } ?? NSNull()
        case .object(let properties, let required):
            properties.filter { required.contains($0.key) }.mapValues { sample($0, document) }
        case .map: [String: Any]()
        case .array(let items, _): [sample(items, document)]
        case .text(let rule):
            rule.values?.min()
                ?? [String(repeating: "a", count: 64), "a", "850315300019", "2026-11-23", "PSC-1", "AAAA"].first {
                    rule.fault($0) == nil
                } ?? ""
        case .integer(let range): max(1, range.lowerBound)
        case .number(let range): max(0.5, range.lowerBound)
        case .truth: true
        }
    }

    /// The body of the document's own example; none for an operation without one.
    private static func example(_ operation: PortalOperation) -> Data {
        Data((OpenAPITests.examples[operation.rawValue]?["request"] ?? "{}").utf8)
    }

    /// Before anything is looked up.
    private static func isRefusedByContract(_ answer: Wire.Answer) -> Bool {
        answer.problem?.failureCode == .portalRequest && [413, 422].contains(answer.status)
    }

    /// A request with one parameter that the document forbids, or without one that it demands.
    private struct WrongParameter: Sendable {
        var operation: PortalOperation
        var name: String
        var path: String
        var headers: [(String, String)]

        /// - Parameters:
        ///   - value: nil leaves it out.
        ///   - others: what the operation demands beside it.
        init(
            _ operation: PortalOperation, _ parameter: ContractDocument.Parameter, _ value: String?,
            _ others: [(ContractDocument.Parameter, String)]
        ) {
            let given = others + (value.map { [(parameter, $0)] } ?? [])
            let query = given.filter { $0.0.place == .query }.map { "\($0.0.name)=\($0.1)" }
            self.operation = operation
            name = parameter.name
            path = parameter.place == .path ? operation.sample(name, value ?? "") : operation.sample
            if !query.isEmpty { path += "?\(query.joined(separator: "&"))" }
            headers = given.filter { $0.0.place == .header }.map { ($0.0.name, $0.1) }
        }
    }

    private static func parameterViolations() throws -> [WrongParameter] {
        let document = try ContractDocument.own()
        return PortalOperation.allCases.flatMap { operation -> [WrongParameter] in
            let parameters = document.operations[operation]?.parameters ?? []
            return parameters.flatMap { parameter -> [WrongParameter] in
                let others = parameters.filter { $0.isRequired && $0.name != parameter.name }
                    .map { ($0, "\(sample($0.schema, document))") }
                var values: [String?] = wrong(parameter.schema, document)
                // A path without one of its parts is another path.
                if parameter.place == .path { values.removeAll { $0 == "" } }
                if parameter.place != .path, parameter.isRequired { values.append(nil) }
                return values.map { WrongParameter(operation, parameter, $0, others) }
            }
        }
    }

    /// Texts that the schema of a parameter forbids.
    private static func wrong(_ schema: ContractSchema, _ document: ContractDocument) -> [String] {
        switch schema {
        case .reference(let name): document.schemas[name].map { wrong($0, document) } ?? []
        case .text(let rule):
            ["%20%3F%21", String(repeating: "Z", count: 5_000), ""].filter {
                rule.fault($0.removingPercentEncoding ?? "") != nil
            }
        case .integer(let range):
            ["x", "0.5", "99999999999999999999"]
                + (range.lowerBound > .min ? [String(range.lowerBound - 1)] : [])
                + (range.upperBound < .max ? [String(range.upperBound + 1)] : [])
        case .truth: ["maybe"]
        case .number, .object, .array, .map: []
        }
    }

    @Test("6: every parameter violated is refused with a code, and nothing is changed") func eachParameter()
        async throws
    {
        let violations = try Self.parameterViolations()
        #expect(violations.count > 100)
        #expect(violations.contains { $0.name == "Idempotency-Key" } && violations.contains { $0.name == "logIn" })
        try await withPortal { portal in
            let identity = try await portal.enrol(KioskRole.allCases)
            let before = try await portal.rows()
            let (wire, open) = (Wire(portal: portal, identity: identity), Wire(portal: portal))
            for violation in violations {
                let operation = violation.operation
                let isOpen = operation.access == .open || operation.access == .demonstration
                let answer = try await (isOpen ? open : wire).send(
                    operation.method, violation.path, Self.example(operation), headers: violation.headers)
                let detail = answer.problem?.detail ?? ""
                #expect(
                    Self.isRefusedByContract(answer) && detail.hasPrefix("\(violation.name) "),
                    "\(operation) \(violation.path.prefix(80)): \(answer.status) \(detail)")
            }
            #expect(try await portal.rows() == before)
        }
    }

    @Test("6: every schema violated in each field is refused with a code, and nothing is changed") func eachField()
        async throws
    {
        let violations = try Self.violations()
        #expect(violations.count > 200)
        try await withPortal { portal in
            let identity = try await portal.enrol(KioskRole.allCases)
            let before = try await portal.rows()
            let wire = Wire(portal: portal, identity: identity)
            let open = Wire(portal: portal)
            for violation in violations {
                let operation = violation.operation
                let isOpen = operation.access == .open || operation.access == .demonstration
                let answer = try await (isOpen ? open : wire).send(
                    operation.method, operation.sample, violation.body,
                    headers: [("idempotency-key", "violation")])
                guard !violation.name.hasSuffix(Self.ownRules) else {
                    #expect((400..<500).contains(answer.status) && answer.problem?.failureCode != nil)
                    continue
                }
                #expect(Self.isRefusedByContract(answer), "\(operation) \(violation.name): \(answer.status)")
                let detail = answer.problem?.detail ?? ""
                #expect(
                    violation.member.map(detail.contains) ?? true, "\(operation) \(violation.name): \(detail)")
            }
            #expect(try await portal.rows() == before)
        }
    }

    @Test("6: no JSON, another media type, a packed body are refused; nothing is unpacked") func noJSON() async throws {
        try await withPortal { portal in
            let wire = Wire(portal: portal, identity: try await portal.enrol([.kiosk]))
            for bytes in [Data("{".utf8), Data([0xFF, 0xFE]), Data(repeating: UInt8(ascii: "["), count: 100_000)] {
                let answer = try await wire.send(.post, PortalRoute.events, bytes)
                #expect(answer.status == 422)
            }
            // 10 MiB of zeros, packed to some 10 KiB: the size does not matter, since it is not looked at.
            let packed = [("content-encoding", "gzip")]
            let bomb = try await wire.send(
                .post, PortalRoute.events, Data(repeating: 0x1F, count: 10_000), headers: packed)
            #expect(bomb.status == 415 && bomb.problem?.code == FailureCode.portalRequest.rawValue)
            let form = try await wire.send(
                .post, PortalRoute.events, Data("a=b".utf8), headers: [("content-type", "text/plain")])
            #expect(form.status == 415)
        }
    }

    @Test("6: a body that is too large is refused, not read to the end") func oversize() async throws {
        try await withPortal { portal in
            let wire = Wire(portal: portal, identity: try await portal.enrol([.kiosk]))
            let answer = try await wire.send(.post, PortalRoute.events, Data(repeating: 0x20, count: (4 << 20) + 1))
            #expect(answer.status == 413 || answer.status == 0)
            #expect(try await wire.send(.post, PortalRoute.events, Data("{\"events\":[]}".utf8)).status == 200)
        }
    }

    @Test("6.1: a method that a path does not have is refused with those that it has") func method() async throws {
        try await withPortal { portal in
            for wire in [Wire(portal: portal), Wire(portal: portal, identity: try await portal.enrol([.admin]))] {
                let answer = try await wire.send(.delete, PortalRoute.kiosks)
                #expect(answer.status == 405 && answer.headers.first(name: "allow") == "GET, POST")
            }
        }
    }
}

extension PortalFixture {
    /// All that stands in the tables, but for what the portal writes by itself.
    fileprivate func rows() async throws -> String {
        let names =
            options.database == nil
            ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            : """
            SELECT relname FROM pg_class JOIN pg_namespace AS n ON n.oid = relnamespace
            WHERE nspname = 'public' AND relkind IN ('r', 'p') AND NOT relispartition
            """
        var all = ""
        for name in try await stored("\(names) ORDER BY 1").split(separator: "\n")
        where !["fleetsample", "namedlock"].contains(name.lowercased()) {
            all += "\(name)\n\(try await stored("SELECT * FROM \(name) ORDER BY 1"))\n"
        }
        #expect(all.count { $0 == "\n" } > 60)
        return all
    }
}
