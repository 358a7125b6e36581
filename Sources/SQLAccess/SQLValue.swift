public import FoundationEssentials

/// What a column or a parameter holds. Both engines know just these four; truth values are integers.
public enum SQLValue: Sendable, Hashable {
    /// No value.
    case null
    /// 64 bits with a sign.
    case integer(Int64)
    /// UTF-8.
    case text(String)
    /// Bytes.
    case blob(Data)
}

/// Something that can stand for a `?`.
public protocol SQLBindable {
    /// As the engine gets it.
    var sqlValue: SQLValue { get }
}

/// Something that a column can be read as.
public protocol SQLReadable {
    /// Nil when the value is of another kind or does not fit.
    static func read(_ value: SQLValue) -> Self?
}

extension SQLValue: SQLBindable {
    /// Itself.
    public var sqlValue: SQLValue { self }
}

extension Int64: SQLBindable, SQLReadable {
    /// An integer.
    public var sqlValue: SQLValue { .integer(self) }

    /// Integers only.
    public static func read(_ value: SQLValue) -> Int64? {
        if case .integer(let number) = value { number } else { nil }
    }
}

extension Int: SQLBindable, SQLReadable {
    /// An integer.
    public var sqlValue: SQLValue { .integer(Int64(self)) }

    /// Integers only.
    public static func read(_ value: SQLValue) -> Int? { Int64.read(value).flatMap(Int.init(exactly:)) }
}

extension Bool: SQLBindable, SQLReadable {
    /// 1 or 0.
    public var sqlValue: SQLValue { .integer(self ? 1 : 0) }

    /// 1 and 0 only.
    public static func read(_ value: SQLValue) -> Bool? {
        switch value {
        case .integer(0): false
        case .integer(1): true
        default: nil
        }
    }
}

extension String: SQLBindable, SQLReadable {
    /// Text.
    public var sqlValue: SQLValue { .text(self) }

    /// Text only.
    public static func read(_ value: SQLValue) -> String? {
        if case .text(let text) = value { text } else { nil }
    }
}

extension Data: SQLBindable, SQLReadable {
    /// Bytes.
    public var sqlValue: SQLValue { .blob(self) }

    /// Bytes only.
    public static func read(_ value: SQLValue) -> Data? {
        if case .blob(let bytes) = value { bytes } else { nil }
    }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    /// Nil is null.
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    /// Null is nil; a value of another kind is still refused.
    public static func read(_ value: SQLValue) -> Wrapped?? {
        if case .null = value { return .some(nil) }
        guard let wrapped = Wrapped.read(value) else { return nil }
        return .some(wrapped)
    }
}
