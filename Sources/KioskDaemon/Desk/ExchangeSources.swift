import KioskDevices
import KioskDomain
import KioskScreens

/// What the officer's part of the desk takes from the rest of the daemon.
protocol ExchangeSources: Sendable {
    /// The officer who is signed in.
    /// - Throws: `operator.card-needed`, `operator.duty`.
    func officer() throws(Failure) -> OperatorCard
    /// A page of the applications that wait.
    func queue(after slip: String?) async throws(Failure) -> ExchangeQueue
    /// One application, compared with what its applicant signed. Journalled (R4).
    /// - Throws: `exchange.disagrees` among others.
    func fetch(_ slip: String, for officer: OperatorCard) async throws(Failure) -> FetchedExchange
    /// The whole IIN is about to be shown (P4).
    func noteReveal(_ dossier: ExchangeDossier, by officer: OperatorCard) async throws(Failure)

    func readCard(of officer: OperatorCard) async -> ExchangeReviewAnswer
    func hold(_ pin: consuming SecretBytes)
    /// Over slip and application; answers the CMS.
    func sign(_ dossier: ExchangeDossier) async -> OfficerCardWork.Signing
    func releaseCard() async

    /// Journals the decision before it is sent.
    func decide(
        _ dossier: ExchangeDossier, _ decision: SignedDecision, by officer: OperatorCard
    ) async -> ExchangeReviewAnswer
    func handOver(_ step: ExchangeHandOver, by officer: OperatorCard) async -> ExchangeReviewAnswer
}

/// An application with its pictures.
struct FetchedExchange: Sendable {
    var dossier: ExchangeDossier
    var pictures: [ExchangePicture: ShownPicture]
}

/// What is sent about an application.
enum SignedDecision: Sendable {
    /// CMS by the officer's EDS.
    case certified([UInt8])
    case annulled(CardExchangeCase.AnnulmentReason)
}
