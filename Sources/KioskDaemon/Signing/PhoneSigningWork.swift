import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTime
import PortalClient
import PortalContract

/// A document that is to be signed with the mobile app, and by whom.
struct PhoneDocument: Sendable {
    var iin: IIN
    var bytes: Data
}

/// Signing with the mobile app (L5): one signature at a time, forgotten at the portal when the person goes.
actor PhoneSigningWork {
    /// Between two questions whether the app has signed.
    private static let pause = Duration.seconds(1)

    private let portal: PortalClient
    private let clock: TrustedClock
    private let zone: CentreZone
    private let seal: PhoneSeal?
    private let exchanges: ExchangeWork
    private let revocations: RevocationWork
    /// What the portal waits for, for whom, and whose session it is.
    private var open: (name: String, session: String, work: PhoneSignedWork, document: PhoneDocument)?
    /// The session that was wiped last: an answer that comes after it opens nothing.
    private var wiped: String?

    /// - Parameter seal: nil where no authority of people's EDS is configured; then nothing is signed by phone.
    init(
        portal: PortalClient, clock: TrustedClock, zone: CentreZone, seal: PhoneSeal?, exchanges: ExchangeWork,
        revocations: RevocationWork
    ) {
        self.portal = portal
        self.clock = clock
        self.zone = zone
        self.seal = seal
        self.exchanges = exchanges
        self.revocations = revocations
    }

    /// - Parameter session: of who stands here; only its own ``forget(_:)`` ends the signature.
    func begin(_ work: PhoneSignedWork, _ session: String) async -> SessionEvent {
        endOpen()
        let document: PhoneDocument
        do {
            document = try await self.document(of: work, in: session)
        } catch {
            return .card(.failed((error as? any CodedError)?.code ?? .internalError))
        }
        guard session != wiped else { return .portal(.refused(.phoneSignatureOver)) }
        do {
            let opened = try await portal.openPhoneSignature(
                PhoneSignatureRequest(iin: document.iin.digits, document: document.bytes))
            guard session != wiped else {
                end(opened.name)
                return .portal(.refused(.phoneSignatureOver))
            }
            open = (opened.name, session, work, document)
            return .portal(
                .phoneSignatureOpened(
                    PhoneSignature(
                        name: opened.name, qr: opened.qr,
                        expiresOn: zone.civil(UnixTime(milliseconds: opened.expiresAtMilliseconds)))))
        } catch {
            return .portal(error.sessionEvent)
        }
    }

    private func document(of work: PhoneSignedWork, in session: String) async throws -> PhoneDocument {
        switch work {
        case .exchange(let draft):
            PhoneDocument(iin: draft.holder.iin, bytes: try await exchanges.document(draft))
        case .revocation(_, let cause): try await revocations.document(cause, in: session)
        }
    }

    /// Asks once, after a pause. What was signed is verified here before it goes anywhere.
    func ask(_ signature: PhoneSignature) async -> SessionEvent {
        try? await Task.sleep(for: Self.pause)
        // Whoever has left asks nothing more.
        guard let open, open.name == signature.name, let seal else { return .portal(.refused(.phoneSignatureOver)) }
        let standing: PhoneSignatureStanding
        do {
            standing = try await portal.phoneSignature(signature.name)
        } catch {
            return .portal(error.sessionEvent)
        }
        // An answer that comes after its person has left is nobody's.
        guard self.open?.name == signature.name else { return .portal(.refused(.phoneSignatureOver)) }
        guard standing.state == .signed, let bytes = standing.signature else {
            return .portal(.phoneSignatureWaits(isScanned: standing.state != .waiting))
        }
        do throws(Failure) {
            try seal.check(Array(bytes), of: open.document.bytes, by: open.document.iin, at: clock.now())
        } catch {
            return .portal(.refused(error.code))
        }
        switch open.work {
        case .exchange: await exchanges.take(signature: bytes)
        case .revocation(_, let cause): await revocations.take(signature: bytes, for: cause, in: open.session)
        }
        endOpen()
        return .portal(.phoneSigned)
    }

    /// Ends the signature of this session, and no other. The portal is told; should it not hear, it ends there by its time.
    func forget(_ session: String) {
        wiped = session
        if open?.session == session { endOpen() }
    }

    private func endOpen() {
        guard let name = open?.name else { return }
        open = nil
        end(name)
    }

    private func end(_ name: String) {
        Task { [portal] in try? await portal.endPhoneSignature(name) }
    }
}
