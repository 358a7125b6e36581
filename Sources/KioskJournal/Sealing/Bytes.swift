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
        var bytes: [UInt8] = []
        // Eight at a time: each number is a call of the kernel.
        while bytes.count < count {
            Swift.withUnsafeBytes(of: generator.next()) { bytes += $0.prefix(count - bytes.count) }
        }
        return bytes
    }

    /// Lower-case hexadecimal.
    var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
