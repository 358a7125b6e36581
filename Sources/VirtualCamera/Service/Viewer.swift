import StreamSockets

/// One client. A frame that it has not taken yet makes it miss the next ones: nothing piles up.
struct Viewer {
    private let socket: StreamSocket
    private var pending: [UInt8] = []
    private var offset = 0

    init(_ socket: StreamSocket) { self.socket = socket }

    /// False when the client has gone.
    mutating func show(_ frame: [UInt8]) -> Bool {
        do {
            if offset == pending.count {
                pending = frame
                offset = 0
            }
            offset += try socket.writeSome(pending, from: offset)
            return true
        } catch {
            return false
        }
    }
}
