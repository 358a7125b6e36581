import HTTPTypes
import KioskDomain
import PortalContract
import Yams

/// The days on which an operation of the contract began to be discouraged and may be gone.
struct ContractWithdrawal: Sendable, Hashable {
    let since: CivilDate
    let until: CivilDate

    /// Nil for an operation that stays.
    ///
    /// - Throws: when a day is missing, or too little time is given.
    init?(_ operation: [String: Node]) throws {
        guard operation["deprecated"]?.bool ?? false else { return nil }
        guard let since = operation["x-deprecated-on"]?.string.flatMap({ CivilDate(iso: $0) }),
            let until = operation["x-sunset"]?.string.flatMap({ CivilDate(iso: $0) }),
            until >= since.adding(years: 1)
        else {
            throw ContractDocument.Unknown(what: "a deprecated operation without its days, or with too few between")
        }
        (self.since, self.until) = (since, until)
    }

    /// As answers carry them (RFC 9745 section 2.1, RFC 8594 section 3).
    var headers: HTTPFields {
        var fields = HTTPFields()
        fields[.deprecation] = "@\(CivilDateTime(since, .midnight).wallSeconds)"
        fields[.sunset] = Self.text(until)
        return fields
    }

    /// Midnight of a day in UTC (RFC 9110 section 5.6.7).
    private static func text(_ day: CivilDate) -> String {
        let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(weekday), \(day.day < 10 ? "0" : "")\(day.day) \(months[day.month - 1]) \(day.year) 00:00:00 GMT"
    }
}

extension HTTPField.Name {
    static let deprecation = constant("Deprecation")
    static let sunset = constant("Sunset")

    private static func constant(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("not a field name") }
        return name
    }
}
