import KioskDomain

/// Tables of values with their days: `[{"value": 5}, {"from": "2027-01-01", "value": 4}]`.
extension ObjectReader {
    typealias Read<Value> = (JSONTree, String) throws(SetProblem) -> Value

    /// A value that there always is: the first entry has no day.
    func dated<Value: Sendable>(
        _ name: String, into table: inout Dated<Value>, _ read: Read<Value>
    ) throws(SetProblem) {
        guard let tree = self[name] else { return }
        let path = place(name)
        var base: Value?
        var changes: [Dated<Value>.Change] = []
        for (index, item) in try tree.list(at: path).enumerated() {
            let entry = try ObjectReader(item, at: "\(path)[\(index)]", knows: ["from", "value"])
            let value = try read(try entry.required("value"), entry.place("value"))
            if entry["from"] == nil {
                guard index == 0 else {
                    throw SetProblem(
                        .configurationContradictory, "\(entry.path) has no first day, as the one before it")
                }
                base = value
            } else {
                changes.append(Dated<Value>.Change(from: try entry.day("from"), value: value))
            }
        }
        guard let base else {
            throw SetProblem(.configurationContradictory, "\(path) has no first entry without a day")
        }
        table = Dated(base, changes: changes)
    }

    /// A value that there is within spans of days.
    func windowed<Value: Sendable>(
        _ name: String, into table: inout Windowed<Value>, _ read: Read<Value>
    ) throws(SetProblem) {
        guard let tree = self[name] else { return }
        let path = place(name)
        var windows: [Windowed<Value>.Window] = []
        for (index, item) in try tree.list(at: path).enumerated() {
            let entry = try ObjectReader(item, at: "\(path)[\(index)]", knows: ["from", "through", "value"])
            let from: CivilDate = try entry["from"] == nil ? .earliest : entry.day("from")
            let through: CivilDate? = try entry["through"] == nil ? nil : entry.day("through")
            windows.append(
                Windowed<Value>.Window(
                    from: from, through: through, value: try read(try entry.required("value"), entry.place("value"))))
        }
        table = Windowed(windows)
    }
}

extension RuleBook {
    private static let tables = [
        "minimum-age", "attempt-limit", "evidence", "sms", "queue", "media", "validity-years", "application-days",
        "confirmation-days", "document-access", "card-exchange", "mci", "transfer-fines", "use-fines", "time-outs",
        "retention", "clock-tolerance-seconds",
    ]

    /// The book as built, with each table that the set gives in place of its own.
    init(_ tree: JSONTree, at path: String) throws(SetProblem) {
        self.init()
        let reader = try ObjectReader(tree, at: path, knows: Self.tables)
        let number: ObjectReader.Read<Int> = { tree, path throws(SetProblem) in
            try tree.whole(in: -1_000_000_000...1_000_000_000, at: path)
        }
        try reader.dated("minimum-age", into: &minimumAge, number)
        try reader.dated("attempt-limit", into: &attemptLimit, number)
        try reader.dated("application-days", into: &applicationDays, number)
        try reader.dated("confirmation-days", into: &confirmationDays, number)
        try reader.windowed("mci", into: &mci, number)
        try reader.dated("evidence", into: &evidence, EvidencePolicy.read)
        try reader.dated("sms", into: &sms, SMSCodePolicy.read)
        try reader.dated("queue", into: &queue, QueuePolicy.read)
        try reader.dated("media", into: &media, MediaPolicy.read)
        try reader.dated("validity-years", into: &validity, ValidityPeriod.read)
        try reader.dated("document-access", into: &documentAccess, DocumentAccessPolicy.read)
        try reader.windowed("card-exchange", into: &cardExchange, CardExchangeWindow.read)
        try reader.windowed("transfer-fines", into: &transferFines, FineTable.read)
        try reader.windowed("use-fines", into: &useFines, FineTable.read)
        try reader.dated("time-outs", into: &timeOuts, TimeOutPolicy.read)
        try reader.dated("retention", into: &retention, RetentionPolicy.read)
        try reader.dated("clock-tolerance-seconds", into: &clockTolerance) { tree, path throws(SetProblem) in
            .seconds(try number(tree, path))
        }
    }
}
