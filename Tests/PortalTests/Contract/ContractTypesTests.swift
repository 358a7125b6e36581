import FoundationEssentials
import KioskDomain
import PortalContract
import Testing

@testable import PortalServer

/// The Swift types and the document say the same, in both directions: fields, which are required, values, kinds.
struct ContractTypesTests {
    private func hold<Value: Codable>(_ operation: PortalOperation, _ part: String, _ type: Value.Type) throws {
        let text = try #require(OpenAPITests.examples[operation.rawValue]?[part], "\(operation) has no \(part)")
        let document = try ContractDocument.own()
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

    private static var requests: [PortalOperation: any Codable.Type] {
        [
            .enrol: EnrolmentRequest.self,
            .fetchCertificate: KioskCertificateRequest.self,
            .renewCertificate: KioskCertificateRequest.self,
            .present: KioskPresence.self,
            .revokeKiosk: KioskRevocationRequest.self,
            .newEnrolmentCode: EnrolmentCodeRequest.self,
            .liftFence: FenceLiftingRequest.self,
            .sayAlarm: KioskAlarmWord.self,
            .check: PersonCheckRequest.self,
            .requestSMSCode: SMSChallengeRequest.self,
            .answerSMSCode: SMSCodeRequest.self,
            .openAttempt: AttemptOpening.self,
            .send: EventBatch.self,
            .reserve: ReservationRequest.self,
            .apply: ApplicationRequest.self,
            .reissue: ReissueRequest.self,
            .applyForOrganisation: OrganisationRequest.self,
            .revokeOwn: OwnRevocationRequest.self,
            .liveEDS: LiveEDSRequest.self,
            .revokeLost: LostRevocationRequest.self,
            .standing: StandingRequest.self,
            .applyAtHome: HomeApplicationRequest.self,
            .administrativeResponse: AdministrativeChallenge.self,
            .issueCertificates: CertificatesRequest.self,
            .reportWritten: WrittenRequest.self,
            .applyAtDesk: OperatorApplicationRequest.self,
            .decide: OperatorDecision.self,
            .revoke: RevocationRequest.self,
            .issueDemonstrationCertificates: DemonstrationCertificatesRequest.self,
            .exchangeEligibility: CardExchangeQuestion.self,
            .applyForExchange: CardExchangeRequest.self,
            .decideExchange: CardExchangeDecision.self,
            .reportExchangeArrived: CardExchangeArrival.self,
            .collectExchange: CardExchangeCollection.self,
            .payFee: DemonstrationPaymentRequest.self,
            .scanDocument: DocumentScanRequest.self,
            .useDocument: DocumentUseRequest.self,
            .openDocumentAccess: DocumentAccessRequest.self,
            .extendDocumentAccess: DocumentOwner.self,
            .closeDocumentAccess: DocumentOwner.self,
            .proveLogIn: LogInSignature.self,
            .finishLogIn: LogInCodeProof.self,
            .scanLogIn: LogInScan.self,
            .requestPhoneCode: PhoneRequest.self,
            .confirmPhone: PhoneConfirmation.self,
            .requestDeskPhoneCode: DeskPhoneRequest.self,
            .confirmDeskPhone: DeskPhoneConfirmation.self,
            .reportMissingCode: MissingCodeReport.self,
            .openPhoneSignature: PhoneSignatureRequest.self,
            .revokeByPhone: PhoneRevocationRequest.self,
            .scanPhoneSignature: PhoneSignatureScan.self,
            .signByPhone: PhoneSignatureAnswer.self,
        ]
    }

    private static var answers: [PortalOperation: any Codable.Type] {
        [
            .time: TimeAnswer.self,
            .enrol: KioskGrant.self,
            .fetchCertificate: KioskGrant.self,
            .renewCertificate: KioskGrant.self,
            .present: KioskStanding.self,
            .configuration: ConfigurationAnswer.self,
            .kiosks: KioskList.self,
            .revokeKiosk: RegisteredKiosk.self,
            .newEnrolmentCode: EnrolmentCode.self,
            .liftFence: EnrolmentCode.self,
            .alarms: KioskAlarmList.self,
            .sayAlarm: KioskAlarm.self,
            .fleet: FleetSummary.self,
            .fleetKiosks: FleetKioskList.self,
            .fleetSamples: FleetSamples.self,
            .check: PersonCheckAnswer.self,
            .requestSMSCode: SMSChallengeAnswer.self,
            .answerSMSCode: SMSCodeAnswer.self,
            .openAttempt: AttemptOpened.self,
            .attempts: AttemptList.self,
            .send: EventReceipts.self,
            .reservations: ReservationList.self,
            .reserve: ReservationRecord.self,
            .cancelReservation: ReservationRecord.self,
            .apply: ApplicationRecord.self,
            .reissue: ApplicationRecord.self,
            .applyForOrganisation: ApplicationRecord.self,
            .revokeOwn: OwnRevocations.self,
            .liveEDS: LiveEDSList.self,
            .revokeLost: OwnRevocations.self,
            .application: ApplicationRecord.self,
            .standing: StandingAnswer.self,
            .applyAtHome: ApplicationRecord.self,
            .deskApplication: DeskApplication.self,
            .administrativeResponse: AdministrativeResponse.self,
            .issueCertificates: CertificatesAnswer.self,
            .reportWritten: ApplicationRecord.self,
            .applyAtDesk: ApplicationRecord.self,
            .decide: ApplicationRecord.self,
            .certificates: RegisteredCertificates.self,
            .revoke: RevocationRecord.self,
            .issueDemonstrationCertificates: DemonstrationCertificates.self,
            .smsStub: [SMSStubMessage].self,
            .openLogIn: LogInOpened.self,
            .logIn: LogInStanding.self,
            .proveLogIn: LogInStanding.self,
            .finishLogIn: LogInStanding.self,
            .account: Account.self,
            .endLogIn: LogInEnded.self,
            .scanLogIn: LogInStanding.self,
            .requestPhoneCode: SMSChallengeAnswer.self,
            .confirmPhone: SMSCodeAnswer.self,
            .requestDeskPhoneCode: SMSChallengeAnswer.self,
            .confirmDeskPhone: SMSCodeAnswer.self,
            .reportMissingCode: MissingCodeReceipt.self,
            .openPhoneSignature: PhoneSignatureOpened.self,
            .phoneSignature: PhoneSignatureStanding.self,
            .endPhoneSignature: PhoneSignatureEnded.self,
            .revokeByPhone: OwnRevocations.self,
            .scanPhoneSignature: PhoneSignatureDocument.self,
            .signByPhone: PhoneSignatureStanding.self,
            .exchangeEligibility: CardExchangeEligibility.self,
            .applyForExchange: CardExchangeRecord.self,
            .exchange: CardExchangeRecord.self,
            .exchangeSubmission: CardExchangeRecord.self,
            .officerExchanges: CardExchangeQueue.self,
            .exchangeFile: CardExchangeFile.self,
            .decideExchange: CardExchangeRecord.self,
            .reportExchangeArrived: CardExchangeRecord.self,
            .collectExchange: CardExchangeRecord.self,
            .payFee: DemonstrationPayment.self,
            .scanDocument: ShownDocument.self,
            .useDocument: DocumentReference.self,
            .documentHistory: DocumentHistory.self,
            .phoneDocuments: PhoneDocumentList.self,
            .openDocumentAccess: OpenedAccess.self,
            .extendDocumentAccess: OpenedAccess.self,
            .closeDocumentAccess: OpenedAccess.self,
            .phoneHistory: DocumentHistory.self,
        ]
    }

    @Test("6.1: every request that the document describes, and no other") func requests() throws {
        let document = try ContractDocument.own()
        #expect(Set(Self.requests.keys) == Set(document.operations.filter { $0.value.body != nil }.keys))
        for (operation, type) in Self.requests { try hold(operation, "request", type) }
    }

    @Test("6.1: every answer in JSON that the document describes, and no other") func answers() throws {
        let document = try ContractDocument.own()
        #expect(Set(Self.answers.keys) == Set(document.operations.filter { $0.value.answer != nil }.keys))
        for (operation, type) in Self.answers { try hold(operation, "response", type) }
    }

    private static var events: [String: any Codable.Type] {
        [
            "AttemptOpenedBody": AttemptOpenedBody.self,
            "AttemptClosedBody": AttemptClosedBody.self,
            "TicketIssuedBody": TicketIssuedBody.self,
            "TicketToldBody": TicketToldBody.self,
            "ReservationChangedBody": ReservationChangedBody.self,
            "SlipStateBody": SlipStateBody.self,
            "ApplicationWrittenBody": ApplicationWrittenBody.self,
            "ApplicationInterruptedBody": ApplicationInterruptedBody.self,
            "AuditHead": AuditHeadBody.self,
        ]
    }

    @Test("6.1: the body of every type of event, and no other") func eventBodies() throws {
        let document = try ContractDocument.own()
        let found = try Self.eventSchemas()
        #expect(Set(found.map(\.schema)) == Set(Self.events.keys))
        let types = found.flatMap(\.types)
        #expect(types.count == Set(types).count)
        #expect(Set(types) == Set(KioskEventType.known.map(\.rawValue)))
        for event in found {
            let type = try #require(Self.events[event.schema])
            try hold(Data(event.example.utf8), type, .reference(event.schema), document)
        }
    }

    private func hold<Value: Codable>(
        _ example: Data, _ type: Value.Type, _ schema: ContractSchema, _ document: ContractDocument
    ) throws {
        let value = try ContractJSON.decode(type, from: example)
        #expect(try ContractJSON.encode(value) == example)
        try compare(value, schema, document, "\(type)")
        try ContractCheck.hold(example, to: schema, of: document)
    }

    /// Schemas with `x-events`, and their one example, read by indentation as the examples of operations are.
    static func eventSchemas() throws -> [(schema: String, types: [String], example: String)] {
        var found: [(schema: String, types: [String], example: String)] = []
        var name = ""
        for line in String(decoding: OpenAPIDocument.bytes, as: UTF8.self).split(separator: "\n") {
            if line.hasPrefix("    "), !line.hasPrefix("     "), line.hasSuffix(":") {
                name = String(line.dropFirst(4).dropLast())
            }
            if line.hasPrefix("      x-events: ") {
                let types = try ContractJSON.decode([String].self, from: Data(line.dropFirst(16).utf8))
                found.append((name, types, ""))
            }
            if line.hasPrefix("      examples: ["), found.last?.schema == name {
                found[found.count - 1].example = String(line.dropFirst(17).dropLast())
            }
        }
        return found
    }
}
