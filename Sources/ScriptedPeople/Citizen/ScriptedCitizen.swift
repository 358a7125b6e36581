import AsyncHTTPClient
import KioskDevices
import KioskDomain
import KioskScreens

/// A citizen who uses the kiosk's local API as its own screen does: for the demonstration, tests and measurements.
public struct ScriptedCitizen: Sendable {
    private enum Signal: Sendable {
        case view(SessionView)
        case tick
        case ended(FailureCode)
    }

    private let options: CitizenOptions

    /// Prepares a visit; nothing happens before ``run(_:)``.
    public init(_ options: CitizenOptions = CitizenOptions()) { self.options = options }

    /// Comes, does what the flow says, takes the card and goes. Never throws: what went wrong is in the report.
    public func run(_ flow: CitizenFlow) async -> CitizenReport {
        let link = KioskLink(client: .shared, base: options.screens)
        let card = CardHand(socket: options.cardSocket)
        do {
            try await card.remove()
            let token = try await link.claim()
            let visit = Visit(
                flow: flow, options: options, link: link,
                stub: SMSStubLink(
                    portal: PortalLink(base: options.portal, authority: options.portalAuthority)), card: card,
                stick: CardHand(socket: options.stickSocket), token: token)
            return await follow(visit)
        } catch {
            return CitizenReport(outcome: .failed, code: error.code)
        }
    }

    private func follow(_ start: Visit) async -> CitizenReport {
        var visit = start
        let (signals, signal) = AsyncStream<Signal>.makeStream(bufferingPolicy: .bufferingNewest(256))
        let reading = Task { [link = visit.link, token = visit.token] in
            do {
                try await link.views(token: token) { signal.yield(.view($0)) }
                signal.yield(.ended(.sessionExpired))
            } catch {
                signal.yield(.ended((error as? Failure)?.code ?? .sessionExpired))
            }
        }
        let ticking = Task {
            while (try? await Task.sleep(for: .milliseconds(100))) != nil { signal.yield(.tick) }
        }
        defer {
            reading.cancel()
            ticking.cancel()
        }
        var limit = ContinuousClock.now + options.stepLimit
        do {
            for await one in signals {
                switch one {
                case .view(let view):
                    if try await visit.see(view) { limit = .now + options.stepLimit }
                    if visit.isOver, let report = visit.report { return report }
                case .tick:
                    if ContinuousClock.now > limit { return visit.brokenOff(.sessionTimedOut) }
                case .ended(let code): return visit.brokenOff(code)
                }
            }
        } catch {
            return visit.brokenOff(error.code)
        }
        return visit.brokenOff(.sessionTimedOut)
    }
}
