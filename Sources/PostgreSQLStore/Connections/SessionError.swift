import SQLAccess

/// What went wrong in a session, and what may be done about it.
struct SessionError: Error {
    enum Remedy {
        /// Nothing was changed; the transaction may run again.
        case again
        /// Nothing was changed, but this session is of no more use: again with another.
        case reconnect
        /// Another row has the key: run again, it may be that of the same deed, done elsewhere at the same moment.
        case look
        /// Again does not help; the session is of use.
        case none
        /// Whether it was committed is not known: only the caller can ask again, by its key.
        case unknown
    }

    var fault: StoreFault
    var remedy: Remedy

    init(_ fault: StoreFault, _ remedy: Remedy) {
        self.fault = fault
        self.remedy = remedy
    }

    /// The connection is gone or silent.
    static func lost(_ what: String) -> SessionError { SessionError(.unavailable(what), .reconnect) }

    /// By PostgreSQL's own code (its appendix A). The server's text is left out: it can quote values.
    init(sqlState state: String) {
        switch state {
        // Serialisation failure, dead lock, lock not had in time.
        case "40001", "40P01", "55P03": self.init(.unavailable(state), .again)
        case "23505": self.init(.conflict, .look)
        case "53100": self.init(.full, .none)
        // The leader became a follower, or its administrator closed it.
        case "25006": self.init(.readOnly, .reconnect)
        // A migration by a newer process changed what `SELECT *` gives.
        case "0A000": self.init(.refused(code: state), .reconnect)
        // Stopped by its own time limit.
        case "57014": self.init(.unavailable(state), .none)
        case let state where ["57P", "53", "08", "58"].contains(where: state.hasPrefix):
            self.init(.unavailable(state), .reconnect)
        default: self.init(.refused(code: state), .none)
        }
    }
}
