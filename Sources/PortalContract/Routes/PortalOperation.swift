public import HTTPTypes

/// Every operation of the contract, by its `operationId`: where it is, and who may. This is the one table of roles; the
/// portal builds its routes from it, and tests hold `openapi.yaml` and the page docs/trust.md equal to it.
public enum PortalOperation: String, Sendable, Hashable, CaseIterable {
    case time, enrol, fetchCertificate, trustAnchors, ticketStatus
    case present, renewCertificate, configuration, kiosks, revokeKiosk, newEnrolmentCode, liftFence
    case alarms, sayAlarm, fleet, fleetKiosks, fleetSamples
    case check, requestSMSCode, answerSMSCode
    case openAttempt, portrait, attempts
    case send, reservations
    case apply, reissue, applyForOrganisation, revokeOwn, liveEDS, revokeLost, application, standing,
        administrativeResponse, issueCertificates, reportWritten
    case applyAtDesk, deskApplication, decide, certificates, revoke
    case exchangeEligibility, applyForExchange, exchange, exchangeSubmission
    case officerExchanges, exchangeFile, decideExchange, reportExchangeArrived, collectExchange
    case issueDemonstrationCertificates, reserve, cancelReservation, applyAtHome, smsStub, payFee
    case scanDocument, useDocument, documentHistory
    case phoneDocuments, openDocumentAccess, extendDocumentAccess, closeDocumentAccess, phoneHistory
    case openLogIn, logIn, proveLogIn, finishLogIn, account, endLogIn, scanLogIn
    case requestPhoneCode, confirmPhone, reportMissingCode
    case requestDeskPhoneCode, confirmDeskPhone
    case openPhoneSignature, phoneSignature, endPhoneSignature, revokeByPhone, scanPhoneSignature, signByPhone

    /// Who may make a call.
    public enum Access: Sendable, Hashable {
        /// Anybody who reaches the portal's open port.
        case open
        /// As above, and only at a portal in demonstration mode.
        case demonstration
        /// Who shows a client certificate with one of these roles at the port for machines.
        case roles(Set<KioskRole>)
    }

    /// Who may.
    public var access: Access {
        switch self {
        case .time, .enrol, .fetchCertificate, .trustAnchors, .ticketStatus: .open
        case .issueDemonstrationCertificates, .reserve, .cancelReservation, .applyAtHome, .smsStub, .payFee,
            .phoneDocuments, .openDocumentAccess, .extendDocumentAccess, .closeDocumentAccess, .phoneHistory,
            .scanLogIn, .scanPhoneSignature, .signByPhone:
            .demonstration
        case .present, .renewCertificate: .roles(Set(KioskRole.allCases))
        case .configuration: .roles(KioskRole.machines)
        case .kiosks, .alarms, .sayAlarm, .fleet, .fleetKiosks, .fleetSamples: .roles([.technician, .admin])
        case .revokeKiosk, .newEnrolmentCode, .liftFence: .roles([.admin])
        case .openAttempt, .portrait, .apply, .reissue, .applyForOrganisation, .revokeOwn, .liveEDS, .revokeLost,
            .standing, .openLogIn, .logIn, .proveLogIn, .finishLogIn, .account, .endLogIn, .requestPhoneCode,
            .confirmPhone, .reportMissingCode, .openPhoneSignature, .phoneSignature, .endPhoneSignature,
            .revokeByPhone:
            .roles([.kiosk])
        case .check, .requestSMSCode, .answerSMSCode, .application, .administrativeResponse, .issueCertificates,
            .reportWritten:
            .roles([.kiosk, .desk])
        case .send, .reservations: .roles(KioskRole.machines)
        case .attempts, .applyAtDesk, .deskApplication, .decide, .certificates, .revoke, .scanDocument, .useDocument,
            .documentHistory, .requestDeskPhoneCode, .confirmDeskPhone:
            .roles([.desk])
        case .exchangeEligibility, .applyForExchange, .exchangeSubmission: .roles([.kiosk, .desk])
        case .exchange: .roles([.kiosk, .desk, .officer])
        case .officerExchanges, .exchangeFile, .decideExchange, .reportExchangeArrived, .collectExchange:
            .roles([.officer])
        }
    }

    /// As in the document.
    public var method: HTTPRequest.Method {
        switch self {
        case .time, .trustAnchors, .ticketStatus, .configuration, .kiosks, .alarms, .fleet, .fleetKiosks, .fleetSamples,
            .portrait, .attempts, .reservations, .application, .deskApplication, .certificates, .smsStub,
            .exchange, .exchangeSubmission, .officerExchanges, .exchangeFile, .documentHistory, .phoneDocuments,
            .phoneHistory, .logIn, .account, .phoneSignature:
            .get
        case .present, .revokeKiosk, .sayAlarm, .openAttempt, .issueCertificates, .revoke, .cancelReservation,
            .reportExchangeArrived, .collectExchange, .useDocument, .closeDocumentAccess, .proveLogIn, .finishLogIn,
            .endLogIn, .confirmPhone, .confirmDeskPhone, .endPhoneSignature:
            .put
        case .enrol, .fetchCertificate, .renewCertificate, .newEnrolmentCode, .liftFence, .check, .requestSMSCode,
            .answerSMSCode, .send, .apply, .reissue, .applyForOrganisation, .revokeOwn, .liveEDS, .revokeLost,
            .administrativeResponse,
            .reportWritten, .applyAtDesk, .decide,
            .issueDemonstrationCertificates, .reserve, .standing, .applyAtHome, .exchangeEligibility, .applyForExchange,
            .decideExchange, .payFee, .scanDocument, .openDocumentAccess, .extendDocumentAccess, .openLogIn,
            .scanLogIn, .requestPhoneCode, .requestDeskPhoneCode, .reportMissingCode, .openPhoneSignature,
            .revokeByPhone, .scanPhoneSignature, .signByPhone:
            .post
        }
    }

    /// As in the document, with its parameters in braces.
    public var path: String {
        switch self {
        case .time: PortalRoute.time
        case .enrol, .kiosks: PortalRoute.kiosks
        case .fetchCertificate: PortalRoute.firstCertificate
        case .trustAnchors: PortalRoute.trustAnchors
        case .ticketStatus: PortalRoute.ticketStatus("{token}")
        case .present: PortalRoute.kiosk
        case .renewCertificate: PortalRoute.nextCertificate
        case .configuration: PortalRoute.configuration
        case .revokeKiosk: PortalRoute.kioskRevocation("{id}")
        case .newEnrolmentCode: PortalRoute.enrolmentCodes
        case .liftFence: PortalRoute.fenceLifting("{id}")
        case .alarms: PortalRoute.alarms
        case .fleet: PortalRoute.fleet
        case .fleetKiosks: PortalRoute.fleetKiosks
        case .fleetSamples: PortalRoute.fleetSamples
        case .sayAlarm: PortalRoute.alarm(of: "{id}", "{code}")
        case .check: PortalRoute.personCheck
        case .requestSMSCode: PortalRoute.smsChallenges
        case .answerSMSCode: PortalRoute.smsAnswer("{id}")
        case .openAttempt: "\(PortalRoute.attempts)/{source}/{sequence}"
        case .portrait: "\(PortalRoute.attempts)/{source}/{sequence}/portrait"
        case .attempts: PortalRoute.attempts
        case .send: PortalRoute.events
        case .reservations: PortalRoute.reservations
        case .apply: PortalRoute.applications
        case .reissue: PortalRoute.reissues
        case .applyForOrganisation: PortalRoute.organisationApplications
        case .revokeOwn: PortalRoute.ownRevocations
        case .liveEDS: PortalRoute.liveEDS
        case .revokeLost: PortalRoute.lostRevocations
        case .application: PortalRoute.application("{number}")
        case .standing: PortalRoute.standing("{number}")
        case .applyAtHome: PortalRoute.demonstrationApplications
        case .administrativeResponse: PortalRoute.administrativeResponses("{number}")
        case .issueCertificates: PortalRoute.certificates("{number}")
        case .reportWritten: PortalRoute.written("{number}")
        case .applyAtDesk: PortalRoute.operatorApplications
        case .deskApplication: PortalRoute.deskApplication("{number}")
        case .decide: PortalRoute.decision("{number}")
        case .certificates: PortalRoute.operatorCertificates
        case .revoke: PortalRoute.revocation("{serial}")
        case .exchangeEligibility: PortalRoute.exchangeEligibility
        case .applyForExchange: PortalRoute.exchanges
        case .exchange: PortalRoute.exchange("{slip}")
        case .exchangeSubmission: PortalRoute.exchangeSubmission("{key}")
        case .officerExchanges: PortalRoute.officerExchanges
        case .exchangeFile: PortalRoute.exchangeFile("{slip}")
        case .decideExchange: PortalRoute.exchangeDecision("{slip}")
        case .reportExchangeArrived: PortalRoute.exchangeArrival("{slip}")
        case .collectExchange: PortalRoute.exchangeCollection("{slip}")
        case .payFee: PortalRoute.demonstrationPayments
        case .scanDocument: PortalRoute.documentScans
        case .useDocument: PortalRoute.documentCase("{access}")
        case .documentHistory: PortalRoute.documentHistory
        case .phoneDocuments: PortalRoute.phoneDocuments
        case .openDocumentAccess: PortalRoute.phoneAccesses
        case .extendDocumentAccess: PortalRoute.phoneExtension("{access}")
        case .closeDocumentAccess: PortalRoute.phoneClosing("{access}")
        case .phoneHistory: PortalRoute.phoneHistory
        case .openLogIn: PortalRoute.logIns
        case .logIn: PortalRoute.logIn("{logIn}")
        case .proveLogIn: PortalRoute.logInEDS("{logIn}")
        case .finishLogIn: PortalRoute.logInCode("{logIn}")
        case .account: PortalRoute.account("{logIn}")
        case .endLogIn: PortalRoute.logInEnd("{logIn}")
        case .requestPhoneCode: PortalRoute.phoneChallenges("{logIn}")
        case .confirmPhone: PortalRoute.phone("{logIn}")
        case .requestDeskPhoneCode: PortalRoute.operatorPhoneChallenges
        case .confirmDeskPhone: PortalRoute.operatorPhone
        case .reportMissingCode: PortalRoute.smsReports
        case .scanLogIn: PortalRoute.demonstrationScans
        case .openPhoneSignature: PortalRoute.phoneSignatures
        case .phoneSignature: PortalRoute.phoneSignature("{signature}")
        case .endPhoneSignature: PortalRoute.phoneSignatureEnd("{signature}")
        case .revokeByPhone: PortalRoute.phoneRevocations
        case .scanPhoneSignature: PortalRoute.demonstrationSignatureScans
        case .signByPhone: PortalRoute.demonstrationSignatures
        case .issueDemonstrationCertificates: PortalRoute.demonstrationCertificates
        case .reserve: PortalRoute.demonstrationReservations
        case .cancelReservation: PortalRoute.cancellation("{number}")
        case .smsStub: PortalRoute.smsStub
        }
    }
}
