import CardReaderPCSC
import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime
import PKIX
import SmartCard
import SwiftASN1

/// The card in the citizen's reader during one session: one PC/SC transaction from ``begin(for:)`` or ``report()`` to
/// ``release()``, and what was typed for it on the pad.
///
/// A PIN goes to the card once for each time that the person enters it (E9).
actor CitizenCard {
    private let journal: Journal
    private let clock: TrustedClock
    private let zone: CentreZone
    /// The citizen's reader as it is now; nil when there is none.
    private let reader: @Sendable () async -> String?
    private let trace: APDUTrace
    private var open: CardConnection?
    private var typed = TypedPINs()
    private(set) var pinIsFactory = false
    /// What the report read; a re-issue signs by it without reading again.
    private var contents: CardContents?
    /// For the ledger of tries; nil when the card does not name itself.
    private var serial: [UInt8]?

    init(
        journal: Journal, clock: TrustedClock, zone: CentreZone, trace: APDUTrace,
        reader: @escaping @Sendable () async -> String?
    ) {
        self.journal = journal
        self.clock = clock
        self.zone = zone
        self.trace = trace
        self.reader = reader
    }

    /// The transaction that is open; nil when there is none.
    var connection: CardConnection? { open }

    /// The certificate of the key in this slot; nil before ``report()``.
    func certificate(in slot: PIVSlot) -> CardCertificate? {
        contents?.certificates.first { $0.key?.place == .piv(slot) }
    }

    /// Certificates whose key signs, those that are valid at `now` first; none before ``report()``.
    func signers(at now: UnixTime) -> [CardCertificate] { contents?.certificates(for: .signature, at: now) ?? [] }

    /// Name and IIN where the card gives them without PIN. Nothing is held afterwards.
    func holder() async -> KioskScreens.CardHolder? {
        guard open == nil, let name = await reader() else { return nil }
        let connection = CardConnection(reader: name, trace: trace)
        let read = try? await withOpen(connection) { card throws(CardError) in try card.holder() }
        await connection.close()
        guard let holder = read ?? nil, let iin = try? IIN(text: holder.iin) else { return nil }
        return KioskScreens.CardHolder(name: holder.name, iin: iin)
    }

    /// Whom the card of the last ``report()`` names: on its certificates (NCA profile), else where it has the name printed.
    func bearer() async -> KioskScreens.CardHolder? {
        for held in contents?.certificates ?? [] {
            guard let subject = try? Certificate(der: held.der).subject,
                let number = subject.first(.NameAttributes.serialNumber), number.hasPrefix("IIN"),
                let iin = try? IIN(text: String(number.dropFirst(3)))
            else { continue }
            return KioskScreens.CardHolder(name: subject.first(.NameAttributes.commonName) ?? iin.masked, iin: iin)
        }
        let printed = try? await open?.perform { card throws(CardError) in try card.holder() }
        guard let holder = printed ?? nil, let iin = try? IIN(text: holder.iin) else { return nil }
        return KioskScreens.CardHolder(name: holder.name, iin: iin)
    }

    /// Begins the transaction with a PIV card; the counter comes before any PIN (E9).
    ///
    /// - Parameter iin: whose card it must be, where the card says whose it is (E3a).
    func begin(for iin: IIN) async throws(Failure) -> PINCounter {
        let connection = try await connect()
        let (holder, id, counter) = try await coded { () throws(CardError) in
            try await connection.perform { card throws(CardError) in
                (try card.holder(), try card.cardID(), try card.counter())
            }
        }
        serial = id?.bytes
        if let holder, holder.iin != iin.digits { throw Failure(.cardOfOtherPerson) }
        return counter
    }

    /// Begins the transaction with any card that signs and reads what it tells without a PIN (E9, E10).
    ///
    /// - Parameter check: asked about its certificates before the counters are read, which a card that was drawn meanwhile
    ///   does not answer; nil where nobody is shown them.
    func report(_ check: CertificateCheck? = nil) async -> SessionEvent {
        do throws(Failure) {
            let connection = try await connect()
            let contents = try await coded { () throws(CardError) in
                try await connection.withApplication { card throws(CardError) in try card.contents() }
            }
            let found = contents.held(at: clock.now(), in: zone)
            let held = await check?.checked(found) ?? found.map(\.held)
            let status = try await coded { () throws(CardError) in
                try await connection.withApplication { card throws(CardError) in try card.pinStatus() }
            }
            serial = contents.serial
            self.contents = contents
            return .card(.report(CardReport(contents, held, status)))
        } catch {
            await release()
            return .card(.failed(error.code))
        }
    }

    /// A maker's PIN is not taken as a new one (E8).
    func hold(_ secret: consuming SecretBytes, for use: PINUse) -> FailureCode? { typed.hold(secret, for: use) }

    func verify() async -> SessionEvent {
        guard let open, let secret = typed.first.take() else { return .card(.failed(.cardCommunication)) }
        pinIsFactory = PIN.isFactory(secret)
        do {
            return Self.event(try await keep(open.verify(secret, for: nil)), accepted: .pinAccepted)
        } catch {
            return .card(.failed(error.code))
        }
    }

    /// The holder sets a new PIN (E2a, E9); two different entries never reach the card.
    func renewPIN(_ work: PINWork) async -> SessionEvent {
        guard let open, let proof = typed.first.take(), let new = typed.new.take(), let again = typed.again.take()
        else {
            return .card(.failed(.cardCommunication))
        }
        guard new.isEqual(to: again) else {
            typed.first = consume proof
            return .card(.newPINsDiffer)
        }
        do {
            switch work {
            case .change: return Self.event(try await keep(open.changePIN(from: proof, to: new)), accepted: .pinChanged)
            // No card is offered a first PIN.
            case .unblock, .first:
                return Self.event(try await open.unblock(puk: proof, newPIN: new), accepted: .pinChanged)
            }
        } catch {
            return .card(.failed(error.code))
        }
    }

    /// Forgets what was typed and not sent.
    func forgetPIN() { typed = TypedPINs() }

    /// Forgets an unsent PIN, resets the card and ends its transaction.
    func release() async {
        forgetPIN()
        pinIsFactory = false
        serial = nil
        contents = nil
        await open?.close()
        open = nil
    }

    private func connect() async throws(Failure) -> CardConnection {
        await release()
        guard let name = await reader() else { throw Failure(.readerMissing) }
        let connection = CardConnection(reader: name, trace: trace)
        open = connection
        try await coded { () throws(CardError) in try await connection.open() }
        return connection
    }

    private func coded<Value: Sendable>(
        _ step: () async throws(CardError) -> Value
    ) async throws(Failure) -> Value {
        do throws(CardError) {
            return try await step()
        } catch {
            throw Failure(error)
        }
    }

    private func keep(_ result: PINResult) async -> PINResult {
        await CardLedger(journal: journal, clock: clock).note(result, serial: serial)
        return result
    }

    private static func event(_ result: PINResult, accepted: CardEvent) -> SessionEvent {
        switch result {
        case .accepted: .card(accepted)
        case .wrong(let remaining): .card(.pinWrong(remaining.map { .remaining($0) } ?? .unknown))
        case .blocked: .card(.pinBlocked)
        }
    }

    private func withOpen<Value: Sendable>(
        _ connection: CardConnection, _ steps: @escaping @Sendable (PIVCard) throws(CardError) -> Value
    ) async throws(CardError) -> Value {
        try await connection.open()
        return try await connection.perform(steps)
    }
}
