import KioskDevices
import KioskDomain
import KioskScreens
import NCALayer

/// A desk without keys: asks what the test tells it to, remembers what the page answered.
actor ScriptedDesk: ConsentDesk, SiteDesk {
    private let seat = ScreenSeat(grace: .seconds(30))
    private var shown: ConsentView?
    private var readers: [Int: AsyncStream<ConsentView?>.Continuation] = [:]
    private var nextReader = 0
    private(set) var actions: [ConsentAction] = []
    private var refusal: Failure?
    private(set) var rules: [PageOrigin: SitePermission] = [.site("https://egov.kz"): .allow, .opaque: .deny]

    func show(_ view: ConsentView?) {
        shown = view
        for reader in readers.values { reader.yield(view) }
    }

    func refuse(with failure: Failure?) { refusal = failure }

    func consent() -> ConsentView? { shown }

    func consents() -> AsyncStream<ConsentView?> {
        let (stream, continuation) = AsyncStream<ConsentView?>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = nextReader
        nextReader += 1
        readers[id] = continuation
        continuation.yield(shown)
        continuation.onTermination = { _ in Task { await self.forget(id) } }
        return stream
    }

    private func forget(_ id: Int) { readers[id] = nil }

    func claimConsent() async throws(Failure) -> ScreenToken { try await seat.claim() }

    func consent(_ token: ScreenToken, isPresent: Bool) async { await seat.note(token, isPresent: isPresent) }

    func holdsConsent(_ token: ScreenToken) async -> Bool { await seat.holds(token) }

    func answer(_ action: ConsentAction, screen: ScreenToken) throws(Failure) {
        if let refusal { throw refusal }
        actions.append(action)
    }

    func sites() -> [SiteRow] {
        rules.map { SiteRow(origin: $0.key, permission: $0.value, lastAsked: "2025-11-21 10:04") }
            .sorted { $0.origin.description < $1.origin.description }
            + [SiteRow(origin: .site("https://portal.example"), permission: nil)]
    }

    func defaultPermission() -> SitePermission { .ask }

    func set(_ permission: SitePermission?, for origin: PageOrigin) throws(Failure) {
        if let refusal { throw refusal }
        rules[origin] = permission
    }
}
