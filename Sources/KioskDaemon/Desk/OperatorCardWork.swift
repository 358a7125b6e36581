import CardReaderPCSC
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import SmartCard
import Synchronization

/// The card side of signing in: read certificate and counter, VERIFY once, have the card sign a challenge with the key of
/// the certificate, so that a copied certificate opens nothing.
actor OperatorCardWork {
    private let operators: OperatorList
    private let ledger: CardLedger
    private let clock: TrustedClock
    private let trace: APDUTrace
    private nonisolated let secret = Mutex<SecretBytes?>(nil)
    private var connection: CardConnection?
    private var key: CardKey?
    private var serial: [UInt8]?

    init(operators: OperatorList, ledger: CardLedger, clock: TrustedClock, trace: APDUTrace) {
        self.operators = operators
        self.ledger = ledger
        self.clock = clock
        self.trace = trace
    }

    nonisolated func hold(_ pin: consuming SecretBytes) {
        var pin: SecretBytes? = consume pin
        secret.withLock { $0 = pin.take() }
    }

    /// The authentication certificate of the card in this reader; its PIN is not needed.
    func certificate(reader: String) async throws(Failure) -> [UInt8] {
        await release()
        let contents: CardContents
        do {
            contents = try await opened(reader)
        } catch {
            await release()
            throw Failure(error)
        }
        await release()
        guard let certificate = contents.certificate(for: .authentication, at: clock.now()) else {
            throw Failure(.operatorUnknown, "the card has no valid authentication certificate")
        }
        return certificate.der
    }

    func read(reader: String?) async -> OperatorEvent {
        await release()
        guard let reader else { return .failed(.readerMissing) }
        do {
            let contents = try await opened(reader)
            guard let certificate = contents.certificates(for: .authentication, at: clock.now()).first,
                let key = certificate.key, let known = await operators.card(certificate: certificate.der)
            else { return .failed(.operatorUnknown) }
            switch certificate.validity(at: clock.now()) {
            case .valid: break
            case .expired: return .failed(.certificateExpired)
            case .notYetValid: return .failed(.certificateNotYetValid)
            }
            self.key = key
            serial = contents.serial
            guard let connection else { return .failed(.cardRemoved) }
            let status = try await connection.withApplication { card throws(CardError) in
                try card.pinStatus(for: key)
            }
            switch status.pin {
            case .blocked: return .blocked
            case .unknown: return .read(known, .unknown)
            case .remaining(let tries): return .read(known, .remaining(tries))
            }
        } catch {
            return .failed(error.code)
        }
    }

    func verify() async -> OperatorEvent {
        guard let connection, let key, let secret = secret.withLock({ $0.take() }) else {
            return .failed(.cardCommunication)
        }
        do {
            let result = try await connection.verify(secret, for: key)
            await ledger.note(result, serial: serial)
            switch result {
            case .wrong(let remaining): return .wrong(remaining.map { .remaining($0) } ?? .unknown)
            case .blocked: return .blocked
            case .accepted: break
            }
            // The driver gives no signature out that does not hold under the certificate's key.
            let challenge = try Self.challenge()
            _ = try await connection.withApplication { card throws(CardError) in try card.sign(key, challenge) }
            // The card is reset and free again: the desk is open by what was proven, and a document wants its own PIN.
            await release()
            return .accepted
        } catch {
            return .failed(error.code)
        }
    }

    func release() async {
        secret.withLock { $0 = nil }
        key = nil
        serial = nil
        await connection?.close()
        connection = nil
    }

    private func opened(_ reader: String) async throws(CardError) -> CardContents {
        let connection = CardConnection(reader: reader, trace: trace)
        self.connection = connection
        try await connection.open()
        return try await connection.withApplication { card throws(CardError) in try card.contents() }
    }

    private static func challenge() throws(CardError) -> MessageDigest {
        var source = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &source) }
        guard let digest = MessageDigest(.sha256, bytes) else { throw .unsupported("a challenge") }
        return digest
    }
}
