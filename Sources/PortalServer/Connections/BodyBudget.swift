import Hummingbird
import NIOCore
import Synchronization

/// The memory that bodies of requests may take at one port, from their first byte to the answer: those that are read, those
/// that wait for their turn, and those that are worked on. What is decoded of a body is a few times as large, so this bounds
/// that too. Only bytes that came are counted: who announces much and sends nothing takes no room from others.
final class BodyBudget: Sendable {
    /// No room is left; nothing more of the body is read.
    struct Spent: Error {}

    /// What one request has taken.
    final class Share: Sendable {
        private let budget: BodyBudget
        private let held = Mutex(0)

        fileprivate init(_ budget: BodyBudget) { self.budget = budget }

        /// - Throws: ``Spent``.
        fileprivate func take(_ bytes: Int) throws {
            try budget.take(bytes)
            held.withLock { $0 += bytes }
        }

        /// Gives all of it back; at the latest when nobody knows the share any more.
        func end() {
            let bytes = held.withLock { held in
                defer { held = 0 }
                return held
            }
            budget.give(bytes)
        }

        deinit { end() }
    }

    private let free: Mutex<Int>

    init(bytes: Int) { free = Mutex(bytes) }

    func share() -> Share { Share(self) }

    private func take(_ bytes: Int) throws {
        try free.withLock { free in
            guard free >= bytes else { throw Spent() }
            free -= bytes
        }
    }

    private func give(_ bytes: Int) { free.withLock { $0 += bytes } }

    /// - Throws: ``Spent`` when that many bytes would not fit now.
    fileprivate func mustHaveRoom(for bytes: Int) throws {
        guard free.withLock({ $0 >= bytes }) else { throw Spent() }
    }

    /// The whole body.
    ///
    /// - Throws: ``Spent``; `NIOTooManyBytesError` for one that is longer than `limit`, as soon as that is known.
    func collect(_ request: Request, upTo limit: Int, as share: Share) async throws -> ByteBuffer {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }) {
            guard length <= limit else { throw NIOTooManyBytesError(maxBytes: limit) }
            try mustHaveRoom(for: length)
        }
        var whole = ByteBuffer()
        for try await part in request.body {
            guard whole.readableBytes + part.readableBytes <= limit else {
                throw NIOTooManyBytesError(maxBytes: limit)
            }
            try share.take(part.readableBytes)
            whole.writeImmutableBuffer(part)
        }
        return whole
    }
}
