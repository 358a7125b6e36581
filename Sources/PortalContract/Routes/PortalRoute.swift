public import KioskDomain

/// The paths of the portal's API, version 1. `Resources/openapi.yaml` is the source; a test holds both equal.
public enum PortalRoute {
    /// Open.
    public static let time = "/v1/time"
    /// Enrolment (open; needs a one-time code), and the list of machines.
    public static let kiosks = "/v1/kiosks"
    /// Open: the first certificate for a key that an older version enrolled.
    public static let firstCertificate = "/v1/kiosks/certificate"
    /// The machine that asks.
    public static let kiosk = "/v1/kiosk"
    /// Rotation of its key.
    public static let nextCertificate = "/v1/kiosk/certificate"
    /// The set of configuration and rule data that the machine is offered.
    public static let configuration = "/v1/kiosk/configuration"
    /// Codes for roles.
    public static let enrolmentCodes = "/v1/enrolment-codes"
    /// All machines for people at one look.
    public static let fleet = "/v1/fleet"
    /// Each of them.
    public static let fleetKiosks = "/v1/fleet/kiosks"
    /// How they stood.
    public static let fleetSamples = "/v1/fleet/samples"
    /// What was found wrong with kiosks.
    public static let alarms = "/v1/alarms"
    /// RULES B7.
    public static let personCheck = "/v1/persons/check"
    /// RULES B0, L2.
    public static let smsChallenges = "/v1/sms-challenges"
    /// RULES B1, B5.
    public static let attempts = "/v1/attempts"
    /// DESIGN 5.4.
    public static let events = "/v1/events"
    /// RULES Q3, Q9.
    public static let reservations = "/v1/reservations"
    /// RULES Q1; demonstration mode only.
    public static let demonstrationReservations = "/demonstration/reservations"
    /// A page for whoever holds a slip: how its number stands.
    public static let ticketStatus = "/q"
    /// RULES B3.
    public static let applications = "/v1/applications"
    /// RULES E6.
    public static let reissues = "/v1/reissues"
    /// RULES E3.
    public static let organisationApplications = "/v1/organisation-applications"
    /// RULES E7.
    public static let ownRevocations = "/v1/own-revocations"
    /// RULES E7: what a person identified by face could revoke.
    public static let liveEDS = "/v1/live-eds"
    /// RULES E7.
    public static let lostRevocations = "/v1/lost-revocations"
    /// RULES B5; role `desk`.
    public static let operatorApplications = "/v1/operator/applications"
    /// RULES E7; role `desk`.
    public static let operatorCertificates = "/v1/operator/certificates"
    /// RULES L4; role `desk`.
    public static let operatorPhoneChallenges = "/v1/operator/phone-challenges"
    /// RULES L4; role `desk`.
    public static let operatorPhone = "/v1/operator/phone"
    /// RULES I1–I3.
    public static let exchangeEligibility = "/v1/card-exchange-eligibility"
    /// RULES I4.
    public static let exchanges = "/v1/card-exchanges"
    /// What a machine submitted under a key of its own.
    public static let exchangeSubmissions = "/v1/card-exchange-submissions"
    /// RULES I4, I5; role `officer`.
    public static let officerExchanges = "/v1/officer/card-exchanges"
    /// RULES D1, D4; role `desk`.
    public static let documentScans = "/v1/document-scans"
    /// RULES D2; role `desk`.
    public static let documentHistory = "/v1/document-history"
    /// The owner's phone is a stub; demonstration mode only.
    public static let phoneDocuments = "/demonstration/digital-documents"
    /// RULES D1, D2; demonstration mode only.
    public static let phoneAccesses = "/demonstration/document-accesses"
    /// RULES D2; demonstration mode only.
    public static let phoneHistory = "/demonstration/document-history"
    /// RULES L1; role `kiosk`.
    public static let logIns = "/v1/log-ins"
    /// RULES L3; role `kiosk`.
    public static let smsReports = "/v1/sms-reports"
    /// RULES L5; role `kiosk`.
    public static let phoneSignatures = "/v1/phone-signatures"
    /// RULES E7, L5; role `kiosk`.
    public static let phoneRevocations = "/v1/phone-revocations"
    /// RULES L1: the person's phone is a stub; demonstration mode only.
    public static let demonstrationScans = "/demonstration/log-in-scans"
    /// RULES L5: the person's phone is a stub; demonstration mode only.
    public static let demonstrationSignatureScans = "/demonstration/phone-signature-scans"
    /// RULES L5: the person's phone is a stub; demonstration mode only.
    public static let demonstrationSignatures = "/demonstration/phone-signatures"
    /// The treasury's part; demonstration mode only.
    public static let demonstrationPayments = "/demonstration/payments"
    /// Certificates for key files of the demonstration; demonstration mode only.
    public static let demonstrationCertificates = "/demonstration/certificates"
    /// RULES E4; demonstration mode only.
    public static let demonstrationApplications = "/demonstration/applications"
    /// RULES E7.
    public static let issuedCertificates = "/v1/certificates"
    /// Open: the roots of the test authorities, PEM.
    public static let trustAnchors = "/cert/anchors.pem"
    /// A page for people: SMS codes by masked phone, marked as a stub.
    public static let smsStubPage = "/sms-stub"
    /// The same as JSON for the scripted citizen; demonstration mode only.
    public static let smsStub = "/sms-stub.json"

    /// Shuts a machine out.
    public static func kioskRevocation(_ id: String) -> String { "\(kiosks)/\(id)/revocation" }
    /// One alarm.
    public static func alarm(of kiosk: String, _ code: String) -> String { "\(alarms)/\(kiosk)/\(code)" }
    /// The way back of a fenced kiosk.
    public static func fenceLifting(_ id: String) -> String { "\(kiosks)/\(id)/fence-lifting" }
    /// RULES Q1; demonstration mode only.
    public static func cancellation(_ number: String) -> String {
        "\(demonstrationReservations)/\(number)/cancellation"
    }
    /// The status link of a slip, below the portal's public address.
    public static func ticketStatus(_ token: String) -> String { "\(ticketStatus)/\(token)" }
    /// RULES L2.
    public static func smsAnswer(_ challenge: String) -> String { "\(smsChallenges)/\(challenge)/answer" }
    /// RULES B2.
    public static func attempt(_ attempt: AttemptKey) -> String {
        "\(attempts)/\(attempt.source)/\(attempt.sequence)"
    }
    /// RULES B8.
    public static func portrait(_ attempt: AttemptKey) -> String { "\(self.attempt(attempt))/portrait" }
    /// RULES E10.
    public static func application(_ number: String) -> String { "\(applications)/\(number)" }
    /// RULES E2a.
    public static func administrativeResponses(_ number: String) -> String {
        "\(application(number))/administrative-responses"
    }
    /// RULES E10: for the person whose it is.
    public static func standing(_ number: String) -> String { "\(application(number))/standing" }
    /// RULES E0.
    public static func certificates(_ number: String) -> String { "\(application(number))/certificates" }
    /// RULES E10.
    public static func written(_ number: String) -> String { "\(application(number))/written" }
    /// RULES E4, E5; role `desk`.
    public static func deskApplication(_ number: String) -> String { "\(operatorApplications)/\(number)" }
    /// RULES E5; role `desk`.
    public static func decision(_ number: String) -> String { "\(deskApplication(number))/decision" }
    /// RULES E7; role `desk`.
    public static func revocation(_ serial: String) -> String { "\(issuedCertificates)/\(serial)/revocation" }
    /// RULES L1; role `kiosk`.
    public static func logIn(_ name: String) -> String { "\(logIns)/\(name)" }
    /// RULES L1; role `kiosk`.
    public static func logInEDS(_ name: String) -> String { "\(logIn(name))/eds" }
    /// RULES L2; role `kiosk`.
    public static func logInCode(_ name: String) -> String { "\(logIn(name))/code" }
    /// RULES L1; role `kiosk`.
    public static func account(_ name: String) -> String { "\(logIn(name))/account" }
    /// Role `kiosk`.
    public static func logInEnd(_ name: String) -> String { "\(logIn(name))/end" }
    /// RULES L5; role `kiosk`.
    public static func phoneSignature(_ name: String) -> String { "\(phoneSignatures)/\(name)" }
    /// Role `kiosk`.
    public static func phoneSignatureEnd(_ name: String) -> String { "\(phoneSignature(name))/end" }
    /// RULES L4; role `kiosk`.
    public static func phoneChallenges(_ name: String) -> String { "\(logIn(name))/phone-challenges" }
    /// RULES L4; role `kiosk`.
    public static func phone(_ name: String) -> String { "\(logIn(name))/phone" }
    /// RULES D4; role `desk`.
    public static func documentCase(_ access: String) -> String { "/v1/document-accesses/\(access)/case" }
    /// RULES D1; demonstration mode only.
    public static func phoneExtension(_ access: String) -> String { "\(phoneAccesses)/\(access)/extension" }
    /// RULES D2; demonstration mode only.
    public static func phoneClosing(_ access: String) -> String { "\(phoneAccesses)/\(access)/closing" }
    /// RULES I6.
    public static func exchange(_ slip: String) -> String { "\(exchanges)/\(slip)" }
    /// What became of an application that this machine submitted under that key.
    public static func exchangeSubmission(_ key: String) -> String { "\(exchangeSubmissions)/\(key)" }
    /// RULES I4; role `officer`.
    public static func exchangeFile(_ slip: String) -> String { "\(officerExchanges)/\(slip)" }
    /// RULES I4, I5; role `officer`.
    public static func exchangeDecision(_ slip: String) -> String { "\(exchangeFile(slip))/decision" }
    /// Role `officer`.
    public static func exchangeArrival(_ slip: String) -> String { "\(exchangeFile(slip))/arrival" }
    /// RULES I6; role `officer`.
    public static func exchangeCollection(_ slip: String) -> String { "\(exchangeFile(slip))/collection" }
}
