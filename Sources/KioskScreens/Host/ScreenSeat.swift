public import KioskDevices
import KioskDomain

/// Who holds the one citizen screen, for whoever implements ``ScreenHost``.
///
/// A page that claimed the screen has `grace` to open its event stream; from then on it holds the screen until its last
/// stream is gone. So a second tab is refused and a closed one frees the screen.
public actor ScreenSeat {
    private struct Holder {
        var token: ScreenToken
        var openStreams = 0
        var claimed: ContinuousClock.Instant
    }

    private var holder: Holder?
    private let grace: Duration

    /// - Parameter grace: how long a claimed screen is kept for a page that has not opened its event stream yet.
    public init(grace: Duration = .seconds(5)) { self.grace = grace }

    /// The holder now, if any.
    public var current: ScreenToken? { isFree(at: .now) ? nil : holder?.token }

    /// Gives the screen to a page that was just loaded.
    /// - Throws: `screen.already-open` while another page holds it.
    public func claim() throws(Failure) -> ScreenToken {
        guard isFree(at: .now) else { throw Failure(.screenElsewhere) }
        let token = ScreenToken.random()
        holder = Holder(token: token, claimed: .now)
        return token
    }

    /// A stream of that page was opened or has ended. Answers true when the page gave the screen up by it.
    @discardableResult
    public func note(_ token: ScreenToken, isPresent: Bool) -> Bool {
        guard holder?.token == token else { return false }
        holder?.openStreams += isPresent ? 1 : -1
        guard let open = holder?.openStreams, open <= 0 else { return false }
        holder = nil
        return true
    }

    /// Whether this page holds the screen.
    public func holds(_ token: ScreenToken) -> Bool { holder?.token == token }

    private func isFree(at now: ContinuousClock.Instant) -> Bool {
        guard let holder else { return true }
        return holder.openStreams == 0 && now - holder.claimed > grace
    }
}

extension ScreenToken {
    /// 128 bits of the system's random source as hexadecimal digits.
    public static func random() -> ScreenToken {
        var source = SystemRandomNumberGenerator()
        let words = [source.next(), source.next()] as [UInt64]
        let digits = words.map { word in
            let text = String(word, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }
        return ScreenToken(text: digits.joined())
    }
}
