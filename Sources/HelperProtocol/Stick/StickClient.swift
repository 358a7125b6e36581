public import KioskDevices
public import KioskDomain
import StreamSockets

/// The daemon's end of kiosk-stick: a connection for each call, so that one that hangs holds up no other.
public actor StickClient: StickDrive {
    private nonisolated let executor = BlockingExecutor(name: "stick-client")
    /// The client's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let socketPath: String
    private let mode: OperationMode
    private let limit: Duration
    private let looking: Duration

    /// - Parameters:
    ///   - socketPath: where kiosk-stick listens.
    ///   - mode: virtual sticks are taken in the demonstration only (R1).
    ///   - limit: of a saving; a slow stick writes a key file in seconds.
    ///   - looking: of a look, which may have to mount.
    public init(
        socketPath: String, mode: OperationMode, limit: Duration = .seconds(60), looking: Duration = .seconds(15)
    ) {
        self.socketPath = socketPath
        self.mode = mode
        self.limit = limit
        self.looking = looking
    }

    /// As ``StickDrive/look()``.
    public func look() throws(Failure) -> StickSight {
        guard case (.sight(let sight, let isVirtual), _) = try exchange(.look, document: nil, within: looking)
        else { throw Failure(.stickFault, "another answer than to look") }
        guard case .refused(let code) = VirtualPartPolicy.decide(isVirtual: isVirtual, mode: mode) else { return sight }
        return .refused(code)
    }

    /// As ``StickDrive/save(_:as:)``.
    public func save(_ bytes: [UInt8], as name: String) throws(Failure) -> StickFile {
        // A virtual stick is refused before anything is saved on it.
        try mustBeReal()
        guard case (.saved(let name), let read?) = try exchange(.save(name: name), document: bytes, within: limit)
        else { throw Failure(.stickFault, "another answer than to save") }
        return StickFile(name: name, bytes: read)
    }

    /// As ``StickDrive/keyFiles()``.
    public func keyFiles() throws(Failure) -> StickListing {
        try mustBeReal()
        guard case (.files(let listing), _) = try exchange(.keyFiles, document: nil, within: limit) else {
            throw Failure(.stickNotRead, "another answer than to keyFiles")
        }
        // What comes from a stick is judged here, too: the helper may have been taken over.
        guard listing.files.count <= StickListing.limit, listing.files.allSatisfy({ StickKeyFile.isPath($0.path) })
        else { throw Failure(.stickNotRead, "a listing that breaks its bounds") }
        return listing
    }

    /// As ``StickDrive/read(_:on:)``.
    public func read(_ path: String, on stick: String) throws(Failure) -> [UInt8] {
        try mustBeReal()
        guard case (.content, let read?) = try exchange(.read(path: path, stick: stick), document: nil, within: limit)
        else { throw Failure(.stickNotRead, "another answer than to read") }
        return read
    }

    private func mustBeReal() throws(Failure) {
        if case .refused(.virtualPartRefused) = try look() { throw Failure(.virtualPartRefused) }
    }

    private func exchange(
        _ request: StickRequest, document: [UInt8]?, within limit: Duration
    ) throws(Failure) -> (StickAnswer, [UInt8]?) {
        do {
            let socket = try StreamSocket.connect(to: .unix(socketPath), within: .seconds(5))
            defer { socket.shutdown() }
            if let document { try socket.send(HelperFrame(.document, document), within: .seconds(5)) }
            try socket.send(try request.frame(), within: .seconds(5))
            return try Self.answer(on: socket, within: limit)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(.stickFault, "kiosk-stick: \(error)")
        }
    }

    private static func answer(
        on socket: StreamSocket, within limit: Duration
    ) throws -> (StickAnswer, [UInt8]?) {
        var reader = HelperFrameReader(socket)
        var document: [UInt8]?
        let end = ContinuousClock.now + limit
        while let frame = try reader.next(within: max(end - .now, .zero)) {
            switch frame.kind {
            case .document where document == nil && frame.payload.count <= StickFile.sizeLimit:
                document = frame.payload
            case .message:
                let answer = try StickAnswer(payload: frame.payload)
                if case .failure(let code, let detail) = answer { throw Failure(code, detail) }
                return (answer, document)
            default: throw HelperProtocolError.malformed("a \(frame.kind) of kiosk-stick")
            }
        }
        throw Failure(.stickFault, "kiosk-stick did not answer within \(limit)")
    }
}
