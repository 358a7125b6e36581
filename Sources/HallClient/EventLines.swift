import NIOCore

/// Reads an event stream (WHATWG HTML, 9.2) as far as the hall writes it: one `data` line for each event, and comments.
struct EventLines {
    /// Bytes of one event; what is longer is no event of the hall.
    static let limit = 8 << 20

    /// A line beyond ``limit``.
    struct TooLong: Error {}

    private var rest: [UInt8] = []

    /// - Returns: the data of the events that came to their end.
    mutating func take(_ bytes: some Sequence<UInt8>) throws(TooLong) -> [[UInt8]] {
        var events: [[UInt8]] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                guard rest.count < Self.limit else { throw TooLong() }
                rest.append(byte)
                continue
            }
            if rest.starts(with: Self.field) { events.append(Array(rest.dropFirst(Self.field.count))) }
            rest.removeAll(keepingCapacity: true)
        }
        return events
    }

    private static let field = Array("data: ".utf8)
}
