import FoundationEssentials
import HTTPTypes
import KioskDomain
import KioskTestSupport
import PortalContract
import Testing

/// The document and the types must say the same: each example decodes into its type and encodes to equal JSON.
struct OpenAPITests {
    /// Examples by operation, `request` and `response`, read by indentation: our document keeps each on one line.
    private static let examples: [String: [String: String]] = {
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

    private func hold<Value: Codable>(_ operation: String, _ part: String, _ type: Value.Type) throws {
        let example = try #require(Self.examples[operation]?[part], "\(operation) has no example for its \(part)")
        let value = try ContractJSON.decode(type, from: Data(example.utf8))
        #expect(String(decoding: try ContractJSON.encode(value), as: UTF8.self) == example)
    }

    @Test func everyRequestExampleIsItsType() throws {
        try hold("enrol", "request", EnrolmentRequest.self)
        try hold("fetchCertificate", "request", KioskCertificateRequest.self)
        try hold("renewCertificate", "request", KioskCertificateRequest.self)
        try hold("present", "request", KioskPresence.self)
        try hold("revokeKiosk", "request", KioskRevocationRequest.self)
        try hold("newEnrolmentCode", "request", EnrolmentCodeRequest.self)
        try hold("check", "request", PersonCheckRequest.self)
        try hold("requestSMSCode", "request", SMSChallengeRequest.self)
        try hold("answerSMSCode", "request", SMSCodeRequest.self)
        try hold("openAttempt", "request", AttemptOpening.self)
        try hold("send", "request", EventBatch.self)
        try hold("reserve", "request", ReservationRequest.self)
        try hold("apply", "request", ApplicationRequest.self)
        try hold("administrativeResponse", "request", AdministrativeChallenge.self)
        try hold("issueCertificates", "request", CertificatesRequest.self)
        try hold("reportWritten", "request", WrittenRequest.self)
        try hold("applyAtDesk", "request", OperatorApplicationRequest.self)
        try hold("decide", "request", OperatorDecision.self)
        try hold("revoke", "request", RevocationRequest.self)
        try hold("issueDemonstrationCertificates", "request", DemonstrationCertificatesRequest.self)
    }

    @Test func everyResponseExampleIsItsType() throws {
        try hold("time", "response", TimeAnswer.self)
        try hold("enrol", "response", KioskGrant.self)
        try hold("fetchCertificate", "response", KioskGrant.self)
        try hold("renewCertificate", "response", KioskGrant.self)
        try hold("present", "response", KioskStanding.self)
        try hold("kiosks", "response", KioskList.self)
        try hold("revokeKiosk", "response", RegisteredKiosk.self)
        try hold("newEnrolmentCode", "response", EnrolmentCode.self)
        try hold("check", "response", PersonCheckAnswer.self)
        try hold("requestSMSCode", "response", SMSChallengeAnswer.self)
        try hold("answerSMSCode", "response", SMSCodeAnswer.self)
        try hold("openAttempt", "response", AttemptOpened.self)
        try hold("attempts", "response", AttemptList.self)
        try hold("send", "response", EventReceipts.self)
        try hold("reservations", "response", ReservationList.self)
        try hold("reserve", "response", ReservationRecord.self)
        try hold("cancelReservation", "response", ReservationRecord.self)
        try hold("apply", "response", ApplicationRecord.self)
        try hold("application", "response", ApplicationRecord.self)
        try hold("administrativeResponse", "response", AdministrativeResponse.self)
        try hold("issueCertificates", "response", CertificatesAnswer.self)
        try hold("reportWritten", "response", ApplicationRecord.self)
        try hold("applyAtDesk", "response", ApplicationRecord.self)
        try hold("decide", "response", ApplicationRecord.self)
        try hold("revoke", "response", RevocationRecord.self)
        try hold("issueDemonstrationCertificates", "response", DemonstrationCertificates.self)
        try hold("smsStub", "response", [SMSStubMessage].self)
        try hold("components", "response", Problem.self)
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
