public import KioskDevices
import KioskDomain

/// The pad of one PIN entry (DESIGN 5.6): a random arrangement of the digits that is good once. The page sends
/// positions; only here do they become digits, straight into locked memory.
public struct PadEntry: Sendable {
    /// As it is drawn.
    public let pad: PINPad

    /// A new arrangement.
    public init() {
        var generator = SystemRandomNumberGenerator()
        let id = (0..<4).map { _ in String(UInt32.random(in: .min ... .max, using: &generator), radix: 16) }.joined()
        pad = PINPad(id: id, labels: Array(0...9).shuffled(using: &generator))
    }

    /// The digits at these positions.
    /// - Throws: `pin.empty`, `pin.length`, or `screen.session-expired` for a position that no pad has.
    public func secret(positions: [Int]) throws(Failure) -> SecretBytes {
        guard !positions.isEmpty else { throw Failure(.pinEmpty) }
        var secret = SecretBytes()
        for position in positions {
            guard pad.labels.indices.contains(position) else { throw Failure(.sessionExpired) }
            guard secret.append(UInt8(ascii: "0") + UInt8(pad.labels[position])) else { throw Failure(.pinLength) }
        }
        return secret
    }
}
