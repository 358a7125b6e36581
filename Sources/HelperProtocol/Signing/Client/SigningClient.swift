import KioskDevices
import KioskDomain

/// The daemon's end of kiosk-sign. Connects when first needed and again after the helper ended; requests of one client
/// run one after the other, so what must not wait for another's large document has a client of its own.
///
/// A helper that dies, hangs or talks nonsense is `sign.helper-fault` within the client's patience. Cancelling the task
/// that waits ends the work in the helper, too: `sign.cancelled`.
public actor SigningClient {
    /// Brings what the helper asks for from the network. An error means: not to be had.
    public typealias Fetch = @Sendable (FetchRequest) async throws -> [UInt8]
    /// So many of so many are done.
    public typealias Progress = @Sendable (_ done: Int, _ of: Int) -> Void

    private nonisolated let executor = BlockingExecutor(name: "sign-client")
    /// The client's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private static let mostRounds = 80
    private static let mostFetches = 32

    private let socketPath: String
    private let patience: Duration
    private let fetchLimit: Duration
    private let fetch: Fetch
    private var connection: SigningConnection?

    /// - Parameters:
    ///   - socketPath: where kiosk-sign listens.
    ///   - patience: how long the helper may work on one document without a sign of life; each MiB of documents adds a
    ///     second.
    ///   - fetchLimit: how long one fetch may take.
    ///   - fetch: the way to the network.
    public init(
        socketPath: String, patience: Duration = .seconds(20), fetchLimit: Duration = .seconds(10),
        fetch: @escaping Fetch
    ) {
        self.socketPath = socketPath
        self.patience = patience
        self.fetchLimit = fetchLimit
        self.fetch = fetch
    }

    /// Ends the connection: the helper forgets all that it holds for this client.
    public func disconnect() { connection = nil }

    /// Sends a request and gives its answer; what the helper needs from the network is fetched in between. An answer of
    /// `failed` is thrown.
    func ask(
        _ request: SigningRequest, documents: [[UInt8]] = [], secret: consuming SecretBytes = SecretBytes(),
        progress: Progress? = nil
    ) async throws(SigningFailure) -> (answer: SigningAnswer, documents: [[UInt8]]) {
        var reply = try exchange(request, documents, secret, progress)
        var rounds = 0
        while case .needs(let job, let requests) = reply.answer {
            rounds += 1
            guard rounds <= Self.mostRounds, requests.count <= Self.mostFetches else {
                throw .helper("asks the network without end")
            }
            let found = await fetchAll(requests)
            reply = try exchange(
                .supply(job: job, found: found.map { $0 != nil }), found.compactMap(\.self), SecretBytes(), progress)
        }
        if case .failed(let code, let detail, let text) = reply.answer {
            throw SigningFailure(code, detail, requesterText: text)
        }
        return reply
    }

    private func exchange(
        _ request: SigningRequest, _ documents: [[UInt8]], _ secret: borrowing SecretBytes, _ progress: Progress?
    ) throws(SigningFailure) -> (answer: SigningAnswer, documents: [[UInt8]]) {
        guard !Task.isCancelled else { throw SigningFailure(.signCancelled) }
        let patience = patience + .seconds(documents.reduce(0) { $0 + $1.count } >> 20)
        let live = try connected()
        do throws(SigningFailure) {
            try live.send(request, documents: documents, secret: secret, within: patience)
            return try live.answer(patience: patience) { progress?($0, $1) }
        } catch {
            // After a fault nobody knows which answer would come next.
            connection = nil
            throw error
        }
    }

    private func connected() throws(SigningFailure) -> SigningConnection {
        if let connection, connection.isAlive() { return connection }
        let made = try SigningConnection(path: socketPath, within: patience)
        connection = made
        return made
    }

    private nonisolated func fetchAll(_ requests: [FetchRequest]) async -> [[UInt8]?] {
        await withTaskGroup(of: (Int, [UInt8]?).self) { group in
            for (index, request) in requests.enumerated() {
                group.addTask { [fetch, fetchLimit] in
                    let found = try? await withDeadline(fetchLimit, request.url) { try await fetch(request) }
                    return (index, found.flatMap { $0.count <= request.kind.answerLimit ? $0 : nil })
                }
            }
            var all = [[UInt8]?](repeating: nil, count: requests.count)
            for await (index, found) in group { all[index] = found }
            return all
        }
    }
}
