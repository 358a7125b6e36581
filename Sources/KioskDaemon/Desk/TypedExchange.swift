import KioskDomain
import PortalContract

/// What an officer types about a slip, as an event; what cannot be read has the code that says why.
enum TypedExchange {
    /// The number of a slip, with or without its letter and gaps.
    static func slip(_ typed: String) -> String? {
        let slip = "M" + typed.filter { !$0.isWhitespace && $0 != "M" && $0 != "m" }
        return CardExchangeSlip.isValid(slip) ? slip : nil
    }

    static func opened(_ typed: String) -> ExchangeReviewEvent {
        slip(typed).map { .open(slip: $0) } ?? .unusable(.exchangeSlipUnknown)
    }

    static func arrived(_ typed: String, _ number: String, _ expires: String) -> ExchangeReviewEvent {
        guard let slip = slip(typed) else { return .unusable(.exchangeSlipUnknown) }
        guard let number = DocumentNumber(typed: number), number.kind == .identityCard,
            let day = CivilDate(iso: expires)
        else { return .unusable(.documentNumber) }
        return .handOver(.arrived(slip: slip, documentNumber: number.text, expiresOn: day))
    }

    static func collected(_ typed: String, _ iin: String) -> ExchangeReviewEvent {
        guard let slip = slip(typed) else { return .unusable(.exchangeSlipUnknown) }
        do throws(IINError) {
            return .handOver(.collected(slip: slip, iin: try IIN(text: iin)))
        } catch {
            return .unusable(error.code)
        }
    }
}
