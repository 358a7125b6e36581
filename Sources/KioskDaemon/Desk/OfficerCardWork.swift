import CMS
import CardReaderPCSC
import KioskDevices
import KioskDomain
import KioskTime
import PKIX
import SmartCard
import Synchronization

/// The officer's own card certifies (I4): the card that opened the desk, its key for signatures, one VERIFY for one signature.
actor OfficerCardWork {
    private let ledger: CardLedger
    private let clock: TrustedClock
    private let trace: APDUTrace
    /// The operator's reader as it is now; nil when there is none.
    private let reader: @Sendable () -> String?
    private nonisolated let secret = Mutex<SecretBytes?>(nil)
    private var connection: CardConnection?
    private var signer: (key: CardKey, certificate: Certificate)?
    private var serial: [UInt8]?

    init(ledger: CardLedger, clock: TrustedClock, trace: APDUTrace, reader: @escaping @Sendable () -> String?) {
        self.ledger = ledger
        self.clock = clock
        self.trace = trace
        self.reader = reader
    }

    nonisolated func hold(_ pin: consuming SecretBytes) {
        var pin: SecretBytes? = consume pin
        secret.withLock { $0 = pin.take() }
    }

    /// Reads the card and its counter; the counter comes before any PIN (E9).
    ///
    /// - Parameter fingerprint: of the certificate with which the officer signed in.
    func begin(as fingerprint: String) async -> ExchangeReviewAnswer {
        await release()
        guard let name = reader() else { return .cardFailed(.readerMissing) }
        let connection = CardConnection(reader: name, trace: trace)
        self.connection = connection
        do {
            try await connection.open()
            let contents = try await connection.withApplication { card throws(CardError) in try card.contents() }
            guard contents.certificates.contains(where: { OperatorList.fingerprint($0.der) == fingerprint }) else {
                throw Failure(.cardOfOtherPerson)
            }
            guard let held = contents.certificate(for: .signature, at: clock.now()), let key = held.key else {
                throw Failure(.exchangeNoEDS)
            }
            signer = (key, try Certificate(der: held.der))
            serial = contents.serial
            let status = try await connection.withApplication { card throws(CardError) in try card.pinStatus(for: key) }
            switch status.pin {
            case .blocked: return await failed(.pinBlocked)
            case .unknown: return .counter(.unknown)
            case .remaining(let tries): return .counter(.remaining(tries))
            }
        } catch {
            return await failed((error as? any CodedError)?.code ?? .internalError)
        }
    }

    /// What came of a PIN and a signature.
    enum Signing: Sendable {
        /// CMS with the content attached.
        case signed([UInt8])
        case refused(ExchangeReviewAnswer)
    }

    /// The card is reset and free again after a signature; after a wrong PIN it waits for the next.
    func sign(_ content: [UInt8]) async -> Signing {
        guard let connection, let signer, let secret = secret.withLock({ $0.take() }) else {
            return .refused(await failed(.cardCommunication))
        }
        do {
            let result = try await connection.verify(secret, for: signer.key)
            await ledger.note(result, serial: serial)
            switch result {
            case .wrong(let remaining): return .refused(.wrongPIN(remaining.map { .remaining($0) } ?? .unknown))
            case .blocked: return .refused(await failed(.pinBlocked))
            case .accepted: break
            }
            let prepared = try CAdESSigning.prepare(
                .document(content), certificate: signer.certificate, options: CAdESOptions(signingTime: clock.now()))
            let digest = try prepared.cardDigest()
            let signature = try await connection.withApplication { card throws(CardError) in
                try card.sign(signer.key, digest)
            }
            let signed = try prepared.complete(signature: signature).encoded()
            await release()
            return .signed(Array(signed))
        } catch {
            return .refused(await failed((error as? any CodedError)?.code ?? .internalError))
        }
    }

    /// Forgets an unsent PIN, resets the card and ends its transaction.
    func release() async {
        secret.withLock { $0 = nil }
        signer = nil
        serial = nil
        await connection?.close()
        connection = nil
    }

    private func failed(_ code: FailureCode) async -> ExchangeReviewAnswer {
        await release()
        return .cardFailed(code)
    }
}
