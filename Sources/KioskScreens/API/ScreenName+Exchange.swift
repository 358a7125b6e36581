import KioskDomain

extension ScreenName {
    /// The screen of the exchange of an identity card.
    init(_ state: ExchangeState) {
        switch state {
        case .choosing: self = .exchangeChoosing
        case .reason: self = .exchangeReason
        case .insertCard: self = .exchangeInsertCard
        case .reading: self = .exchangeReading
        case .entering: self = .exchangeNumber
        case .checking: self = .exchangeChecking
        case .finding: self = .exchangeFinding
        case .positioning: self = .exchangePositioning
        case .photographing: self = .exchangePhotographing
        case .photo: self = .exchangePhoto
        case .specimen: self = .exchangeSpecimen
        case .payment: self = .exchangePayment
        case .checkingPayment: self = .exchangeCheckingPayment
        case .summary: self = .exchangeSummary
        case .insertToSign: self = .exchangeInsertToSign
        case .openingCard: self = .exchangeOpeningCard
        case .pin: self = .exchangePIN
        case .lastTry: self = .exchangeLastTry
        case .verifying: self = .exchangeVerifying
        case .signing: self = .exchangeSigning
        case .sending: self = .exchangeSending
        case .enteringSlip: self = .exchangeSlip
        case .asking: self = .exchangeAsking
        case .shown: self = .exchangeShown
        case .printing: self = .exchangePrinting
        case .retry: self = .exchangeRetry
        }
    }
}
