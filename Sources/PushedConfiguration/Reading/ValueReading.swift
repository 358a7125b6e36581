import KioskDomain

// One value of each table; what it may be is the lint's to say (`RuleBook.problems()`).

extension EvidencePolicy {
    static func read(_ tree: JSONTree, at path: String) throws(SetProblem) -> EvidencePolicy {
        let reader = try ObjectReader(
            tree, at: path, knows: ["maximum-distance", "minimum-frames", "needs-liveness"])
        return EvidencePolicy(
            maximumDistance: try reader.required("maximum-distance").number(at: reader.place("maximum-distance")),
            minimumFrames: try reader.whole("minimum-frames"),
            needsLiveness: try reader.required("needs-liveness").truth(at: reader.place("needs-liveness")))
    }
}

extension SMSCodePolicy {
    static func read(_ tree: JSONTree, at path: String) throws(SetProblem) -> SMSCodePolicy {
        let reader = try ObjectReader(
            tree, at: path, knows: ["length", "life-seconds", "tries", "per-iin", "per-kiosk"])
        return SMSCodePolicy(
            length: try reader.whole("length"), life: try reader.seconds("life-seconds"),
            tries: try reader.whole("tries"), perIIN: try limits(reader, "per-iin"),
            perKiosk: try limits(reader, "per-kiosk"))
    }

    private static func limits(_ reader: ObjectReader, _ name: String) throws(SetProblem) -> [SendLimit] {
        var found: [SendLimit] = []
        let path = reader.place(name)
        for (index, item) in try reader.required(name).list(at: path).enumerated() {
            let limit = try ObjectReader(item, at: "\(path)[\(index)]", knows: ["count", "window-seconds"])
            found.append(SendLimit(count: try limit.whole("count"), window: try limit.seconds("window-seconds")))
        }
        return found
    }
}

extension QueuePolicy {
    static func read(_ tree: JSONTree, at path: String) throws(SetProblem) -> QueuePolicy {
        let names = ["call-within-minutes", "slip-before-minutes", "late-tolerance-minutes"]
        let reader = try ObjectReader(tree, at: path, knows: names)
        return QueuePolicy(
            callWithinMinutes: try reader.whole(names[0]), slipBeforeMinutes: try reader.whole(names[1]),
            lateToleranceMinutes: try reader.whole(names[2]))
    }
}

extension MediaPolicy {
    static func read(_ tree: JSONTree, at path: String) throws(SetProblem) -> MediaPolicy {
        let reader = try ObjectReader(tree, at: path, knows: ["kiosk", "desk"])
        return MediaPolicy(kiosk: try media(reader, "kiosk"), desk: try media(reader, "desk"))
    }

    private static func media(_ reader: ObjectReader, _ name: String) throws(SetProblem) -> Set<Medium> {
        var found: Set<Medium> = []
        let path = reader.place(name)
        for (index, item) in try reader.required(name).list(at: path).enumerated() {
            let path = "\(path)[\(index)]"
            guard let medium = Medium(rawValue: try item.text(at: path)) else {
                throw SetProblem(.configurationMalformed, "\(path) is no medium")
            }
            found.insert(medium)
        }
        return found
    }
}

extension ValidityPeriod {
    static func read(_ tree: JSONTree, at path: String) throws(SetProblem) -> ValidityPeriod {
        let reader = try ObjectReader(tree, at: path, knows: Medium.allCases.map(\.rawValue))
        var years: [Medium: Int] = [:]
        for medium in Medium.allCases where reader[medium.rawValue] != nil {
            years[medium] = try reader.whole(medium.rawValue)
        }
        return ValidityPeriod(years: years)
    }
}

extension DocumentAccessPolicy {
    static func read(_ tree: JSONTree, at path: String) throws(SetProblem) -> DocumentAccessPolicy {
        let reader = try ObjectReader(tree, at: path, knows: ["life-seconds", "longest-seconds"])
        return DocumentAccessPolicy(
            life: try reader.seconds("life-seconds"), longest: try reader.seconds("longest-seconds"))
    }
}

extension CardExchangeWindow {
    static func read(_ tree: JSONTree, at path: String) throws(SetProblem) -> CardExchangeWindow {
        let reader = try ObjectReader(tree, at: path, knows: ["days-before-expiry", "days-after-expiry"])
        return CardExchangeWindow(
            daysBeforeExpiry: try reader.whole("days-before-expiry"),
            daysAfterExpiry: try reader.whole("days-after-expiry"))
    }
}

extension FineTable {
    static func read(_ tree: JSONTree, at path: String) throws(SetProblem) -> FineTable {
        let reader = try ObjectReader(tree, at: path, knows: Offender.allCases.map(\.rawValue))
        var table = FineTable(individual: 0, officialSmallBusinessNGO: 0, mediumBusiness: 0, largeBusiness: 0)
        for offender in Offender.allCases { table.mci[offender] = try reader.whole(offender.rawValue) }
        return table
    }
}

extension TimeOutPolicy {
    static func read(_ tree: JSONTree, at path: String) throws(SetProblem) -> TimeOutPolicy {
        let reader = try ObjectReader(
            tree, at: path,
            knows: [
                "idle-seconds", "warning-seconds", "extended-seconds", "attempt-seconds", "first-frame-seconds",
                "device-return-seconds",
            ])
        return TimeOutPolicy(
            idle: try reader.seconds("idle-seconds"), warning: try reader.seconds("warning-seconds"),
            extended: try reader.seconds("extended-seconds"), attempt: try reader.seconds("attempt-seconds"),
            firstFrame: try reader.seconds("first-frame-seconds"),
            deviceReturn: try reader.seconds("device-return-seconds"))
    }
}

extension RetentionPolicy {
    static func read(_ tree: JSONTree, at path: String) throws(SetProblem) -> RetentionPolicy {
        let reader = try ObjectReader(tree, at: path, knows: ["personal-days", "outcome-days"])
        return RetentionPolicy(
            personalDays: try reader.whole("personal-days"),
            outcomeDays: try reader["outcome-days"] == nil ? nil : reader.whole("outcome-days"))
    }
}
