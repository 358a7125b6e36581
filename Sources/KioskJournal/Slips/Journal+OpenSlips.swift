internal import GRDB
public import KioskDomain

/// Slips that the printer did not confirm, until a person decides.
extension Journal {
    /// The newest slips about which a person is to decide, newest first.
    /// - Parameter since: older ones are left out: their number means nothing any more.
    public func openSlips(since: UnixTime, limit: Int) throws(JournalError) -> [SlipRecord] {
        let open = SlipState.allCases.filter(\.isOpen).map { "'\($0.rawValue)'" }.joined(separator: ", ")
        let newest = try reading {
            try slips(
                $0,
                """
                sequence IN (SELECT sequence FROM slip WHERE state IN (\(open)) AND issued_at >= ?
                ORDER BY sequence DESC LIMIT ?)
                """, [since.milliseconds, limit])
        }
        return newest.reversed()
    }

    /// Keeps what stands on a slip that is about to be printed, sealed, so that a person can have it printed again.
    /// - Throws: `journal.conflict` for an unknown slip, or one that is printed or given up.
    public func keepPaper(of id: String, _ content: [UInt8]) throws(JournalError) {
        try transaction { database in
            let slip = try onlySlip(database, "id = ?", [id])
            guard slip.state == .printing else { throw JournalError.conflict("slip \(slip.sequence) is not printing") }
            try keep(database, content, of: slip.sequence)
        }
    }

    /// Records that a person saw the slip.
    /// - Parameter decider: who, for the audit trail.
    /// - Throws: `journal.conflict` for an unknown slip, or one about which nothing is to be decided.
    public func attestSlip(id: String, by decider: String, at now: UnixTime) throws(JournalError) {
        try transaction { database in
            let slip = try open(database, id, for: .cameOut)
            try mark(database, slip, .attested, by: decider, at: now)
        }
    }

    /// Records one more print of an open slip, as a person decided: the same number, marked as a copy. The slip that it
    /// repeats is settled in the same transaction, so that two decisions never make two copies.
    /// - Parameter decider: who, for the audit trail.
    /// - Throws: `journal.conflict` for an unknown slip, one about which nothing is to be decided, or one whose content
    ///   is erased (R6).
    public func reissueSlip(id: String, by decider: String, at now: UnixTime) throws(JournalError) -> SlipRecord {
        try transaction { database in
            let slip = try open(database, id, for: .printAgain)
            guard let content = slip.content else { throw JournalError.conflict("the slip's content is erased") }
            try mark(database, slip, .replaced, by: decider, at: now)
            return try copy(database, slip, content: content, at: now)
        }
    }

    func keep(_ database: Database, _ content: [UInt8], of sequence: Int64) throws {
        let sealed = try sealer.seal(content, table: "slip", sequence: sequence)
        try database.run(
            sql: "UPDATE slip SET wrapped_key = ?, sealed = ? WHERE sequence = ?",
            arguments: [sealed.wrappedKey, sealed.body, sequence])
    }

    private func open(_ database: Database, _ id: String, for decision: SlipDecision) throws -> SlipRecord {
        let slip = try onlySlip(database, "id = ?", [id])
        guard slip.state.isOpen, slip.state.mayBecome(decision.state) else {
            throw JournalError.conflict("slip \(slip.sequence) is \(slip.state.rawValue)")
        }
        return slip
    }
}
