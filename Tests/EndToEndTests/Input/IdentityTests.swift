import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 2, "Bad input": what a person may type wrong, and who may not go on.
    @Suite("identity and SMS code", .serialized, .stage())
    struct IdentityInput {
        @Test(
            "the IIN of wrong length, with letters, with a wrong check digit is said at once and typed again",
            .timeLimit(.minutes(1)))
        func wrongNumbers() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toIdentity()
            // A complaint that follows the same complaint changes nothing on the screen, so they take turns.
            for (iin, code) in [
                ("85031530001", "iin.length"), ("85031530001A", "iin.characters"), ("8503153000199", "iin.length"),
                ("850315300018", "iin.check-digit"),
            ] {
                try await page.identify(iin: iin)
                try await page.until(code) { $0.screen == "eds-identity" && $0.code == code }
            }
            try await page.identify(iin: Person.matching.iin, document: "")
            try await page.until("document") { $0.code == "document.number" }
            try await page.identify(iin: Person.matching.iin, born: "1985-02-30")
            try await page.until("birth date") { $0.code == "document.birth-date" }
            try await page.identify(iin: Person.matching.iin, document: "000000002")
            try await page.until("document of another") { $0.code == "document.mismatch" }
            try await page.identify(.unknown)
            try await page.until("unknown IIN") { $0.screen == "eds-identity" && $0.code == "person.unknown" }
            try await page.reset(stage)
            await page.close()
        }

        @Test("P3: under 16 is refused by the register's date of birth, and nothing is opened")
        func underAge() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toIdentity()
            try await page.identify(.child)
            let end = try await page.until("ending-refused")
            #expect(end.code == "person.under-age")
            #expect(try await stage.count("smsChallenge WHERE iin = '\(Person.child.iin)'") == 0)
            try await page.reset(stage)
            await page.close()
        }

        @Test("no reference portrait: said before Start, and each attempt counts without a camera")
        func withoutPortrait() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toPositioning(.withoutPortrait, stage)
            #expect(try await page.now().screen == "eds-no-portrait")
            try await page.act("start")
            let failed = try await page.until("eds-failed")
            #expect(failed.outcome == "no-reference-photo")
            #expect(failed.attemptsLeft == 4)
            try await page.act("try-again")
            try await page.until("eds-no-portrait")
            try await page.act("start")
            try await page.until("the second") { $0.screen == "eds-failed" && $0.attemptsLeft == 3 }
            try await page.reset(stage)
            await page.close()
            try await stage.waitForOutcomes(.withoutPortrait, ["no-reference-photo", "no-reference-photo"])
        }

        @Test("L2: the wrong SMS code three times ends the session, the tries are shown, and no attempt is opened")
        func wrongCode() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toIdentity()
            try await page.identify(.other)
            #expect(try await page.until("eds-code").triesLeft == 3)
            let right = try await stage.code(.other)
            let wrong = right == "000000" ? "000001" : "000000"
            for left in [2, 1] {
                try await page.act("code", ["value": wrong])
                try await page.until("\(left) tries") {
                    $0.screen == "eds-code" && $0.code == "sms.wrong" && $0.triesLeft == left
                }
            }
            try await page.act("code", ["value": wrong])
            #expect(try await page.until("ending-refused").code == "sms.tries-exhausted")
            #expect(try await stage.outcomes(.other).isEmpty)
            try await page.reset(stage)
            await page.close()
        }
    }

    @Suite("SMS limit", .serialized, .stage(Stage.Settings(smsLimit: nil)))
    struct SMSLimit {
        @Test("SMS sends beyond the limit are refused by a code, and nothing more is sent", .timeLimit(.minutes(1)))
        func limit() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toIdentity()
            try await page.identify(.other)
            try await page.until("eds-code")
            for sent in 2...3 {
                try await page.act("send-code-again")
                try await eventually("code \(sent)") {
                    try await stage.count("smsChallenge WHERE iin = '\(Person.other.iin)'") == sent ? () : nil
                }
                try await page.until("eds-code")
            }
            try await page.act("send-code-again")
            #expect(try await page.until("ending-refused").code == "sms.limit")
            #expect(try await stage.count("smsChallenge WHERE iin = '\(Person.other.iin)'") == 3)
            try await page.reset(stage)
            await page.close()
        }
    }
}
