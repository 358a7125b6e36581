import KioskDevices
import KioskDomain
import KioskTestSupport
import ScriptedPeople
import Synchronization
import KioskScreens
import Testing

@Suite("Issue 4, item 8: the person before the virtual camera does what the screen asks")
struct CameraFollowerTests {
    private final class Orders: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    @Test("Turn left, right, closer and ahead are carried to the camera once each; other advice leaves the head alone")
    func follows() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        let orders = Orders()
        try await Page.serve(host) { page in
            let follower = CameraFollower(screens: page.base) { orders.add($0) }
            let following = Task { await follower.run() }
            defer { following.cancel() }
            let expected = [
                ("turn-left", ["back", "turn left"]), ("too-dark", []), ("look-ahead", ["turn ahead", "back"]),
                ("come-closer", ["turn ahead", "closer"]), ("turn-right", ["back", "turn right"]),
                ("", ["turn ahead", "back"]),
            ]
            var all: [String] = []
            for (guidance, lines) in expected {
                var shown = Stages.snapshot(.idle)
                shown.guidance = guidance.isEmpty ? nil : guidance
                await host.show(shown)
                all += lines
                let wanted = all
                try await eventually("the head does \(guidance)") { orders.all == wanted ? () : nil }
            }
        }
    }
}
