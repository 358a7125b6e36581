import KioskDevices
import KioskDomain
import KioskTime
import PortalClient
import PortalContract

/// What is asked of the portal before the camera opens: the person, the SMS code (B0, B7, L2).
struct PersonWork: Sendable {
    let portal: PortalClient
    let clock: TrustedClock
    let zone: CentreZone
    let unsynced: @Sendable (IIN) async -> Int
    /// Of today, from the rule book (B1).
    let attemptLimit: @Sendable () -> Int

    func check(_ identity: Identity) async -> SessionEvent {
        let request = PersonCheckRequest(
            iin: identity.iin.digits, documentNumber: identity.documentNumber,
            birthDate: identity.birthDate.description)
        do {
            let answer = try await portal.check(request)
            return .portal(await admitted(identity, answer))
        } catch {
            return .portal(error.sessionEvent)
        }
    }

    private func admitted(_ identity: Identity, _ answer: PersonCheckAnswer) async -> PortalEvent {
        switch answer.decision {
        case .unknown: return .refused(.personUnknown)
        case .underAge: return .refused(.personUnderAge)
        case .documentMismatch: return .refused(.documentMismatch)
        case .known:
            guard let person = answer.person else { return .refused(.portalAnswer) }
            guard person.phoneRegistered else { return .refused(.smsPhoneUnknown) }
            // The portal holds the count; what this kiosk has not yet told it comes on top (B1).
            let failures = person.failures + (await unsynced(identity.iin))
            var applicant = Applicant(
                identity: identity, failures: failures, hasPortrait: person.hasPortrait, attemptLimit: attemptLimit())
            // What nobody has judged yet is judged against the open attempt, which alone releases it (B8).
            applicant.portraitIsPoor = person.portraitUsable == .no
            return .person(applicant)
        }
    }

    func sendCode(_ iin: IIN, _ purpose: CodePurpose) async -> SessionEvent {
        let wanted: SMSPurpose =
            switch purpose {
            case .identification: .identification
            case .application: .application
            case .login: .login
            }
        let asked = clock.now()
        do {
            let answer = try await portal.requestSMSCode(SMSChallengeRequest(iin: iin.digits, purpose: wanted))
            return .portal(.codeSent(CodeChallenge(answer, askedAt: asked, in: zone)))
        } catch {
            return .portal(error.sessionEvent)
        }
    }

    func answerCode(_ challenge: CodeChallenge, code: String) async -> SessionEvent {
        do {
            let answer = try await portal.answerSMSCode(challenge: challenge.id, code: code)
            switch answer.verdict {
            case .accepted: return .portal(answer.proof.map { .codeRight(proof: $0) } ?? .refused(.portalAnswer))
            case .wrong: return .portal(.codeWrong(triesLeft: answer.triesLeft))
            case .exhausted: return .portal(.codeWrong(triesLeft: 0))
            case .expired: return .portal(.refused(.smsExpired))
            }
        } catch {
            return .portal(error.sessionEvent)
        }
    }
}

extension CodeChallenge {
    init(_ answer: SMSChallengeAnswer, askedAt asked: UnixTime, in zone: CentreZone) {
        self.init(id: answer.id, maskedPhone: answer.maskedPhone, triesLeft: answer.triesLeft)
        (requestedAt, requestedOn) = (asked, zone.civil(asked))
    }
}

extension PortalError {
    /// A portal that did not answer may be asked again; one that refused has spoken.
    var sessionEvent: PortalEvent { isTransient ? .lost(code) : .refused(code) }
}
