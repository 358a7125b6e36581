import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTexts
import KioskTime
import PortalClient
import PortalContract

/// Exchanges of identity cards at the portal, for the officer at this desk (I4–I6). Each application that is opened, each whole IIN
/// and each decision is journalled with the officer's name: that it is asked for before it is sent, what came of it after (R4).
struct PortalExchanges: ExchangeSources {
    let portal: PortalClient
    let journal: Journal
    let clock: TrustedClock
    let zone: CentreZone
    let seat: OperatorSeat
    let card: OfficerCardWork

    func officer() throws(Failure) -> OperatorCard { try seat.card(for: .officer) }

    func queue(after slip: String?) async throws(Failure) -> ExchangeQueue {
        do throws(PortalError) {
            let page = try await portal.officerExchanges(after: slip)
            let rows = page.applications.map {
                ExchangeQueue.Row(
                    slip: $0.slip, name: $0.name,
                    submitted: wall(UnixTime(milliseconds: $0.submittedAtMilliseconds)))
            }
            return ExchangeQueue(
                rows: rows, waiting: page.waiting, hasMore: rows.count == CardExchangeQueue.limit, isLater: slip != nil)
        } catch {
            throw Failure(error)
        }
    }

    private func wall(_ time: UnixTime) -> String {
        let civil = zone.civil(time)
        return "\(civil.date.short) \(civil.time.hoursAndMinutes)"
    }

    func fetch(_ slip: String, for officer: OperatorCard) async throws(Failure) -> FetchedExchange {
        let file: CardExchangeFile
        do throws(PortalError) {
            file = try await portal.exchangeFile(slip)
        } catch {
            throw Failure(error)
        }
        let pictures = file.shownPictures
        let dossier = try file.dossier(of: slip, with: Set(pictures.keys), zone)
        try await note("officer.exchange-opened", dossier.slip, dossier.iin, officer)
        return FetchedExchange(dossier: dossier, pictures: pictures)
    }

    func noteReveal(_ dossier: ExchangeDossier, by officer: OperatorCard) async throws(Failure) {
        try await note("officer.iin-revealed", dossier.slip, dossier.iin, officer)
    }

    // MARK: - Card

    func readCard(of officer: OperatorCard) async -> ExchangeReviewAnswer { await card.begin(as: officer.fingerprint) }
    func hold(_ pin: consuming SecretBytes) { card.hold(pin) }
    func releaseCard() async { await card.release() }

    func sign(_ dossier: ExchangeDossier) async -> OfficerCardWork.Signing {
        let statement = CardExchangeCertification(slip: dossier.slip, application: dossier.digest)
        guard let content = try? ContractJSON.encode(statement) else { return .refused(.cardFailed(.internalError)) }
        return await card.sign(Array(content))
    }

    // MARK: - Decisions

    func decide(
        _ dossier: ExchangeDossier, _ decision: SignedDecision, by officer: OperatorCard
    ) async -> ExchangeReviewAnswer {
        let wire: CardExchangeDecision
        let deed: String
        let stages: Set<CardExchangeCase.Stage>
        switch decision {
        case .certified(let bytes):
            deed = "certified"
            stages = [.certified, .inProduction, .ready, .collected]
            wire = CardExchangeDecision(certification: Data(bytes), operatorID: officer.name)
        case .annulled(let reason):
            deed = "annulled"
            stages = [.annulled]
            wire = CardExchangeDecision(annulment: reason, operatorID: officer.name)
        }
        return await told(deed, dossier.slip, dossier.iin, officer, stages) { () async throws(PortalError) in
            try await portal.decideExchange(dossier.slip, wire)
        }
    }

    /// The same again is the same at the portal: who did not hear the answer presses once more.
    func handOver(_ step: ExchangeHandOver, by officer: OperatorCard) async -> ExchangeReviewAnswer {
        let answer: ExchangeReviewAnswer
        switch step {
        case .arrived(let slip, let number, let day):
            answer = await told("arrived", slip, nil, officer, [.ready]) { () async throws(PortalError) in
                try await portal.reportExchangeArrived(
                    slip,
                    CardExchangeArrival(documentNumber: number, expiresOn: day.description, operatorID: officer.name))
            }
        case .collected(let slip, let iin):
            answer = await told("collected", slip, iin, officer, [.collected]) { () async throws(PortalError) in
                try await portal.collectExchange(
                    slip, CardExchangeCollection(iin: iin.digits, operatorID: officer.name))
            }
        }
        if case .unanswered(let code) = answer { return .refused(code) }
        return answer
    }

    /// What is asked for is in the journal before the portal hears it; how it came out, once that is known (DESIGN 5.3).
    private func told(
        _ deed: String, _ slip: String, _ iin: IIN?, _ officer: OperatorCard, _ stages: Set<CardExchangeCase.Stage>,
        _ call: () async throws(PortalError) -> CardExchangeRecord
    ) async -> ExchangeReviewAnswer {
        do throws(Failure) {
            try await note("officer.exchange-requested", slip, iin, officer, ["deed": deed])
        } catch {
            return .refused(error.code)
        }
        let answer = await settled(slip, stages, call)
        // The portal has done it whatever becomes of this line; that it was asked for is on record.
        if let (kind, details) = Self.outcome(of: deed, answer) {
            try? await note(kind, slip, iin, officer, details)
        }
        return answer
    }

    private static func outcome(
        of deed: String, _ answer: ExchangeReviewAnswer
    ) -> (kind: String, details: [String: String])? {
        switch answer {
        case .settled(let settlement): ("officer.exchange-\(deed)", ["stage": settlement.stage.rawValue])
        case .refused(let code): ("officer.exchange-refused", ["deed": deed, "code": code.rawValue])
        case .unanswered(let code): ("officer.exchange-unanswered", ["deed": deed, "code": code.rawValue])
        case .opened, .counter, .wrongPIN, .cardFailed, .signed: nil
        }
    }

    /// What the portal answered, held against what was asked for: an answer about another slip or stage is none.
    private func settled(
        _ slip: String, _ stages: Set<CardExchangeCase.Stage>,
        _ call: () async throws(PortalError) -> CardExchangeRecord
    ) async -> ExchangeReviewAnswer {
        do throws(PortalError) {
            let record = try await call()
            guard record.slip == slip, stages.contains(record.stage) else { return .unanswered(.portalAnswer) }
            return .settled(
                ExchangeSettlement(
                    slip: slip, stage: record.stage, annulment: record.annulment, fee: record.fee))
        } catch {
            return error.isTransient || error.code == .portalAnswer ? .unanswered(error.code) : .refused(error.code)
        }
    }

    private func note(
        _ kind: String, _ slip: String, _ iin: IIN?, _ officer: OperatorCard, _ details: [String: String] = [:]
    ) async throws(Failure) {
        let known = ["operator": officer.name, "slip": slip].merging(details) { one, _ in one }
        do {
            try await journal.record(kind, about: iin, details: known, at: clock.now())
        } catch {
            throw Failure(error)
        }
    }
}
