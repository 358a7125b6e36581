import KioskDevices
import KioskDomain
import KioskScreens
import Testing

@testable import KioskDaemon

@Suite("Off-line policy as configured (issue 6, item 4; portal.offline)")
struct OfflinePolicyTests {
    private static func runner() -> SessionRunner {
        SessionRunner(
            settings: SessionRunner.Settings(
                demonstration: true, pscName: Localised(kk: "a", ru: "b", en: "c"),
                purposes: [QueuePurpose(id: "documents", name: Localised(kk: "a", ru: "b", en: "c"))],
                timeOuts: RuleBook.standard.timeOuts.base), work: ScriptedWork())
    }

    /// What a person who chooses `service` is told; nil when it begins.
    private static func refusal(_ service: Service, _ runner: SessionRunner) async -> FailureCode? {
        await runner.handle(.person(.language(.english)))
        await runner.handle(.person(.service(service)))
        defer { Task { await runner.handle(.person(.done)) } }
        guard case .ending(_, .refused(let code), _) = await runner.session.stage else { return nil }
        return code
    }

    private static let expected: [OfflinePolicy: Set<Service>] = [
        .allButIdentification: [], .ticketsOnly: [.edsByFace, .myCard, .myApplication, .cardExchange, .account],
        .nothing: [.queueTicket, .edsByFace, .myCard, .myApplication, .cardExchange, .account],
    ]

    @Test(
        "each value: what is begun while the portal does not answer, and all of it again once it does",
        arguments: OfflinePolicy.allCases, Service.allCases)
    func each(_ policy: OfflinePolicy, _ service: Service) async throws {
        let isRefused = try #require(Self.expected[policy]).contains(service)
        let away = Self.runner()
        await policy.apply(.fails(.portalUnreachable), to: away)
        #expect(await Self.refusal(service, away) == (isRefused ? .portalUnreachable : nil))
        let back = Self.runner()
        await policy.apply(.fails(.portalUnreachable), to: back)
        await policy.apply(.answers, to: back)
        #expect(await Self.refusal(service, back) == nil)
    }

    @Test("a line that is back does not give free what the matcher withholds")
    func reasons() async throws {
        let runner = Self.runner()
        await runner.withhold(.edsByFace, .calibrationMissing, for: .matcher)
        await OfflinePolicy.nothing.apply(.fails(.portalUnreachable), to: runner)
        await OfflinePolicy.nothing.apply(.answers, to: runner)
        #expect(await Self.refusal(.edsByFace, runner) == .calibrationMissing)
    }
}
