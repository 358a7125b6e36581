import FoundationEssentials
import KioskDomain
import PortalContract
import Testing

@testable import PortalServer

/// The Swift types and the document say the same, in both directions: fields, which are required, values, kinds.
struct ContractTypesTests {
    private func hold<Value: Codable>(_ operation: PortalOperation, _ part: String, _ type: Value.Type) throws {
        let text = try #require(OpenAPITests.examples[operation.rawValue]?[part], "\(operation) has no \(part)")
        let document = try ContractDocument()
        let value = try ContractJSON.decode(type, from: Data(text.utf8))
        #expect(String(decoding: try ContractJSON.encode(value), as: UTF8.self) == text)
        let schema = part == "request" ? document.operations[operation]?.body : document.operations[operation]?.answer
        try compare(value, try #require(schema, "\(operation) \(part)"), document, "\(operation) \(part)")
        // The example keeps to its own schema, limits included.
        try ContractCheck.hold(Data(text.utf8), to: try #require(schema), of: document)
    }

    private func compare(_ value: Any, _ schema: ContractSchema, _ document: ContractDocument, _ path: String) throws {
        switch schema {
        case .reference(let name):
            try compare(value, try #require(document.schemas[name], "\(path)"), document, "\(path)=\(name)")
        case .object(let properties, let required):
            let mirror = Mirror(reflecting: value)
            var names: Set<String> = []
            var needed: Set<String> = []
            for case (let label?, let child) in mirror.children {
                names.insert(label)
                let inner = Mirror(reflecting: child)
                let isOptional = inner.displayStyle == .optional
                if !isOptional { needed.insert(label) }
                guard let property = properties[label] else { continue }
                guard let unwrapped = isOptional ? inner.children.first?.value : child else { continue }
                try compare(unwrapped, property, document, "\(path).\(label)")
            }
            #expect(names == Set(properties.keys), "\(path)")
            #expect(needed == required, "\(path)")
        case .array(let items, _):
            for child in Mirror(reflecting: value).children { try compare(child.value, items, document, "\(path)[]") }
        case .text(let rule):
            if let values = rule.values, let known = (value as? any (CaseIterable & RawRepresentable<String>)) {
                #expect(Self.values(known) == values, "\(path)")
            } else if rule.isBase64 {
                #expect(value is Data, "\(path)")
            } else {
                #expect(value is String || value is any RawRepresentable<String>, "\(path)")
            }
        case .integer: #expect(value is Int || value is Int64, "\(path)")
        case .number: #expect(value is Double, "\(path)")
        case .truth: #expect(value is Bool, "\(path)")
        case .map: break
        }
    }

    private static func values<Value: CaseIterable & RawRepresentable<String>>(_: Value) -> Set<String> {
        Set(Value.allCases.map(\.rawValue))
    }

    @Test("6.1: every request") func requests() throws {
        try hold(.enrol, "request", EnrolmentRequest.self)
        try hold(.fetchCertificate, "request", KioskCertificateRequest.self)
        try hold(.renewCertificate, "request", KioskCertificateRequest.self)
        try hold(.present, "request", KioskPresence.self)
        try hold(.revokeKiosk, "request", KioskRevocationRequest.self)
        try hold(.newEnrolmentCode, "request", EnrolmentCodeRequest.self)
        try hold(.liftFence, "request", FenceLiftingRequest.self)
        try hold(.sayAlarm, "request", KioskAlarmWord.self)
        try hold(.check, "request", PersonCheckRequest.self)
        try hold(.requestSMSCode, "request", SMSChallengeRequest.self)
        try hold(.answerSMSCode, "request", SMSCodeRequest.self)
        try hold(.openAttempt, "request", AttemptOpening.self)
        try hold(.send, "request", EventBatch.self)
        try hold(.reserve, "request", ReservationRequest.self)
        try hold(.apply, "request", ApplicationRequest.self)
        try hold(.standing, "request", StandingRequest.self)
        try hold(.applyAtHome, "request", HomeApplicationRequest.self)
        try hold(.administrativeResponse, "request", AdministrativeChallenge.self)
        try hold(.issueCertificates, "request", CertificatesRequest.self)
        try hold(.reportWritten, "request", WrittenRequest.self)
        try hold(.applyAtDesk, "request", OperatorApplicationRequest.self)
        try hold(.decide, "request", OperatorDecision.self)
        try hold(.revoke, "request", RevocationRequest.self)
        try hold(.issueDemonstrationCertificates, "request", DemonstrationCertificatesRequest.self)
    }

    @Test("6.1: every answer") func answers() throws {
        try hold(.time, "response", TimeAnswer.self)
        try hold(.enrol, "response", KioskGrant.self)
        try hold(.fetchCertificate, "response", KioskGrant.self)
        try hold(.renewCertificate, "response", KioskGrant.self)
        try hold(.present, "response", KioskStanding.self)
        try hold(.configuration, "response", ConfigurationAnswer.self)
        try hold(.kiosks, "response", KioskList.self)
        try hold(.revokeKiosk, "response", RegisteredKiosk.self)
        try hold(.newEnrolmentCode, "response", EnrolmentCode.self)
        try hold(.liftFence, "response", EnrolmentCode.self)
        try hold(.alarms, "response", KioskAlarmList.self)
        try hold(.sayAlarm, "response", KioskAlarm.self)
        try hold(.fleet, "response", FleetSummary.self)
        try hold(.fleetKiosks, "response", FleetKioskList.self)
        try hold(.fleetSamples, "response", FleetSamples.self)
        try hold(.check, "response", PersonCheckAnswer.self)
        try hold(.requestSMSCode, "response", SMSChallengeAnswer.self)
        try hold(.answerSMSCode, "response", SMSCodeAnswer.self)
        try hold(.openAttempt, "response", AttemptOpened.self)
        try hold(.attempts, "response", AttemptList.self)
        try hold(.send, "response", EventReceipts.self)
        try hold(.reservations, "response", ReservationList.self)
        try hold(.reserve, "response", ReservationRecord.self)
        try hold(.cancelReservation, "response", ReservationRecord.self)
        try hold(.apply, "response", ApplicationRecord.self)
        try hold(.application, "response", ApplicationRecord.self)
        try hold(.standing, "response", StandingAnswer.self)
        try hold(.applyAtHome, "response", ApplicationRecord.self)
        try hold(.deskApplication, "response", DeskApplication.self)
        try hold(.administrativeResponse, "response", AdministrativeResponse.self)
        try hold(.issueCertificates, "response", CertificatesAnswer.self)
        try hold(.reportWritten, "response", ApplicationRecord.self)
        try hold(.applyAtDesk, "response", ApplicationRecord.self)
        try hold(.decide, "response", ApplicationRecord.self)
        try hold(.certificates, "response", RegisteredCertificates.self)
        try hold(.revoke, "response", RevocationRecord.self)
        try hold(.issueDemonstrationCertificates, "response", DemonstrationCertificates.self)
        try hold(.smsStub, "response", [SMSStubMessage].self)
    }
}
