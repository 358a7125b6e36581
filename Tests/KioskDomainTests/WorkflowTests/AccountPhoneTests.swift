import KioskDomain
import Testing

/// L4: the number to which codes go.
@Suite("Workflow: phone of the personal account")
struct AccountPhoneTests {
    private typealias Samples = WorkflowSamples

    private func session(_ state: AccountState) -> CitizenSession {
        CitizenSession(stage: .account(.english, state))
    }

    @Test("L4: who has no number in the database registers one with the EDS, and the log-in goes on with its code")
    func registered() {
        var session = session(.sendingCode(Samples.signedLogIn))
        #expect(session.apply(.portal(.refused(.smsPhoneUnknown))) == [])
        #expect(session.stage == .account(.english, .noPhone(Samples.signedLogIn)))
        #expect(session.apply(.person(.changePhone)) == [])
        #expect(session.apply(.person(.phone(Samples.number))) == [.sendPhoneCode(Samples.ownLogIn, Samples.number)])
        #expect(session.apply(.portal(.codeSent(Samples.challenge))) == [])
        #expect(
            session.apply(.person(.code("123456")))
                == [.confirmPhone(Samples.ownLogIn, Samples.challenge, code: "123456")])
        #expect(session.apply(.portal(.phoneRegistered)) == [.sendCode(Samples.identity.iin, .login)])
    }

    @Test("L4: from the open account; cancel goes back to it and has changed nothing")
    func changed() {
        var session = session(.shown(Samples.openAccount, phoneIsNew: false))
        _ = session.apply(.person(.changePhone))
        #expect(session.apply(.person(.cancel)) == [])
        #expect(session.stage == .account(.english, .shown(Samples.openAccount, phoneIsNew: false)))
        _ = session.apply(.person(.changePhone))
        _ = session.apply(.person(.phone(Samples.number)))
        let challenge = CodeChallenge(id: "n", maskedPhone: "…77", triesLeft: 3)
        _ = session.apply(.portal(.codeSent(challenge)))
        _ = session.apply(.person(.code("123456")))
        #expect(session.apply(.portal(.phoneRegistered)) == [])
        var open = Samples.openAccount
        open.summary.maskedPhone = "…77"
        #expect(session.stage == .account(.english, .shown(open, phoneIsNew: true)))
    }

    @Test("L4: a number that is none, too many codes, a cut line: the account stays open and another try can be made")
    func refused() {
        let change = PhoneChange.account(Samples.openAccount)
        for code in [.phoneInvalid, .smsLimit] as [FailureCode] {
            var session = session(.sendingPhoneCode(change, Samples.number))
            #expect(session.apply(.portal(.refused(code))) == [])
            #expect(session.stage == .account(.english, .phone(change, code)))
        }
        var cut = session(.sendingPhoneCode(change, Samples.number))
        _ = cut.apply(.portal(.lost(.portalUnreachable)))
        #expect(cut.stage == .account(.english, .phone(change, .portalUnreachable)))
        var late = session(.sendingPhoneCode(change, Samples.number))
        _ = late.apply(.portal(.refused(.logInOver)))
        #expect(late.stage == .account(.english, .retry(.begin(.card), .logInOver)))
        var none = session(.checkingPhoneCode(change, Samples.number, Samples.challenge))
        _ = none.apply(.portal(.codeWrong(triesLeft: 0)))
        #expect(none.stage == .account(.english, .phone(change, .smsTriesExhausted)))
    }
}
