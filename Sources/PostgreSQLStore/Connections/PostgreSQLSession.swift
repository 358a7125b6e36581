import CPQ
import Glibc
import SQLAccess

/// One open connection of libpq, with its pipeline: what needs no answer by itself goes out with what does. It blocks, so it
/// lives on the thread of its ``PostgreSQLConnection``; every wait ends.
final class PostgreSQLSession {
    /// The longest a statement may take, the answer's last byte included.
    static let limit = Duration.seconds(10)

    private let connection: OpaquePointer
    private let notices = Notices()
    private var prepared = PreparedStatements()
    /// Handed to libpq, without an answer yet.
    private var queued = 0
    /// Names that were prepared among them.
    private var fresh: [String] = []

    /// - Throws: ``SessionError`` when none of the hosts takes writers, or one does not sync its commits.
    init(_ address: PostgreSQLAddress) throws {
        let keywords = CStrings(address.settings.map(\.keyword))
        let values = CStrings(address.settings.map(\.value))
        guard let connection = PQconnectdbParams(keywords.pointers, values.pointers, 0) else {
            throw SessionError(.unavailable("no memory for a connection"), .none)
        }
        self.connection = connection
        guard PQstatus(connection) == CONNECTION_OK, PQsetnonblocking(connection, 1) == 0 else {
            // libpq names hosts and users here, never a password or a value.
            let reason = String(cString: PQerrorMessage(connection)).split(separator: "\n").joined(separator: "; ")
            throw SessionError(.unavailable("no connection: \(reason.prefix(500))"), .none)
        }
        // Kept by this object, which outlives the connection.
        PQsetNoticeReceiver(
            connection,
            { context, result in
                guard let context, let result else { return }
                // Field V: the severity, not translated. The texts are dropped.
                let severity = PQresultErrorField(result, Int32(UInt8(ascii: "V"))).map { String(cString: $0) }
                guard severity == "WARNING" else { return }
                Unmanaged<Notices>.fromOpaque(context).takeUnretainedValue().hasWarned = true
            }, Unmanaged.passUnretained(notices).toOpaque())
        try prepareSession()
    }

    deinit { PQfinish(connection) }

    /// Time limits on the server's side too, and what it promises about commits (DESIGN 5.1).
    private func prepareSession() throws {
        _ = try execute(
            """
            SELECT set_config('statement_timeout', '10s', false), set_config('lock_timeout', '5s', false),
            set_config('idle_in_transaction_session_timeout', '15s', false)
            """)
        let answer = try execute(
            """
            SELECT coalesce(current_setting('fsync', true), 'on') AS fsync,
            coalesce(current_setting('synchronous_commit', true), 'on') AS commits
            """)
        guard try answer.rows.first?["fsync"] == "on" else {
            throw SessionError(.notDurable("fsync is not on"), .none)
        }
        // Whether a follower must have it too is the administrator's say: `remote_write` and `remote_apply` stay.
        if try ["off", "local"].contains(answer.rows.first?["commits"] as String? ?? "off") {
            _ = try execute("SELECT set_config('synchronous_commit', 'on', false)")
        }
    }

    /// Runs statements without parameters, separated by semicolons.
    func command(_ text: String, within limit: Duration = PostgreSQLSession.limit) throws {
        try leavePipeline()
        guard PQsendQuery(connection, text) == 1 else { throw SessionError.lost("not sent") }
        let end = ContinuousClock.now + limit
        try push(until: end)
        // The first failure of several statements is the one that tells.
        let answers = try results(until: end)
        guard let last = answers.first(where: \.isFailure) ?? answers.last else { throw SessionError.lost("no answer") }
        try mustBeGood(last)
    }

    /// Ends the transaction durably.
    ///
    /// - Throws: ``SessionError`` `unknown` when no answer came, or when the server gave up waiting for its followers: it
    ///   calls that a success with a warning, but a follower that takes over would not know of it.
    func commit() throws {
        notices.hasWarned = false
        try send("COMMIT")
        var answers = try unknownWhenLost { () throws(SessionError) in try exchange() }
        let last = answers.removeLast()
        // Where one of these failed the server did not come to the end.
        for answer in answers { try mustBeGood(answer) }
        try unknownWhenLost { () throws(SessionError) in try mustBeGood(last) }
        // A transaction in which something failed answers ROLLBACK.
        guard String(cString: PQcmdStatus(last.pointer)) == "COMMIT" else {
            throw SessionError(.unavailable("rolled back"), .again)
        }
        guard !notices.hasWarned else {
            throw SessionError(.unavailable("no follower has confirmed"), .unknown)
        }
    }

    private func unknownWhenLost<Value>(
        _ body: () throws(SessionError) -> Value
    ) throws(SessionError) -> Value {
        do { return try body() } catch {
            guard error.remedy == .reconnect else { throw error }
            throw SessionError(error.fault, .unknown)
        }
    }

    /// Runs one statement with its parameters, and those that were sent before it.
    func execute(_ sql: String, _ arguments: [SQLValue] = []) throws -> SQLAnswer {
        try send(sql, arguments)
        let answers = try exchange()
        for answer in answers { try mustBeGood(answer) }
        guard let last = answers.last else { throw SessionError.lost("no answer") }
        return try WireAnswer.read(last)
    }

    /// Hands one statement to libpq, prepared once in each session. It goes out with the next ``execute(_:_:)`` or
    /// ``commit()``, which fails if this one failed.
    func send(_ sql: String, _ arguments: [SQLValue] = []) throws(SessionError) {
        try enterPipeline()
        let parameters = Parameters(arguments)
        let name = try preparedName(sql, parameters)
        try queue {
            PQsendQueryPrepared(
                connection, name, parameters.count, parameters.values, parameters.lengths, parameters.formats, 1)
        }
    }

    private func preparedName(_ sql: String, _ parameters: Parameters) throws(SessionError) -> String {
        let key = parameters.signature + sql
        if let name = prepared.use(key) { return name }
        if let name = prepared.leastUsed {
            try queue { PQsendQueryParams(connection, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, 0) }
            prepared.drop(name)
        }
        let name = prepared.nextName()
        let numbered = NumberedParameters.in(sql)
        try queue { PQsendPrepare(connection, name, numbered, parameters.count, parameters.types) }
        prepared.add(key, name)
        fresh.append(name)
        return name
    }

    private func queue(_ send: () -> Int32) throws(SessionError) {
        guard send() == 1 else { throw .lost("not sent") }
        queued += 1
    }

    private func enterPipeline() throws(SessionError) {
        guard PQenterPipelineMode(connection) == 1 else { throw .lost("no pipeline") }
    }

    private func leavePipeline() throws(SessionError) {
        guard PQexitPipelineMode(connection) == 1 else { throw .lost("no end of the pipeline") }
    }

    /// Sends what is queued, and reads the answer of each. After a failure the server passes over the rest.
    private func exchange() throws(SessionError) -> [WireResult] {
        let end = ContinuousClock.now + Self.limit
        guard PQpipelineSync(connection) == 1 else { throw .lost("not sent") }
        try push(until: end)
        var answers: [WireResult] = []
        for _ in 0..<queued {
            guard let answer = try results(until: end).last else { throw .lost("no answer") }
            answers.append(answer)
        }
        guard let mark = try next(until: end), PQresultStatus(mark.pointer) == PGRES_PIPELINE_SYNC else {
            throw .lost("answers out of step")
        }
        queued = 0
        // A statement may not have been prepared then; preparing it again under a new name always works.
        if answers.contains(where: \.isFailure) { for name in fresh { prepared.drop(name) } }
        fresh = []
        return answers
    }

    private func mustBeGood(_ result: WireResult) throws(SessionError) {
        try result.mustBeGood(isConnected: PQstatus(connection) == CONNECTION_OK)
    }

    private func push(until end: ContinuousClock.Instant) throws(SessionError) {
        while true {
            let left = PQflush(connection)
            guard left >= 0 else { throw .lost("not sent") }
            if left == 0 { return }
            try wait(Int16(POLLIN | POLLOUT), until: end)
            guard PQconsumeInput(connection) == 1 else { throw .lost("gone while sending") }
        }
    }

    /// All that one message came to.
    private func results(until end: ContinuousClock.Instant) throws(SessionError) -> [WireResult] {
        var results: [WireResult] = []
        while let result = try next(until: end) { results.append(result) }
        return results
    }

    private func next(until end: ContinuousClock.Instant) throws(SessionError) -> WireResult? {
        while PQisBusy(connection) == 1 {
            try wait(Int16(POLLIN), until: end)
            guard PQconsumeInput(connection) == 1 else { throw .lost("gone while waiting") }
        }
        return PQgetResult(connection).map { WireResult($0) }
    }

    private func wait(_ events: Int16, until end: ContinuousClock.Instant) throws(SessionError) {
        let left = end - ContinuousClock.now
        guard left > .zero else { throw .lost("no answer in time") }
        var descriptor = pollfd(fd: PQsocket(connection), events: events, revents: 0)
        let milliseconds = Int32(left / .milliseconds(1)) + 1
        if poll(&descriptor, 1, milliseconds) < 0, errno != EINTR { throw .lost("no socket") }
    }
}

/// Whether the server warned of something.
private final class Notices {
    var hasWarned = false
}
