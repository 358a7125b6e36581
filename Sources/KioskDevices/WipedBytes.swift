/// Bytes of a person, such as a picture: handed on without being copied, and zeroed when the last one who holds them lets
/// go (DESIGN 5.7).
public final class WipedBytes: Sendable {
    // Unsafe for the compiler alone: nothing changes them but the deinit, which nobody can watch.
    private nonisolated(unsafe) var bytes: [UInt8]

    /// Takes the bytes over; whoever keeps another reference to the array keeps a copy that is not zeroed.
    public init(_ bytes: consuming [UInt8]) { self.bytes = bytes }

    deinit { wipe(&bytes) }

    /// How many there are.
    public var count: Int { bytes.count }

    /// True when there are none.
    public var isEmpty: Bool { bytes.isEmpty }

    /// Lends the bytes for the time of `body`; nothing may keep them.
    public func withBytes<Result, Problem: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Problem) -> Result
    ) throws(Problem) -> Result {
        // A typed error does not come through the array's own method.
        var outcome: Swift.Result<Result, Problem>?
        bytes.withUnsafeBytes { lent in
            do throws(Problem) { outcome = .success(try body(lent)) } catch { outcome = .failure(error) }
        }
        guard let outcome else { preconditionFailure("an array lends its bytes") }
        return try outcome.get()
    }
}
