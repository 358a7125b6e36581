import KioskDomain

/// What the live pages of the hall hear with each beat: they tell by it that they are not alone.
struct HallBeat: Encodable {
    /// By this machine's clock, for the timers of the page; milliseconds since 1970.
    var now: Int64
    /// What the centre's wall shows, as if it were UTC: the browser's own clock and zone may be any.
    var wall: Int64
    /// False while the line to the hall's machine is cut.
    var inTouch: Bool

    init(_ site: HallSite) {
        now = site.clock.now().milliseconds
        wall = site.wallMilliseconds
        inTouch = site.isInTouch
    }

    /// As an event.
    var text: String { ServerSentEvent.text("beat", self) }
}
