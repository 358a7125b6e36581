public import KioskDevices
public import StreamSockets

extension StreamSocket {
    /// Writes a frame without making a second copy of its payload. One thread writes to a stream at a time.
    ///
    /// - Throws: ``SocketError/timedOut`` when the peer does not take it in time; the stream is useless then.
    public func send(_ frame: HelperFrame, within limit: Duration) throws(SocketError) {
        let end = ContinuousClock.now + limit
        try write(frame.header, within: limit)
        try write(frame.payload, within: max(end - .now, .zero))
    }

    /// Writes lent bytes as a frame without copying them.
    public func send(
        _ kind: HelperFrame.Kind, _ payload: UnsafeRawBufferPointer, within limit: Duration
    ) throws(SocketError) {
        let end = ContinuousClock.now + limit
        try write(HelperFrame.header(kind, count: payload.count), within: limit)
        try write(payload, within: max(end - .now, .zero))
    }

    /// Writes a secret as a frame of its own kind; the copy made for the wire is zeroed.
    public func send(secret: borrowing SecretBytes, within limit: Duration) throws(SocketError) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(HelperFrame.headerLength + secret.count)
        bytes.append(contentsOf: HelperFrame.header(.secret, count: secret.count))
        secret.withBytes { bytes.append(contentsOf: $0) }
        defer { wipe(&bytes) }
        try write(bytes, within: limit)
    }
}
