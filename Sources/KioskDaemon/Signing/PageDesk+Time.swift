import KioskDomain

/// How long a question waits for the person (R2).
extension PageDesk {
    private static let start = ContinuousClock.now
    private var now: Duration { Self.start.duration(to: .now) }

    /// "More time?" as on the citizen's screens, after the time that a page's question has.
    static func quietTime(_ timeOuts: TimeOutPolicy) -> QuestionTime {
        var policy = timeOuts
        policy.idle = patience
        return QuestionTime(policy)
    }

    /// The person answered, or the question stands elsewhere.
    func touched() {
        quiet.touched(waits: question?.session.stage.waitsForPerson ?? false, at: now)
        watchTime()
    }

    func moreTime() {
        if quiet.extend(at: now) { watchTime() }
    }

    private func watchTime() {
        idle?.cancel()
        idle = nil
        guard let id = question?.id, quiet.state(at: now) != nil else { return warn(nil) }
        idle = Task {
            do {
                while let pause = self.lookAtTime(of: id) { try await Task.sleep(for: pause) }
            } catch {}
        }
    }

    /// - Returns: when to look again; nil when the question is another one, or went on without this watch, or is over.
    private func lookAtTime(of id: String) -> Duration? {
        guard !Task.isCancelled, question?.id == id, let state = quiet.state(at: now) else { return nil }
        switch state {
        case .active(let warningIn):
            warn(nil)
            return warningIn
        case .warning(let endsIn):
            let seconds = Int((endsIn / .seconds(1)).rounded(.up))
            warn(seconds)
            return endsIn - .seconds(seconds - 1)
        case .expired:
            handle(.cancel, of: id)
            return nil
        }
    }

    private func warn(_ seconds: Int?) {
        guard seconds != secondsLeft else { return }
        secondsLeft = seconds
        publish()
    }
}
