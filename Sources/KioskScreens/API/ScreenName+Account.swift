import KioskDomain

extension ScreenName {
    /// The screen of the personal account.
    init(_ state: AccountState) {
        switch state {
        case .choosing: self = .accountChoosing
        case .opening: self = .accountOpening
        case .scanning: self = .accountScanning
        case .insertCard: self = .accountInsertCard
        case .reading: self = .accountReading
        case .pin: self = .accountPIN
        case .lastTry: self = .accountLastTry
        case .verifying: self = .accountVerifying
        case .signing: self = .accountSigning
        case .sendingCode: self = .accountSendingCode
        case .code: self = .accountCode
        case .checkingCode: self = .accountCheckingCode
        case .noPhone: self = .accountNoPhone
        case .fetching: self = .accountFetching
        case .shown: self = .account
        case .listed: self = .accountList
        case .phone: self = .accountPhone
        case .sendingPhoneCode: self = .accountSendingPhoneCode
        case .phoneCode: self = .accountPhoneCode
        case .checkingPhoneCode: self = .accountCheckingPhoneCode
        case .retry: self = .accountRetry
        }
    }

    /// The screen of a code that did not come.
    init(_ state: MissingCodeState) {
        switch state {
        case .reason: self = .missingCode
        case .phone: self = .missingCodePhone
        case .report: self = .missingCodeReport
        case .reporting: self = .missingCodeSending
        case .reported: self = .missingCodeReported
        }
    }
}
