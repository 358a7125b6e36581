import KioskDomain

extension ScreenName {
    /// The screen of a holder who revokes by the key on the card.
    init(_ state: RevocationState) {
        switch state {
        case .choosing: self = .revocationCause
        case .pin: self = .revocationPIN
        case .lastTry: self = .revocationLastTry
        case .verifying: self = .revocationVerifying
        case .signing: self = .revocationSigning
        case .sending: self = .revocationSending
        case .retry: self = .revocationRetry
        }
    }

    /// The screen of a person whose card or key is lost.
    init(_ state: LostEDSState) {
        switch state {
        case .listing: self = .lostEDSListing
        case .choosing: self = .lostEDSChoosing
        case .reason: self = .lostEDSReason
        case .confirming: self = .lostEDSConfirming
        case .revoking: self = .lostEDSRevoking
        case .retry: self = .lostEDSRetry
        }
    }
}
