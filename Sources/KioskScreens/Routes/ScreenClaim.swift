import Hummingbird
import KioskDevices
import KioskDomain

/// A page that one browser at a time may have: whoever claims its screen gets it, everybody else is told so.
struct ScreenClaim {
    let pages: ScreenPages
    /// How long a page waits for the one before it.
    let patience: Duration
    /// Takes the screen.
    let claim: @Sendable () async throws(Failure) -> ScreenToken

    /// - Parameter draw: the page of the one who has the screen.
    func page(_ draw: (ScreenToken) async -> String) async throws -> Response {
        do {
            return Response.page(await draw(try await token()))
        } catch let failure as Failure where failure.code == .screenElsewhere {
            return Response.page(pages.elsewhere(), status: .conflict)
        }
    }

    /// A page that is loaded again meets its former self for a moment; it waits for that instead of refusing.
    private func token() async throws -> ScreenToken {
        let end = ContinuousClock.now + patience
        while ContinuousClock.now < end {
            do {
                return try await claim()
            } catch let failure where failure.code == .screenElsewhere {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        return try await claim()
    }
}
