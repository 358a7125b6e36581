import FoundationEssentials
import KioskTestSupport
import Logging
import NCALayer
import NCALayerDoor
import Synchronization
import Testing

@testable import KioskDaemon

/// Issue 3, item 11: on a kiosk the door is a public access point, wiped at the end of each guest's session.
@Suite("A guest's session at a kiosk")
struct GuestSessionTests {
    private let start = ContinuousClock.now
    private func after(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

    @Test("it begins with a page's first use and ends when nobody does anything for the limit")
    func idle() {
        var watch = GuestWatch(idle: .seconds(60))
        #expect(!watch.isOpen && watch.look(pages: 3, at: after(1000)) == nil)
        watch.used(at: start)
        #expect(watch.isOpen && watch.look(pages: 1, at: after(59)) == nil)
        watch.used(at: after(59))
        #expect(watch.look(pages: 1, at: after(118)) == nil)
        #expect(watch.look(pages: 1, at: after(119)) == .timedOut)
    }

    @Test("a person has left when no page is there; one that is loaded again comes back in time")
    func left() {
        var watch = GuestWatch(idle: .seconds(60), leave: .seconds(10))
        watch.used(at: start)
        #expect(watch.look(pages: 1, at: after(20)) == nil)
        #expect(watch.look(pages: 0, at: after(29)) == nil)
        #expect(watch.look(pages: 1, at: after(30)) == nil)
        #expect(watch.look(pages: 0, at: after(40)) == .left)
        watch.close()
        #expect(watch.look(pages: 0, at: after(100)) == nil)
    }

    @Test("each ending does everything once: questions, connections, profile, journal; without a guest nothing")
    func duties() async throws {
        for ending in GuestWatch.Ending.allCases {
            let done = Log()
            let session = GuestSession(
                GuestWatch(idle: .seconds(60)),
                GuestSession.Duties(
                    pages: { 1 }, dismiss: { done.add("dismiss") }, forget: { done.add("forget") },
                    wipe: { done.add("wipe") }, note: { done.add($0.rawValue) }))
            await session.end(ending)
            #expect(done.all == [])
            await session.used()
            await session.end(ending)
            await session.end(ending)
            #expect(done.all == ["forget", "dismiss", "wipe", ending.rawValue])
        }
    }

    @Test("a listed page begins a session, a denied one does not")
    func policies() async {
        let done = Log()
        let policies = GuestPolicies(policies: OneSite(), used: { done.add("used") })
        #expect(await policies.permission(for: .site("https://egov.kz")) == .ask)
        #expect(await policies.permission(for: .site("https://other.example")) == .deny)
        #expect(await policies.permission(for: .none) == .deny)
        #expect(done.all == ["used"])
    }

    @Test("the profile's folder is gone and the browser's unit is told")
    func profile() throws {
        let folder = try TemporaryFolder("guest")
        let profile = folder.file("profile")
        try FileManager.default.createDirectory(atPath: "\(profile)/Default", withIntermediateDirectories: true)
        try folder.write("profile/Default/Cookies", "left behind".utf8)
        let guest = GuestProfile(
            folder: profile, endedFile: folder.file("ended"), logger: Logger(label: "guest"))
        guest.wipe()
        #expect(!FileManager.default.fileExists(atPath: profile))
        #expect(FileManager.default.fileExists(atPath: folder.file("ended")))
        guest.wipe()
    }
}

private struct OneSite: SitePolicies {
    func permission(for origin: PageOrigin) async -> SitePermission {
        origin == .site("https://egov.kz") ? .ask : .deny
    }
}

private final class Log: Sendable {
    private let held = Mutex<[String]>([])
    var all: [String] { held.withLock { $0 } }
    func add(_ text: String) { held.withLock { $0.append(text) } }
}
