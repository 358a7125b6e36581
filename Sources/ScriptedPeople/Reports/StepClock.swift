import KioskScreens

/// Notes how long each screen stood.
struct StepClock {
    private(set) var steps: [CitizenReport.Step] = []
    private var current: ScreenName?
    private var since = ContinuousClock.now

    /// True when `screen` is another one than before.
    @discardableResult
    mutating func enter(_ screen: ScreenName) -> Bool {
        guard screen != current else { return false }
        close()
        (current, since) = (screen, .now)
        return true
    }

    mutating func close() {
        guard let current else { return }
        let stood = (ContinuousClock.now - since).components
        let seconds = Double(stood.seconds) + Double(stood.attoseconds) / 1e18
        steps.append(CitizenReport.Step(name: current.rawValue, seconds: (seconds * 1000).rounded() / 1000))
        self.current = nil
    }
}
