import CPQ
import FoundationEssentials
import SQLAccess

/// The parameters of a statement in PostgreSQL's binary form, with their types: the server guesses none but null's.
final class Parameters {
    let types: [Oid]
    let lengths: [Int32]
    let formats: [Int32]
    /// One letter for each type, so that a statement is prepared for the types it was sent with.
    let signature: String
    let values: UnsafeMutablePointer<UnsafePointer<CChar>?>
    private let bytes: UnsafeMutableRawPointer

    var count: Int32 { Int32(types.count) }

    init(_ arguments: [SQLValue]) {
        let encoded = arguments.map(Self.encode)
        types = arguments.map { WireType.of($0).rawValue }
        lengths = encoded.map { Int32($0?.count ?? 0) }
        formats = arguments.map { _ in 1 }
        signature = String(arguments.map { WireType.of($0).letter })
        // Never of no bytes: an empty value must not look like none.
        bytes = .allocate(byteCount: encoded.reduce(1) { $0 + ($1?.count ?? 0) }, alignment: 1)
        values = .allocate(capacity: max(encoded.count, 1))
        var offset = 0
        for (index, value) in encoded.enumerated() {
            guard let value else {
                values.advanced(by: index).initialize(to: nil)
                continue
            }
            let place = bytes.advanced(by: offset)
            place.copyMemory(from: value, byteCount: value.count)
            values.advanced(by: index).initialize(to: UnsafePointer(place.assumingMemoryBound(to: CChar.self)))
            offset += value.count
        }
    }

    deinit {
        values.deallocate()
        bytes.deallocate()
    }

    private static func encode(_ value: SQLValue) -> [UInt8]? {
        switch value {
        case .null: nil
        case .integer(let number): withUnsafeBytes(of: number.bigEndian) { Array($0) }
        case .text(let text): Array(text.utf8)
        case .blob(let data): Array(data)
        }
    }
}

/// The types of the server that we send, by the numbers in its `pg_type`.
enum WireType: Oid {
    case any = 0
    case bytea = 17
    case int8 = 20
    case text = 25

    static func of(_ value: SQLValue) -> WireType {
        switch value {
        case .null: .any
        case .integer: .int8
        case .text: .text
        case .blob: .bytea
        }
    }

    var letter: Character {
        switch self {
        case .any: "n"
        case .bytea: "b"
        case .int8: "i"
        case .text: "t"
        }
    }
}
