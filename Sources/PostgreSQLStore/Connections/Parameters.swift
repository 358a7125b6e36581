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
        types = arguments.map { WireType.of($0).rawValue }
        formats = arguments.map { _ in 1 }
        signature = String(decoding: arguments.map { WireType.of($0).letter }, as: UTF8.self)
        lengths = arguments.map { Int32(Self.length($0)) }
        // Never of no bytes: an empty value must not look like none.
        bytes = .allocate(byteCount: lengths.reduce(1) { $0 + Int($1) }, alignment: 1)
        values = .allocate(capacity: max(arguments.count, 1))
        var offset = 0
        for (index, value) in arguments.enumerated() {
            let place = bytes.advanced(by: offset)
            Self.copy(value, to: place)
            values.advanced(by: index).initialize(
                to: value == .null ? nil : UnsafePointer(place.assumingMemoryBound(to: CChar.self)))
            offset += Int(lengths[index])
        }
    }

    deinit {
        values.deallocate()
        bytes.deallocate()
    }

    private static func length(_ value: SQLValue) -> Int {
        switch value {
        case .null: 0
        case .integer: MemoryLayout<Int64>.size
        case .text(let text): text.utf8.count
        case .blob(let data): data.count
        }
    }

    private static func copy(_ bytes: UnsafeRawBufferPointer, _ place: UnsafeMutableRawPointer) {
        if let start = bytes.baseAddress { place.copyMemory(from: start, byteCount: bytes.count) }
    }

    private static func copy(_ value: SQLValue, to place: UnsafeMutableRawPointer) {
        switch value {
        case .null: break
        case .integer(let number): place.storeBytes(of: number.bigEndian, as: Int64.self)
        case .text(var text): text.withUTF8 { copy(UnsafeRawBufferPointer($0), place) }
        case .blob(let data): data.withUnsafeBytes { copy($0, place) }
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

    var letter: UInt8 {
        switch self {
        case .any: UInt8(ascii: "n")
        case .bytea: UInt8(ascii: "b")
        case .int8: UInt8(ascii: "i")
        case .text: UInt8(ascii: "t")
        }
    }
}
