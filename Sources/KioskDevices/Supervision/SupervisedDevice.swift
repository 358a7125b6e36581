/// A device as its supervisor sees it: it can be opened, watched until it fails, and closed.
public protocol SupervisedDevice: Sendable {
    /// Stable name of the role, as in ``DeviceStatus/id``.
    var id: String { get }

    /// Opens the device and answers its first status. Answers cancellation.
    /// - Throws: why it cannot be used now; a ``CodedError`` gives the status its code.
    func open() async throws -> DeviceStatus

    /// Watches the open device and reports each change, until it is gone. Answers cancellation.
    /// - Throws: how it was lost.
    func watch(_ report: @escaping @Sendable (DeviceStatus) -> Void) async throws

    /// Gives the device back; called after every ``open()`` that succeeded.
    func close() async
}
