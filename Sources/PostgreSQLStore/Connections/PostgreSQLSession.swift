import CPQ
import Glibc
import SQLAccess

/// One open connection of libpq. It blocks, so it lives on the thread of its ``PostgreSQLConnection``; every wait ends.
final class PostgreSQLSession {
    /// The longest a statement may take, the answer's last byte included.
    static let limit = Duration.seconds(10)

    private let connection: OpaquePointer
    private let notices = Notices()
    private var prepared = PreparedStatements()

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

    /// Sends one text without parameters, such as `BEGIN`.
    func command(_ text: String, within limit: Duration = PostgreSQLSession.limit) throws {
        _ = try exchange(within: limit) { PQsendQuery(connection, text) }
    }

    /// Ends the transaction durably.
    ///
    /// - Throws: ``SessionError`` `unknown` when no answer came, or when the server gave up waiting for its followers: it
    ///   calls that a success with a warning, but a follower that takes over would not know of it.
    func commit() throws {
        notices.hasWarned = false
        do {
            let result = try exchange { PQsendQuery(connection, "COMMIT") }
            // A transaction in which something failed answers ROLLBACK.
            guard String(cString: PQcmdStatus(result.pointer)) == "COMMIT" else {
                throw SessionError(.unavailable("rolled back"), .again)
            }
        } catch let error as SessionError where error.remedy == .reconnect {
            throw SessionError(error.fault, .unknown)
        }
        guard !notices.hasWarned else {
            throw SessionError(.unavailable("no follower has confirmed"), .unknown)
        }
    }

    /// Runs one statement with its parameters, prepared once in each session.
    func execute(_ sql: String, _ arguments: [SQLValue] = []) throws -> SQLAnswer {
        let parameters = Parameters(arguments)
        let name = try preparedName(sql, parameters)
        return try WireAnswer.read(
            exchange {
                PQsendQueryPrepared(
                    connection, name, parameters.count, parameters.values, parameters.lengths, parameters.formats, 1)
            })
    }

    private func preparedName(_ sql: String, _ parameters: Parameters) throws -> String {
        let key = parameters.signature + sql
        if let name = prepared.use(key) { return name }
        if let name = prepared.leastUsed {
            _ = try exchange { PQsendQuery(connection, "DEALLOCATE \(name)") }
            prepared.drop(name)
        }
        let name = prepared.nextName()
        _ = try exchange { PQsendPrepare(connection, name, sql, parameters.count, parameters.types) }
        prepared.add(key, name)
        return name
    }

    /// One question and its whole answer.
    private func exchange(
        within limit: Duration = PostgreSQLSession.limit, _ send: () -> Int32
    ) throws -> WireResult {
        let end = ContinuousClock.now + limit
        guard send() == 1 else { throw SessionError.lost("not sent") }
        while true {
            let left = PQflush(connection)
            guard left >= 0 else { throw SessionError.lost("not sent") }
            if left == 0 { break }
            try wait(Int16(POLLIN | POLLOUT), until: end)
            guard PQconsumeInput(connection) == 1 else { throw SessionError.lost("gone while sending") }
        }
        var last: WireResult?
        while true {
            while PQisBusy(connection) == 1 {
                try wait(Int16(POLLIN), until: end)
                guard PQconsumeInput(connection) == 1 else { throw SessionError.lost("gone while waiting") }
            }
            guard let pointer = PQgetResult(connection) else { break }
            let result = WireResult(pointer)
            // The first failure of several statements is the one that tells.
            if last?.isFailure != true { last = result }
        }
        guard let last else { throw SessionError.lost("no answer") }
        try last.mustBeGood(isConnected: PQstatus(connection) == CONNECTION_OK)
        return last
    }

    private func wait(_ events: Int16, until end: ContinuousClock.Instant) throws {
        let left = end - ContinuousClock.now
        guard left > .zero else { throw SessionError.lost("no answer in time") }
        var descriptor = pollfd(fd: PQsocket(connection), events: events, revents: 0)
        let milliseconds = Int32(left / .milliseconds(1)) + 1
        if poll(&descriptor, 1, milliseconds) < 0, errno != EINTR { throw SessionError.lost("no socket") }
    }
}

/// Whether the server warned of something.
private final class Notices {
    var hasWarned = false
}
