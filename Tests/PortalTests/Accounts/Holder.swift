import FoundationEssentials
import KioskDomain
import PKIX
import PortalClient
import PortalContract

/// A person with a set of keys, at a machine.
struct Holder: Sendable {
    let iin: String
    let machine: Machine
    let application: String
    let set: CertificatesAnswer
    let authentication: PrivateKey
    let signature: PrivateKey

    init(_ machine: Machine, iin: String = People.adult, _ algorithm: KeyAlgorithm = .ecP256, sequence: Int64 = 1)
        async throws
    {
        (self.machine, self.iin) = (machine, iin)
        application = try await machine.application(of: iin, sequence: sequence).number
        (authentication, signature) = (try PrivateKey.generate(algorithm), try PrivateKey.generate(algorithm))
        set = try await machine.client.issueCertificates(
            application,
            CertificatesRequest(
                authentication: try Requests.der(naming: iin, key: authentication),
                signature: try Requests.der(naming: iin, key: signature)))
    }

    /// The set of an application that was made already.
    init(_ machine: Machine, issuing application: String, iin: String) async throws {
        (self.machine, self.iin, self.application) = (machine, iin, application)
        (authentication, signature) = (try PrivateKey.generate(.ecP256), try PrivateKey.generate(.ecP256))
        set = try await machine.client.issueCertificates(
            application,
            CertificatesRequest(
                authentication: try Requests.der(naming: iin, key: authentication),
                signature: try Requests.der(naming: iin, key: signature)))
    }

    func statement(_ opened: LogInOpened) -> LogInStatement {
        LogInStatement(
            logIn: opened.logIn, challenge: opened.challenge, certificate: set.authentication.serial,
            kiosk: machine.identity.kioskID)
    }

    func signed(_ statement: LogInStatement, key: PrivateKey? = nil, certificate: Data? = nil) throws -> LogInSignature
    {
        let key = key ?? authentication
        let algorithm: CertifiedJWS.Algorithm =
            switch key.algorithm {
            case .rsa: .rs256
            case .ecP384: .es384
            default: .es256
            }
        let input = try CertifiedJWS.Input(
            try ContractJSON.encode(statement), algorithm, certificate: certificate ?? set.authentication.certificate)
        let digest: DigestAlgorithm = algorithm == .es384 ? .sha384 : .sha256
        return LogInSignature(
            statement: try input.signed(Data(try key.sign(digest: digest.digest(Array(input.text.utf8))))))
    }

    /// A log-in that the EDS has signed.
    func proven() async throws -> LogInOpened {
        let opened = try await machine.client.openLogIn()
        _ = try await machine.client.proveLogIn(opened.logIn, try signed(statement(opened)))
        return opened
    }

    /// The proof of an SMS code.
    func codeProof(_ purpose: SMSPurpose = .login) async throws -> String? {
        let challenge = try await machine.client.requestSMSCode(SMSChallengeRequest(iin: iin, purpose: purpose))
        return try await machine.client.answerSMSCode(
            challenge: challenge.id, code: try await machine.stubCode(iin)
        ).proof
    }

    /// A log-in that is complete.
    func loggedIn() async throws -> LogInOpened {
        let opened = try await proven()
        _ = try await machine.client.finishLogIn(opened.logIn, proof: try await codeProof() ?? "")
        return opened
    }
}

/// The code with which `body` is refused.
func refusal(_ body: () async throws -> Void) async -> FailureCode? { await failure(body)?.code }
