public import HTTPTypes

/// Every operation of the contract, by its `operationId`: where it is, and who may. This is the one table of roles; the
/// portal builds its routes from it, and tests hold `openapi.yaml` and the page docs/trust.md equal to it.
public enum PortalOperation: String, Sendable, Hashable, CaseIterable {
    case time, enrol, fetchCertificate, trustAnchors, ticketStatus
    case present, renewCertificate, kiosks, revokeKiosk, newEnrolmentCode
    case check, requestSMSCode, answerSMSCode
    case openAttempt, portrait, attempts
    case send, reservations
    case apply, application, administrativeResponse, issueCertificates, reportWritten
    case applyAtDesk, decide, revoke
    case issueDemonstrationCertificates, reserve, cancelReservation, smsStub

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
        case .issueDemonstrationCertificates, .reserve, .cancelReservation, .smsStub: .demonstration
        case .present, .renewCertificate: .roles(Set(KioskRole.allCases))
        case .kiosks: .roles([.technician, .admin])
        case .revokeKiosk, .newEnrolmentCode: .roles([.admin])
        case .openAttempt, .portrait, .apply: .roles([.kiosk])
        case .check, .requestSMSCode, .answerSMSCode, .application, .administrativeResponse, .issueCertificates,
            .reportWritten:
            .roles([.kiosk, .desk])
        case .send, .reservations: .roles(KioskRole.machines)
        case .attempts, .applyAtDesk, .decide, .revoke: .roles([.desk])
        }
    }

    /// As in the document.
    public var method: HTTPRequest.Method {
        switch self {
        case .time, .trustAnchors, .ticketStatus, .kiosks, .portrait, .attempts, .reservations, .application, .smsStub:
            .get
        case .present, .revokeKiosk, .openAttempt, .issueCertificates, .revoke, .cancelReservation: .put
        case .enrol, .fetchCertificate, .renewCertificate, .newEnrolmentCode, .check, .requestSMSCode,
            .answerSMSCode, .send, .apply, .administrativeResponse, .reportWritten, .applyAtDesk, .decide,
            .issueDemonstrationCertificates, .reserve:
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
        case .revokeKiosk: PortalRoute.kioskRevocation("{id}")
        case .newEnrolmentCode: PortalRoute.enrolmentCodes
        case .check: PortalRoute.personCheck
        case .requestSMSCode: PortalRoute.smsChallenges
        case .answerSMSCode: PortalRoute.smsAnswer("{id}")
        case .openAttempt: "\(PortalRoute.attempts)/{source}/{sequence}"
        case .portrait: "\(PortalRoute.attempts)/{source}/{sequence}/portrait"
        case .attempts: PortalRoute.attempts
        case .send: PortalRoute.events
        case .reservations: PortalRoute.reservations
        case .apply: PortalRoute.applications
        case .application: PortalRoute.application("{number}")
        case .administrativeResponse: PortalRoute.administrativeResponses("{number}")
        case .issueCertificates: PortalRoute.certificates("{number}")
        case .reportWritten: PortalRoute.written("{number}")
        case .applyAtDesk: PortalRoute.operatorApplications
        case .decide: PortalRoute.decision("{number}")
        case .revoke: PortalRoute.revocation("{serial}")
        case .issueDemonstrationCertificates: PortalRoute.demonstrationCertificates
        case .reserve: PortalRoute.demonstrationReservations
        case .cancelReservation: PortalRoute.cancellation("{number}")
        case .smsStub: PortalRoute.smsStub
        }
    }
}
