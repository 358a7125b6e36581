import CardReaderPCSC
import NCALayer
import NCALayerDoor

/// When a guest's use of portal pages on a kiosk begins and ends. A value: time is told, not taken.
struct GuestWatch: Sendable, Hashable {
    /// Why it ended.
    enum Ending: String, Sendable, CaseIterable {
        /// The last page was closed.
        case left
        /// Nobody did anything for the whole limit.
        case timedOut = "timed-out"
        /// The card was drawn.
        case cardDrawn = "card-drawn"
        /// The person's session on our screen ended.
        case sessionEnded = "session-ended"
    }

    /// How long nobody may do anything.
    let idle: Duration
    /// How long no page is there before the person counts as gone: a page that is loaded again comes back sooner.
    let leave: Duration
    private var lastUse: ContinuousClock.Instant?
    private var lastPage: ContinuousClock.Instant?

    init(idle: Duration, leave: Duration = .seconds(10)) {
        self.idle = idle
        self.leave = leave
    }

    /// A guest is there.
    var isOpen: Bool { lastUse != nil }

    /// A listed page connected or asked, or the person answered.
    mutating func used(at instant: ContinuousClock.Instant) {
        lastUse = instant
        lastPage = instant
    }

    mutating func close() {
        lastUse = nil
        lastPage = nil
    }

    /// - Parameter pages: connections that are open now.
    mutating func look(pages: Int, at instant: ContinuousClock.Instant) -> Ending? {
        guard let lastUse, let lastPage else { return nil }
        if pages > 0 { self.lastPage = instant }
        if instant - lastUse >= idle { return .timedOut }
        return pages == 0 && instant - lastPage >= leave ? .left : nil
    }
}

/// A public access point: what a guest's pages did on this kiosk ends with the guest. Connections are closed, questions
/// refused, what was read of cards and files forgotten, and the browser's profile wiped.
actor GuestSession {
    /// What an ending does.
    struct Duties: Sendable {
        /// Connections of pages that are open now.
        var pages: @Sendable () -> Int
        /// Closes them.
        var dismiss: @Sendable () async -> Void
        /// Refuses what is asked and forgets what was read.
        var forget: @Sendable () async -> Void
        /// Wipes the browser's profile.
        var wipe: @Sendable () async -> Void
        /// For the journal: no site, no name.
        var note: @Sendable (GuestWatch.Ending) async -> Void
    }

    private var watch: GuestWatch
    private let duties: Duties

    init(_ watch: GuestWatch, _ duties: Duties) {
        self.watch = watch
        self.duties = duties
    }

    /// A guest is there.
    var isOpen: Bool { watch.isOpen }

    /// A listed page connected or asked, or the person answered.
    func used() { watch.used(at: .now) }

    /// Ends the guest's session, if there is one.
    func end(_ ending: GuestWatch.Ending) async {
        guard watch.isOpen else { return }
        watch.close()
        await duties.forget()
        await duties.dismiss()
        await duties.wipe()
        await duties.note(ending)
    }

    /// Looks each second, and follows the citizen's card and session.
    func run(
        readers: AsyncStream<ReaderSnapshot>, assignment: ReaderAssignment, sessionEnds: AsyncStream<Void>
    ) async {
        await withTaskGroup { group in
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: .seconds(1))
                    await self.look()
                }
            }
            group.addTask {
                var seen: UInt?
                for await snapshot in readers {
                    let reader = assignment.citizenReader(snapshot)
                    let present = reader.flatMap { $0.content == .empty ? nil : $0.insertions }
                    if let seen, present != seen { await self.end(.cardDrawn) }
                    seen = present
                }
            }
            group.addTask { for await _ in sessionEnds { await self.end(.sessionEnded) } }
        }
    }

    private func look() async {
        if let ending = watch.look(pages: duties.pages(), at: .now) { await end(ending) }
    }
}

/// Tells the guest's session of each page that may ask.
struct GuestPolicies: SitePolicies {
    let policies: any SitePolicies
    let used: @Sendable () async -> Void

    func permission(for origin: PageOrigin) async -> SitePermission {
        let permission = await policies.permission(for: origin)
        if permission != .deny { await used() }
        return permission
    }
}
