import KioskDevices
import KioskDomain
import KioskScreens
import PortalClient
import PortalContract

/// A number in the Mobile Citizens Database for who has none, and so no code to log in with (L4): the operator has compared
/// the person with a document, and the code proves that the number is at hand. Journalled with the operator's name (R4).
extension OperatorDesk {
    func sendPhoneCode(to typed: String, of iin: IIN) async throws(Failure) -> DeskPhone {
        let operatorName = try seat.name()
        guard let phone = MobileNumber(typed: typed) else { throw Failure(.phoneInvalid) }
        try await record("operator.phone-code", iin, operatorName)
        do throws(PortalError) {
            let sent = try await portal.requestDeskPhoneCode(DeskPhoneRequest(iin: iin.digits, phone: phone.text))
            return DeskPhone(challenge: sent.id, maskedPhone: sent.maskedPhone)
        } catch {
            throw Failure(error)
        }
    }

    func registerPhone(_ sent: DeskPhone, code: String, of iin: IIN) async throws(Failure) -> DeskPhone {
        let operatorName = try seat.name()
        try await record("operator.phone-registered", iin, operatorName)
        let answer: SMSCodeAnswer
        do throws(PortalError) {
            answer = try await portal.confirmDeskPhone(
                DeskPhoneConfirmation(
                    iin: iin.digits, challenge: sent.challenge, code: code, operatorID: operatorName))
        } catch {
            throw Failure(error)
        }
        switch answer.verdict {
        case .accepted:
            return DeskPhone(challenge: sent.challenge, maskedPhone: sent.maskedPhone, isRegistered: true)
        case .wrong: throw Failure(.smsWrong)
        case .exhausted: throw Failure(.smsTriesExhausted)
        case .expired: throw Failure(.smsExpired)
        }
    }
}
