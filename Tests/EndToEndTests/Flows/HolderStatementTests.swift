import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, "Shown by": OpenSSL verifies what holders sign at the kiosk, as it goes over the wire to the portal.
    @Suite("statements of holders", .serialized, .stage(Stage.Settings(sticks: true, wire: true)))
    struct HolderStatements {
        @Test(
            "L1, E3, E6, E7: log-in, re-issue, organisation and revocation by card, re-issue by file: OpenSSL verifies each",
            .timeLimit(.minutes(5)))
        func verified() async throws {
            try RealPart.require(programs: "openssl", "python3", "sqlite3")
            let stage = try Stage.here()
            for flow in ["eds", "account", "reissue", "organisation", "revoke"] {
                let report = try await Citizen.run(flow, stage)
                try #require(["issued", "account", "revoked"].contains(report.outcome), "\(flow): \(report)")
            }
            try await stage.emptyStick()
            for (flow, more) in [("eds", ["--medium", "file"]), ("reissue-file", [])] {
                let report = try await Citizen.run(flow, stage, more: more)
                try #require(report.outcome == "issued", "\(flow): \(report)")
            }
            let statements = try stage.statements()
            #expect(statements.map(\.kind) == ["log-in", "re-issue", "organisation", "revocation", "re-issue"])
            #expect(statements.map(\.content.medium) == [nil, "id-card", "file", nil, "file"])
            #expect(statements.prefix(4).allSatisfy { $0.algorithm == "ES256" }, "by the card's keys")
            for statement in statements {
                // L1: whose log-in it is, the portal says.
                #expect(statement.content.iin == (statement.kind == "log-in" ? nil : Person.matching.iin))
                try await statement.check(stage)
            }
        }
    }
}
