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
        let document = try ContractDocument()
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
        case .number: found.append(("\(path) is a text", "1"))
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

    /// Requests with one parameter that the document forbids.
    private static func parameterViolations() throws -> [(operation: PortalOperation, name: String, path: String)] {
        let document = try ContractDocument()
        return PortalOperation.allCases.flatMap { operation in
            (document.operations[operation]?.parameters ?? []).flatMap { parameter in
                wrong(parameter.schema).compactMap { value in
                    switch parameter.place {
                    case .query: (operation, parameter.name, "\(operation.sample)?\(parameter.name)=\(value)")
                    case .path:
                        value.isEmpty
                            ? nil
                            : (operation, parameter.name, operation.sample(parameter.name, value))
                    case .header: nil
                    }
                }
            }
        }
    }

    /// Texts for a path or a query that the schema forbids.
    private static func wrong(_ schema: ContractSchema) -> [String] {
        switch schema {
        case .text(let rule):
            ["%20%3F%21", String(repeating: "Z", count: 5_000), ""].filter {
                rule.fault($0.removingPercentEncoding ?? "") != nil
            }
        case .integer(let range):
            ["x", "0.5", "99999999999999999999"]
                + (range.lowerBound > .min ? [String(range.lowerBound - 1)] : [])
                + (range.upperBound < .max ? [String(range.upperBound + 1)] : [])
        case .truth: ["maybe"]
        case .number, .object, .array, .map, .reference: []
        }
    }

    @Test("6: every parameter violated is refused with a code, and nothing is changed") func eachParameter()
        async throws
    {
        let violations = try Self.parameterViolations()
        #expect(violations.count > 40)
        try await withPortal { portal in
            let identity = try await portal.enrol(KioskRole.allCases)
            let before = try await portal.rows()
            let (wire, open) = (Wire(portal: portal, identity: identity), Wire(portal: portal))
            for (operation, name, path) in violations {
                let isOpen = operation.access == .open || operation.access == .demonstration
                let answer = try await (isOpen ? open : wire).send(
                    operation.method, path, Self.example(operation), headers: [("idempotency-key", "violation")])
                #expect(
                    Self.isRefusedByContract(answer), "\(operation) \(name) \(path.prefix(80)): \(answer.status)")
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
    /// All that stands in the tables that requests can change.
    fileprivate func rows() async throws -> String {
        let tables = [
            "person", "kiosk", "kioskCertificate", "kioskState", "kioskCentre", "enrolmentCode", "enrolmentTerms",
            "event", "eventBody", "attempt", "attemptRefused", "application", "applicationGrant", "reissue",
            "certificate", "revocation", "smsChallenge", "proof", "logIn", "missingCode", "reservation", "hallTicket",
            "audit", "alarmHandling", "configurationSet", "kioskConfiguration", "kioskReport", "kioskSync",
            "kioskLink", "kioskAlarm", "cardExchange", "exchangePicture", "feePayment", "identityCard",
            "migrationOfficer", "digitalDocument", "documentAccess", "documentHistory", "documentUse", "documentVain",
        ]
        var all = ""
        for table in tables { all += "\(table)\n\(try await stored("SELECT * FROM \(table) ORDER BY 1"))\n" }
        return all
    }
}
