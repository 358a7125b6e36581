internal import FoundationEssentials
internal import GRDB

extension [UInt8] {
    var data: Data { Data(self) }

    /// The first column of the first row; nil when there is no row or it is NULL.
    static func fetch(_ database: Database, _ sql: String, _ arguments: StatementArguments) throws -> [UInt8]? {
        try Data.fetchOne(database, sql: sql, arguments: arguments).map { [UInt8]($0) }
    }

    /// Random bytes from the system's generator.
    static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// Lower-case hexadecimal.
    var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
