import KioskDevices
import KioskDomain
import KioskTime
import PortalClient
import PortalContract
import SmartCard

/// The personal account of who stands here (L1, L2): one log-in at a time, ended at the portal when the person goes.
actor AccountWork {
    /// Between two questions whether the app has scanned the code.
    private static let pause = Duration.seconds(1)

    private let card: CitizenCard
    private let portal: PortalClient
    private let clock: TrustedClock
    private let zone: CentreZone
    /// This machine at the portal.
    private let machine: String
    /// The log-in that the portal holds open for who stands here, and whose session it is.
    private var open: (name: String, session: String)?
    /// The session that was wiped last: an answer that comes after it opens nothing.
    private var wiped: String?

    init(card: CitizenCard, portal: PortalClient, clock: TrustedClock, zone: CentreZone, machine: String) {
        self.card = card
        self.portal = portal
        self.clock = clock
        self.zone = zone
        self.machine = machine
    }

    /// - Parameter session: of who stands here; only its own ``forget(_:)`` ends the log-in.
    func begin(_ session: String) async -> SessionEvent {
        endOpen()
        guard session != wiped else { return .portal(.refused(.logInOver)) }
        do {
            let opened = try await portal.openLogIn()
            guard session != wiped else {
                end(opened.logIn)
                return .portal(.refused(.logInOver))
            }
            open = (opened.logIn, session)
            var logIn = LogIn(name: opened.logIn, challenge: opened.challenge, qr: opened.qr)
            logIn.expiresOn = zone.civil(UnixTime(milliseconds: opened.expiresAtMilliseconds))
            return .portal(.logInOpened(logIn))
        } catch {
            return .portal(error.sessionEvent)
        }
    }

    /// Asks once, after a pause.
    func ask(_ logIn: LogIn) async -> SessionEvent {
        try? await Task.sleep(for: Self.pause)
        // Whoever has left asks nothing more.
        guard holds(logIn) else { return .portal(.refused(.logInOver)) }
        do {
            let standing = try await portal.logIn(logIn.name)
            return .portal(standing.needs == .nothing ? .logInComplete : .logInWaits)
        } catch {
            return .portal(error.sessionEvent)
        }
    }

    /// The key for authentication signs the challenge (PIV 9A), and the portal says whose it is.
    func sign(_ logIn: LogIn) async -> SessionEvent {
        guard holds(logIn) else { return .portal(.refused(.logInOver)) }
        let signed: String
        do {
            signed = try await CardStatement(card: card).signed(with: .authentication) { [machine] _, serial in
                try ContractJSON.encode(
                    LogInStatement(
                        logIn: logIn.name, challenge: logIn.challenge, certificate: serial, kiosk: machine))
            }
        } catch {
            return .card(.failed((error as? any CodedError)?.code ?? .internalError))
        }
        do {
            let standing = try await portal.proveLogIn(logIn.name, LogInSignature(statement: signed))
            guard let iin = standing.iin.flatMap({ try? IIN(text: $0) }) else {
                return .portal(.refused(.portalAnswer))
            }
            return .portal(.logInSigned(iin))
        } catch {
            return .portal(error.sessionEvent)
        }
    }

    /// - Parameter proof: of the SMS code; nil after a scan.
    func fetch(_ logIn: LogIn, proof: String?) async -> SessionEvent {
        guard holds(logIn) else { return .portal(.refused(.logInOver)) }
        do {
            if let proof { _ = try await portal.finishLogIn(logIn.name, proof: proof) }
            return .portal(.account(summary(try await portal.account(logIn.name))))
        } catch {
            return .portal(error.sessionEvent)
        }
    }

    /// True while this log-in is that of who stands here.
    func holds(_ logIn: LogIn) -> Bool { open?.name == logIn.name }

    /// Ends the log-in of this session, and no other: the word may come when the next person has begun. The portal is told;
    /// should it not hear, the log-in ends there by its time.
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
        Task { [portal] in try? await portal.endLogIn(name) }
    }

    private func summary(_ account: Account) -> AccountSummary {
        let now = clock.now()
        func day(_ milliseconds: Int64) -> CivilDate { zone.day(UnixTime(milliseconds: milliseconds)) }
        return AccountSummary(
            name: account.name, maskedPhone: account.maskedPhone,
            certificates: account.certificates.map { one in
                let isOver = now.milliseconds > one.notAfterMilliseconds
                return AccountSummary.Certificate(
                    uses: one.use.keys, lastDay: day(one.notAfterMilliseconds),
                    standing: one.revocation != nil ? .revoked : isOver ? .expired : .valid)
            },
            applications: account.applications.map {
                AccountSummary.Application(
                    number: $0.number, status: $0.state, madeOn: day($0.createdAtMilliseconds))
            },
            attempts: account.attempts.reversed().map {
                AccountSummary.Attempt(outcome: $0.outcome, on: day($0.openedAtMilliseconds))
            },
            exchanges: account.exchanges.map {
                AccountSummary.Exchange(slip: $0.slip, stage: $0.stage, annulment: $0.annulment)
            },
            documents: account.documents.map { DocumentHistoryLine($0, zone) })
    }
}

extension CertificateUse {
    fileprivate var keys: [EDSKey] {
        switch self {
        case .authentication: [.authentication]
        case .signature: [.signature]
        case .both: EDSKey.allCases
        }
    }
}
