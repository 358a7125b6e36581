import CardReaderPCSC
import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime
import PKIX
import PortalClient
import PortalContract
import SmartCard

/// Writes an EDS to the citizen's card: keys made there, certificates from the portal (E0–E3a).
///
/// The keys are made and their requests signed behind the one VERIFY of the session: 9C, which wants the PIN right before,
/// signs first.
actor CardWriter: MediumWriter {
    private let card: CitizenCard
    private let journal: Journal
    private let portal: PortalClient
    private let clock: TrustedClock
    private let algorithm: PIVAlgorithm
    let order: CertificateOrder

    init(
        card: CitizenCard, journal: Journal, portal: PortalClient, clock: TrustedClock, algorithm: PIVAlgorithm
    ) {
        self.card = card
        self.journal = journal
        self.portal = portal
        self.clock = clock
        self.algorithm = algorithm
        order = CertificateOrder(journal: journal, portal: portal, clock: clock)
    }

    /// Opens the session with the card; the counter comes before any PIN (E9).
    func read(_ application: Application) async -> SessionEvent {
        do {
            switch try await card.begin(for: application.iin) {
            case .remaining(let tries): return .card(.read(.remaining(tries)))
            case .unknown: return .card(.read(.unknown))
            case .blocked: return .card(.pinBlocked)
            }
        } catch {
            return .card(.failed(error.code))
        }
    }

    /// Administrative authentication by the portal, two key pairs on the card, two signed requests.
    func writeKeys(_ application: Application) async -> SessionEvent {
        guard let connection = await card.connection else { return .card(.failed(.cardCommunication)) }
        do {
            guard try await authorise(application, connection) else { return .portal(.refused(.administrativeRefused)) }
            let requests = try await makeKeys(application, connection)
            try await journal.keepRequests(application: application.number, requests, at: clock.now())
            return .card(.keysReady)
        } catch let error as PortalError {
            return .portal(error.sessionEvent)
        } catch {
            return await interrupted(application, error)
        }
    }

    func storeCertificates(_ application: Application) async -> SessionEvent {
        guard let connection = await card.connection else { return .card(.failed(.cardCommunication)) }
        do {
            guard let set = try await journal.certificateRequest(application: application.number)?.certificates,
                let authentication = set.authentication
            else { return .card(.failed(.internalError)) }
            try await journal.advance(application: application.number, to: .writing, at: clock.now())
            for (key, slot, der) in [
                (EDSKey.authentication, PIVSlot.authentication, authentication),
                (.signature, .signature, set.signature),
            ] {
                try await changing(.certificate(key), application) {
                    try await connection.perform { card throws(CardError) in try card.storeCertificate(der, slot) }
                }
            }
            let serials = try set.serials
            try await journal.advance(
                application: application.number, to: .written, serials: serials, at: clock.now())
            return .card(.certificatesStored(serials: serials, factoryPIN: await card.pinIsFactory))
        } catch {
            return await interrupted(application, error)
        }
    }

    // MARK: - Steps

    /// E2a: the card's challenge goes to the portal; the key never reaches the kiosk.
    private func authorise(_ application: Application, _ connection: CardConnection) async throws -> Bool {
        let (card, challenge) = try await connection.perform { card throws(CardError) in
            (try card.cardID(), try card.administrativeChallenge())
        }
        guard let card else { return false }
        let answer = try await portal.administrativeResponse(
            application.number,
            AdministrativeChallenge(
                cardID: card.description, algorithm: "AES-256", challenge: Data(challenge)))
        let response = Array(answer.response)
        return try await connection.perform { card throws(CardError) in
            try card.answerAdministrativeChallenge(response)
        }
    }

    private func makeKeys(_ application: Application, _ connection: CardConnection) async throws -> KeySet {
        let first = try await makeKey(.authentication, .authentication, application, connection)
        let second = try await makeKey(.signature, .signature, application, connection)
        let signature = try await request(second, .signature, application, connection)
        let authentication = try await request(first, .authentication, application, connection)
        return KeySet(authentication: authentication, signature: signature)
    }

    private func makeKey(
        _ key: EDSKey, _ slot: PIVSlot, _ application: Application, _ connection: CardConnection
    ) async throws -> PublicKeyMaterial {
        let algorithm = algorithm
        return try await changing(.key(key), application) {
            try await connection.perform(within: .seconds(120)) { card throws(CardError) in
                try card.generateKeyPair(slot, algorithm)
            }
        }
    }

    /// One change of the card: written down before it begins, and again when the card has confirmed it (R5).
    private func changing<Value: Sendable>(
        _ work: CardWork, _ application: Application, _ body: () async throws -> Value
    ) async throws -> Value {
        try await journal.intend(work, application: application.number, at: clock.now())
        let value = try await body()
        try await journal.confirm(work, application: application.number, at: clock.now())
        return value
    }

    private func request(
        _ key: PublicKeyMaterial, _ slot: PIVSlot, _ application: Application, _ connection: CardConnection
    ) async throws -> [UInt8] {
        let request = try CardRequest.toBeSigned(
            subjectPublicKeyInfo: key.subjectPublicKeyInfo, iin: application.iin)
        let algorithm = algorithm
        guard let digest = MessageDigest(.sha256, request.digest) else { throw Failure(.internalError, "digest") }
        let signature = try await connection.perform { card throws(CardError) in
            try card.sign(slot, algorithm, digest, expecting: key)
        }
        return request.assembled(signature: signature)
    }

    private func interrupted(_ application: Application, _ error: any Error) async -> SessionEvent {
        let code = (error as? any CodedError)?.code ?? .internalError
        do {
            try await journal.advance(application: application.number, to: .interrupted, at: clock.now())
        } catch {
            return .journal(.failed(error.code))
        }
        return .card(.failed(code))
    }
}
