import KioskDomain

/// Quiet time and the time that a device has to come back (R2).
extension SessionRunner {
    /// R2: "More time?" at least 20 s before the session ends; what the person does gives time, and takes none away.
    func armIdle() {
        guard session.waitsForPerson else {
            quietTime = nil
            idle?.cancel()
            idle = nil
            return
        }
        quietTime = (quietTime ?? QuietTime(timeOuts)).touched(timeOuts)
        watchQuietTime()
    }

    var timeOuts: TimeOutPolicy {
        guard case .ending = session.stage else { return settings.timeOuts }
        var shown = settings.timeOuts
        // An ending is asked about like everything else: who reads slowly, or listens, loses nothing.
        shown.idle = settings.endingShown
        return shown
    }

    func watchQuietTime() {
        idle?.cancel()
        idle = Task { [weak self, name] in
            do {
                while let pause = await self?.lookAtQuietTime(name) { try await Task.sleep(for: pause) }
            } catch {}
        }
    }

    /// - Returns: when to look again; nil when the session went on without this watch, or is over.
    func lookAtQuietTime(_ name: String) -> Duration? {
        guard name == self.name, !Task.isCancelled, let quietTime else { return nil }
        switch quietTime.state {
        case .active(let warningIn):
            warn(nil)
            return warningIn
        case .warning(let endsIn):
            let seconds = Int((endsIn / .seconds(1)).rounded(.up))
            warn(seconds)
            return endsIn - .seconds(seconds - 1)
        case .expired:
            handle(.time(.expired))
            return nil
        }
    }

    func warn(_ seconds: Int?) {
        guard seconds != secondsLeft else { return }
        secondsLeft = seconds
        publish()
    }

    /// A lost camera has 10 s to come back within the attempt (outcome table); another language on the screen gives it no more.
    func armGrace() {
        guard case .eds(_, .cameraAway) = session.stage else {
            grace?.cancel()
            grace = nil
            return
        }
        guard grace == nil else { return }
        grace = Task { [weak self, name, limit = settings.timeOuts.deviceReturn] in
            do {
                try await Task.sleep(for: limit)
                await self?.deliver(.time(.cameraGraceOver), from: name)
            } catch {}
        }
    }
}
