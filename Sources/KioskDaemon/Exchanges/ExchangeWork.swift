import CMS
import CardReaderPCSC
import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import Logging
import PKIX
import PortalClient
import PortalContract
import SmartCard

/// An application for the exchange of an identity card (I1–I6): who by the EDS on the card, whether by the portal, its photo and
/// specimen in memory only, signed by the card, sent as often as it takes under one key that is durable here first.
actor ExchangeWork {
    let portal: PortalClient
    let journal: Journal
    let clock: TrustedClock
    let zone: CentreZone
    let logger: Logger
    private let card: CitizenCard
    private let check: CertificateCheck
    /// The photo that was taken last; held by the camera's part.
    private let photo: @Sendable () async -> WipedBytes?
    private var specimen: WipedBytes?
    /// While the mobile app is to sign it.
    private var unsigned: CardExchangeRequest?
    private var signed: CardExchangeRequest?
    /// Under which the signed application is sent.
    private var key: String?

    init(
        card: CitizenCard, check: CertificateCheck, portal: PortalClient, journal: Journal, clock: TrustedClock,
        zone: CentreZone, logger: Logger,
        photo: @escaping @Sendable () async -> WipedBytes?
    ) {
        self.card = card
        self.check = check
        self.portal = portal
        self.journal = journal
        self.clock = clock
        self.zone = zone
        self.logger = logger
        self.photo = photo
    }

    // MARK: - Card

    /// Whose EDS is on the card; nothing is held afterwards, so that the person may take it. An EDS that is known to be revoked
    /// is refused here, before photo and fee (I4, E7).
    func readCard(_ reason: CardExchangeReason) async -> SessionEvent {
        let read = await card.report()
        guard case .card(.report) = read else { return read }
        let holder = await card.eds(at: clock.now())
        await card.release()
        guard let holder else { return .card(.failed(.exchangeNoEDS)) }
        if await check.isKnownRevoked(holder.certificate.der) { return .card(.failed(.certificateRevoked)) }
        return .card(.exchangeHolder(ExchangeHolder(iin: holder.iin, name: holder.name, reason: reason)))
    }

    /// Begins the transaction for the signature with the same person's card.
    func openCard(_ holder: ExchangeHolder) async -> SessionEvent {
        let read = await card.report()
        guard case .card(.report) = read else { return read }
        guard let eds = await card.eds(at: clock.now()) else { return .card(.failed(.exchangeNoEDS)) }
        guard eds.iin == holder.iin else { return .card(.failed(.cardOfOtherPerson)) }
        return read
    }

    /// What the mobile app signs in the place of the card (L5).
    ///
    /// - Throws: `exchange.picture-invalid`.
    func document(_ draft: ExchangeDraft) async throws -> Data {
        (signed, key) = (nil, nil)
        let made = try await request(draft)
        unsigned = made
        return try ContractJSON.encode(made.statement)
    }

    /// A signature that was verified.
    func take(signature: Data) {
        signed = unsigned
        signed?.signature = signature
        unsigned = nil
    }

    private func request(_ draft: ExchangeDraft) async throws -> CardExchangeRequest {
        guard let photo = await photo(), let specimen else { throw Failure(.exchangePicture) }
        return CardExchangeRequest(
            iin: draft.holder.iin.digits, documentNumber: draft.documentNumber, reason: draft.holder.reason,
            payment: draft.payment, photo: photo.withBytes { Data($0) }, specimen: specimen.withBytes { Data($0) },
            signature: Data())
    }

    /// Right after the PIN was accepted: 9C makes one signature for one VERIFY (SP 800-73-4 part 1, table 5).
    func sign(_ draft: ExchangeDraft) async -> SessionEvent {
        (signed, key) = (nil, nil)
        do {
            var request = try await request(draft)
            guard let connection = await card.connection, let eds = await card.eds(at: clock.now()),
                eds.iin == draft.holder.iin
            else { throw Failure(.cardOfOtherPerson) }
            let prepared = try CAdESSigning.prepare(
                .document(Array(try ContractJSON.encode(request.statement))), certificate: eds.certificate,
                options: CAdESOptions(signingTime: clock.now()))
            let digest = try prepared.cardDigest()
            let signature = try await connection.withApplication { card throws(CardError) in
                try card.sign(eds.key, digest)
            }
            request.signature = Data(try prepared.complete(signature: signature).encoded())
            signed = request
            return .card(.exchangeSigned)
        } catch {
            return .card(.failed((error as? any CodedError)?.code ?? .internalError))
        }
    }

    // MARK: - Pictures

    /// - Throws: `exchange.picture-invalid`.
    func hold(specimen: WipedBytes) throws(Failure) {
        guard specimen.withBytes({ PictureSize.isSpecimen(Data($0)) }) else { throw Failure(.exchangePicture) }
        self.specimen = specimen
    }

    func forget() {
        (specimen, unsigned, signed, key) = (nil, nil, nil, nil)
    }

    // MARK: - Sending

    /// The key is durable before anything is sent; the same key has one slip, however often it is sent.
    func send(_ draft: ExchangeDraft) async -> SessionEvent {
        guard let signed else { return .portal(.refused(.internalError)) }
        let key: String
        do {
            key = try await keptKey(draft.holder.iin)
        } catch {
            return .journal(.failed(error.code))
        }
        do {
            let record = try await portal.applyForExchange(signed, key: key)
            // A slip that could not be kept here is at the portal, and is asked for by the key.
            try? await journal.settleExchange(key: key, slip: record.slip, at: clock.now())
            return .portal(.exchangeRegistered(ExchangeRegistration(slip: record.slip, iin: draft.holder.iin)))
        } catch {
            if error.code == .exchangeUnavailable {
                logger.notice("exchange refused", metadata: Self.why(error.detail))
            }
            return .portal(error.sessionEvent)
        }
    }

    private func keptKey(_ iin: IIN) async throws(JournalError) -> String {
        if let key { return key }
        let new = "exchange-" + Hex.encode((0..<16).map { _ in UInt8.random(in: .min ... .max) })
        try await journal.intendExchange(key: new, of: iin, at: clock.now())
        key = new
        return new
    }

    static func why(_ detail: String) -> Logger.Metadata { ["part": "exchange", "reason": "\(detail)"] }
}
