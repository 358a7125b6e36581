public import KioskDevices
import KioskDomain
public import StreamSockets

/// The other end: answers one client at a time, from real sticks or a virtual one.
public actor StickServer {
    private nonisolated let executor = BlockingExecutor(name: "stick-server")
    /// A thread of its own.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let drive: any StickDrive
    private let isVirtual: Bool
    private let idleLimit: Duration?

    /// - Parameter idleLimit: ends ``run(_:)`` after so long without a client; nil never.
    public init(_ drive: any StickDrive, isVirtual: Bool = false, idleLimit: Duration? = nil) {
        self.drive = drive
        self.isVirtual = isVirtual
        self.idleLimit = idleLimit
    }

    /// Takes clients in until none has come for long.
    public func run(_ listener: ListeningSocket) async throws {
        var last = ContinuousClock.now
        while idleLimit.map({ .now - last < $0 }) ?? true, !Task.isCancelled {
            guard let socket = try listener.accept(within: .seconds(1)) else { continue }
            await serve(socket)
            last = .now
        }
    }

    private func serve(_ socket: StreamSocket) async {
        defer { socket.shutdown() }
        do {
            guard let (request, document) = try Self.request(on: socket) else { return }
            let (answer, read) = await self.answer(request, document)
            if let read { try socket.send(HelperFrame(.document, read), within: .seconds(5)) }
            try socket.send(try answer.frame(), within: .seconds(5))
        } catch {
            // The client is gone or speaks another language.
        }
    }

    private static func request(on socket: StreamSocket) throws -> (StickRequest, [UInt8]?)? {
        var reader = HelperFrameReader(socket)
        var document: [UInt8]?
        while let frame = try reader.next(within: .seconds(5)) {
            switch frame.kind {
            case .document where document == nil && frame.payload.count <= StickFile.sizeLimit:
                document = frame.payload
            case .message: return (try StickRequest(payload: frame.payload), document)
            default: throw HelperProtocolError.malformed("a \(frame.kind) for kiosk-stick")
            }
        }
        return nil
    }

    private func answer(_ request: StickRequest, _ document: [UInt8]?) async -> (StickAnswer, [UInt8]?) {
        do throws(Failure) {
            switch request {
            case .look: return (.sight(try await drive.look(), isVirtual: isVirtual), nil)
            case .save(let name):
                guard let document else { throw Failure(.stickFault, "no file came with it") }
                let file = try await drive.save(document, as: name)
                return (.saved(name: file.name), file.bytes)
            case .keyFiles: return (.files(try await drive.keyFiles()), nil)
            case .read(let path, let stick):
                guard StickKeyFile.isPath(path) else { throw Failure(.stickNotRead, "no path of a key file") }
                return (.content, try await drive.read(path, on: stick))
            }
        } catch {
            return (.failure(code: error.code, detail: error.detail), nil)
        }
    }
}
