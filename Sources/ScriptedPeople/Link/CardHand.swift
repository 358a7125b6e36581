import KioskDevices
import KioskDomain
import VirtualCard

/// The hand that puts the virtual card into the reader and takes it out. Its socket blocks, so it has its own thread.
actor CardHand {
    private nonisolated let executor = BlockingExecutor(name: "card-hand")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private let socket: String?

    /// - Parameter socket: nil leaves the card to somebody else.
    init(socket: String?) { self.socket = socket }

    /// - Throws: `card.communication` when the virtual card does not answer.
    func insert() throws(Failure) { try move("insert") }

    /// - Throws: `card.communication` when the virtual card does not answer.
    func remove() throws(Failure) { try move("remove") }

    /// Any order that the part behind the socket takes.
    /// - Throws: `card.communication` when it does not answer.
    func order(_ order: String) throws(Failure) { try move(order) }

    private func move(_ order: String) throws(Failure) {
        guard let socket else { return }
        do {
            try VirtualCardControl.send(order, socket: socket)
        } catch {
            throw Failure(.cardCommunication, "\(order): \(error)")
        }
    }
}
