public import KioskDomain

/// The paths of the portal's API, version 1. `Resources/openapi.yaml` is the source; a test holds both equal.
///
/// A kiosk proves itself by HTTP Message Signatures (RFC 9421) made with the key it enrolled. Mutual TLS with a client
/// certificate comes with the rotation of device keys and is not part of version 1 yet.
public enum PortalRoute {
    public static let time = "/v1/time"
    public static let kiosks = "/v1/kiosks"
    public static let personCheck = "/v1/persons/check"
    public static let smsChallenges = "/v1/sms-challenges"
    public static let attempts = "/v1/attempts"
    public static let events = "/v1/events"
    public static let applications = "/v1/applications"
    public static let operatorApplications = "/v1/operator/applications"
    /// A page for people: SMS codes by masked phone, marked as a stub.
    public static let smsStubPage = "/sms-stub"
    /// The same as JSON for the scripted citizen; demonstration mode only.
    public static let smsStub = "/sms-stub.json"

    public static func smsAnswer(_ challenge: String) -> String { "\(smsChallenges)/\(challenge)/answer" }
    public static func attempt(_ attempt: AttemptKey) -> String {
        "\(attempts)/\(attempt.source)/\(attempt.sequence)"
    }
    public static func portrait(_ attempt: AttemptKey) -> String { "\(self.attempt(attempt))/portrait" }
    public static func application(_ number: String) -> String { "\(applications)/\(number)" }
    public static func administrativeResponses(_ number: String) -> String {
        "\(application(number))/administrative-responses"
    }
    public static func certificates(_ number: String) -> String { "\(application(number))/certificates" }
    public static func written(_ number: String) -> String { "\(application(number))/written" }
    public static func decision(_ number: String) -> String { "\(operatorApplications)/\(number)/decision" }
}
