import KioskDomain
import KioskTexts
import KioskTime
import PortalClient
import PortalContract

/// The number in the Mobile Citizens Database (L4), and reports of codes that did not come (L3).
struct PhoneWork: Sendable {
    let portal: PortalClient
    let clock: TrustedClock
    let zone: CentreZone

    /// Exactly the four fields: what happened is told in the words that the person read.
    func report(
        _ iin: IIN, _ challenge: CodeChallenge, _ report: MissingCode, _ language: Language
    ) async -> SessionEvent {
        do {
            let receipt = try await portal.reportMissingCode(
                MissingCodeReport(
                    iin: iin.digits, phone: report.phone.text,
                    requestedAtMilliseconds: challenge.requestedAt.milliseconds,
                    description: report.reason.text[language]))
            return .portal(.missingCodeReported(number: receipt.number))
        } catch {
            return .portal(error.sessionEvent)
        }
    }

    func sendCode(_ logIn: LogIn, _ number: MobileNumber) async -> SessionEvent {
        let asked = clock.now()
        do {
            let answer = try await portal.requestPhoneCode(logIn.name, phone: number.text)
            return .portal(.codeSent(CodeChallenge(answer, askedAt: asked, in: zone)))
        } catch {
            return .portal(error.sessionEvent)
        }
    }

    func confirm(_ logIn: LogIn, _ challenge: CodeChallenge, code: String) async -> SessionEvent {
        do {
            let answer = try await portal.confirmPhone(logIn.name, challenge: challenge.id, code: code)
            switch answer.verdict {
            case .accepted: return .portal(.phoneRegistered)
            case .wrong: return .portal(.codeWrong(triesLeft: answer.triesLeft))
            case .exhausted: return .portal(.codeWrong(triesLeft: 0))
            case .expired: return .portal(.refused(.smsExpired))
            }
        } catch {
            return .portal(error.sessionEvent)
        }
    }
}
