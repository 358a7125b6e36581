import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, "Bad input": two operators on one application, each at a desk of their own, with the real portal.
    @Suite("two desks", .serialized, .stage(Stage.Settings(sticks: true)))
    struct TwoDesks {
        @Test(
            "B5, B6, E3a, E5: both accept: one application; one refuses, one confirms: the other is told; saved as a file",
            .timeLimit(.minutes(6)))
        func oneApplication() async throws {
            let stage = try Stage.here()
            let second = try await SecondDesk(stage)
            let (one, other) = (try await Desk.open(stage), try await second.open())
            let person = "iin=\(Person.fiveFailures.iin)"

            let accepted = try await one.post("accept", person + "&medium=file")
            let number = try #require(
                Desk.value(after: "data-application=\"", in: accepted.text), "\(accepted.code ?? "")")
            let again = try await other.post("accept", person + "&medium=id-card")
            #expect(again.text.contains("\(number) is open already"), "\(again.code ?? "")")
            #expect(try await stage.count(Self.made) == 1)

            try await bothOpen(number, one, other)
            let refused = try await other.post("refuse", "number=\(number)&justification=Another+medium")
            #expect(refused.text.contains("data-status=\"refused\""))
            #expect(try await one.post("confirm", "number=\(number)&papers=seen").code == "application.decided")
            #expect(try await one.post("application", "number=\(number)").text.contains("data-status=\"refused\""))
            try await one.cardAct("issue", ["text": number, "language": "en"])
            _ = try await one.card("nothing is written") { $0.refused == "application.nothing-to-write" }

            let next = try await other.post("accept", person + "&medium=file")
            let file = try #require(Desk.value(after: "data-application=\"", in: next.text), "\(next.code ?? "")")
            #expect(file != number)
            try await bothOpen(file, one, other)
            let confirmed = try await one.post("confirm", "number=\(file)&papers=seen")
            #expect(confirmed.text.contains("data-status=\"confirmed\""), "\(confirmed.code ?? "")")
            let late = try await other.post("refuse", "number=\(file)&justification=Late")
            #expect(late.code == "application.decided")
            #expect(try await other.post("application", "number=\(file)").text.contains("data-status=\"confirmed\""))
            #expect(
                try await stage.portal("SELECT operatorID FROM application ORDER BY id") == [
                    Operator.name, SecondDesk.name,
                ])
            try await second.stop()

            let report = try await Citizen.run("application", stage, application: file, iin: Person.fiveFailures.iin)
            #expect(report.outcome == "issued" && report.file != nil, "\(report)")
            #expect(try await stage.portal("SELECT DISTINCT application FROM certificate") == [file])
            #expect(try await stage.count(Self.made) == 2)
            #expect(try await one.post("accept", person).code == "attempts.too-few", "the count is closed")
        }

        private static let made = "application WHERE iin = '\(Person.fiveFailures.iin)' AND channel = 'operator'"

        /// Each operator has it before them, with its two answers.
        private func bothOpen(_ number: String, _ desks: Desk...) async throws {
            for desk in desks {
                let opened = try await desk.post("application", "number=\(number)")
                #expect(opened.text.contains("data-status=\"submitted\"") && opened.text.contains("/operator/confirm"))
            }
        }
    }
}
