public import KioskDevices
import KioskDomain

/// No camera is configured: every opening fails with `camera.missing`.
public final class AbsentSource: FrameSource {
    /// Says that there is none.
    public let name = "no camera configured"
    /// There is nothing to be virtual.
    public let isVirtual = false

    /// A source that never opens.
    public init() {}

    /// - Throws: `camera.missing`, always.
    public func open() throws(Failure) { throw Failure(.cameraMissing, name) }

    /// - Throws: `camera.missing`, always.
    public func newest(within limit: Duration) throws(Failure) -> Frame? { throw Failure(.cameraMissing, name) }

    /// Does nothing.
    public func close() {}
}
