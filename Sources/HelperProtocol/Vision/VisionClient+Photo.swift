public import KioskDevices
import KioskDomain

/// A photo for a document.
extension VisionClient {
    /// Free positioning with the rules of a portrait: previews and guidance until ``photograph(within:)`` or ``stop()``.
    public func compose() throws(Failure) { try send(.compose, busy: true, startingWithin: .seconds(5)) }

    /// Takes the first frame that meets the rules. What comes of it is the event `photo`; its picture is held for
    /// ``takePhoto()``.
    public func photograph(within limit: Duration) throws(Failure) {
        try send(.photograph(deadlineSeconds: limit / .seconds(1)), busy: true)
    }

    /// The photo that came with the last event `photo`, once; nil when there is none.
    public func takePhoto() -> WipedBytes? { link?.takePhoto() }
}
