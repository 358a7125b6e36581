import CPQ
public import SQLAccess

/// Where the database is, as libpq has it: `postgresql://user@one,two/portal`, or `service=portal`.
public struct PostgreSQLAddress: Sendable {
    /// Keywords of libpq and their values, ours first: what the address says wins.
    let settings: [(keyword: String, value: String)]

    /// A dead machine is told apart from a slow one within these; several hosts are tried in turn.
    private static let own = [
        ("target_session_attrs", "read-write"), ("connect_timeout", "3"), ("tcp_user_timeout", "10000"),
        ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
        ("application_name", "kiosk-portal"), ("client_encoding", "UTF8"),
    ]

    /// - Throws: ``StoreFault`` `refused` when libpq does not understand it, or when it holds a password: arguments and
    ///   environments are seen by every process, so that stands in `PGPASSFILE` or a service file.
    public init(_ text: String) throws(StoreFault) {
        guard let options = PQconninfoParse(text, nil) else { throw .refused(code: "the address is not libpq's") }
        defer { PQconninfoFree(options) }
        var given: [(keyword: String, value: String)] = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                given.append((String(cString: keyword), String(cString: value)))
            }
            option += 1
        }
        guard !given.contains(where: { $0.keyword == "password" || $0.keyword == "sslpassword" }) else {
            throw .refused(code: "the address holds a password; use PGPASSFILE or a service file")
        }
        settings = Self.own.map { (keyword: $0.0, value: $0.1) } + given
    }
}
