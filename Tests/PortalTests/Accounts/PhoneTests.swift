import Foundation
import KioskDomain
import PortalClient
import PortalContract
import Testing

/// L3, L4: reports of codes that did not come, and the number in the Mobile Citizens Database.
@Suite(.onEachStore) struct PhoneTests {
    @Test("L4: with an EDS and a code to the new number it is changed; the next code goes there")
    func changed() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let holder = try await Holder(machine)
                let opened = try await holder.proven()
                let challenge = try await machine.client.requestPhoneCode(opened.logIn, phone: "8 (701) 000-00-77")
                #expect(challenge.maskedPhone.hasSuffix("77"))
                let wrong = try await machine.client.confirmPhone(
                    opened.logIn, challenge: challenge.id, code: "0000000")
                #expect(wrong.verdict == .wrong && wrong.proof == nil)
                let code = try await machine.stubCode(People.adult)
                let right = try await machine.client.confirmPhone(opened.logIn, challenge: challenge.id, code: code)
                #expect(right.verdict == .accepted && right.proof == nil)
                // An answer that was lost is given again; a wrong code is still one that was used.
                for (again, verdict) in [(code, .accepted), ("0000000", .expired)] as [(String, SMSVerdict)] {
                    let answer = try await machine.client.confirmPhone(
                        opened.logIn, challenge: challenge.id, code: again)
                    #expect(answer.verdict == verdict)
                }
                let changes = try await portal.stored("SELECT COUNT(*) FROM audit WHERE action = 'phone.registered'")
                #expect(changes == "1")
                let next = try await machine.client.requestSMSCode(
                    SMSChallengeRequest(iin: People.adult, purpose: .login))
                #expect(next.maskedPhone.hasSuffix("77"))
            }
        }
    }

    @Test("L4: without an EDS nothing is sent; a code for something else registers nothing; other numbers are refused")
    func refused() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let holder = try await Holder(machine)
                let client = machine.client
                let scanned = try await client.openLogIn()
                _ = try await client.scanLogIn(LogInScan(iin: People.adult, qr: scanned.qr))
                #expect(
                    await refusal { _ = try await client.requestPhoneCode(scanned.logIn, phone: "+77010000077") }
                        == .logInIncomplete)
                let opened = try await holder.proven()
                for phone in ["+79990000077", "12", "+770100000777", "+7701000007a"] {
                    #expect(
                        await refusal { _ = try await client.requestPhoneCode(opened.logIn, phone: phone) }
                            == .phoneInvalid)
                }
                let other = try await client.requestSMSCode(SMSChallengeRequest(iin: People.adult, purpose: .login))
                let code = try await machine.stubCode(People.adult)
                #expect(
                    await refusal {
                        _ = try await client.confirmPhone(opened.logIn, challenge: other.id, code: code)
                    } == .proofMissing)
                #expect(
                    await refusal {
                        _ = try await client.requestSMSCode(SMSChallengeRequest(iin: People.adult, purpose: .phone))
                    } == .portalRequest)
            }
        }
    }

    @Test(
        "L4: at a desk a person without a number gets one by a code to it; the next code goes there; once, however often told"
    )
    func registeredAtDesk() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.desk]) { desk in
                let (client, iin) = (desk.client, People.withoutPhone)
                #expect(
                    await refusal {
                        _ = try await client.requestSMSCode(SMSChallengeRequest(iin: iin, purpose: .identification))
                    } == .smsPhoneUnknown)
                for phone in ["+79990000077", "12"] {
                    #expect(
                        await refusal {
                            _ = try await client.requestDeskPhoneCode(DeskPhoneRequest(iin: iin, phone: phone))
                        } == .phoneInvalid)
                }
                let sent = try await client.requestDeskPhoneCode(DeskPhoneRequest(iin: iin, phone: "8 701 000 00 77"))
                let code = try await desk.stubCode(iin)
                func confirmed(_ code: String, of iin: String) async throws -> SMSVerdict {
                    let told = DeskPhoneConfirmation(
                        iin: iin, challenge: sent.id, code: code, operatorID: "Operator 1")
                    return try await client.confirmDeskPhone(told).verdict
                }
                #expect(try await confirmed("0000000", of: iin) == .wrong)
                #expect(await refusal { _ = try await confirmed(code, of: People.adult) } == .proofMissing)
                #expect(try await confirmed(code, of: iin) == .accepted)
                #expect(try await confirmed(code, of: iin) == .accepted, "asked again")
                #expect(try await confirmed("0000000", of: iin) == .expired)
                let details = try await portal.stored("SELECT detail FROM audit WHERE action = 'phone.registered'")
                #expect(details.hasSuffix("77 by Operator 1"))
                let next = try await client.requestSMSCode(
                    SMSChallengeRequest(iin: iin, purpose: .identification))
                #expect(next.maskedPhone.hasSuffix("77"))
            }
        }
    }

    @Test("L3: a report has exactly its four fields, and is kept under a number; empty ones are refused")
    func reported() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let report = MissingCodeReport(
                    iin: People.adult, phone: "+77010000001", requestedAtMilliseconds: 1_795_230_267_075,
                    description: "Nothing came.")
                let fields = try JSONSerialization.jsonObject(with: ContractJSON.encode(report)) as? [String: Any]
                #expect(
                    fields.map { Set($0.keys) } == ["iin", "phone", "requestedAtMilliseconds", "description"])
                let first = try await machine.client.reportMissingCode(report)
                #expect(first.number == "R000000001")
                #expect(try await machine.client.reportMissingCode(report) == first, "the same one, sent twice")
                var later = report
                later.requestedAtMilliseconds += 1
                #expect(try await machine.client.reportMissingCode(later).number == "R000000002")
                var empty = report
                empty.description = "  "
                #expect(await refusal { _ = try await machine.client.reportMissingCode(empty) } == .phoneInvalid)
                empty = report
                empty.phone = "none"
                #expect(await refusal { _ = try await machine.client.reportMissingCode(empty) } == .phoneInvalid)
            }
        }
    }
}
