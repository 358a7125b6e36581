public import KioskDevices

/// Up to two secrets that came before a request. They die with it.
public struct TokenSecrets: ~Copyable, Sendable {
    var first: SecretBytes?
    var second: SecretBytes?

    /// None.
    public init() {
        first = nil
        second = nil
    }

    /// Takes the next one; false when there are two already.
    public mutating func add(_ secret: consuming SecretBytes) -> Bool {
        if first == nil {
            first = consume secret
        } else if second == nil {
            second = consume secret
        } else {
            return false
        }
        return true
    }

    /// Lends the secrets in their order, for passing them on.
    public borrowing func withEach<Problem: Error>(
        _ body: (borrowing SecretBytes) throws(Problem) -> Void
    ) throws(Problem) {
        switch first {
        case .some(let secret): try body(secret)
        case .none: return
        }
        switch second {
        case .some(let secret): try body(secret)
        case .none: return
        }
    }

    /// Gives the next one away.
    mutating func next() -> SecretBytes? {
        let taken = first.take()
        first = second.take()
        return taken
    }
}
