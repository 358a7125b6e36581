/// The number of an identity card or passport (B7). Personal: it prints as a mask.
public struct DocumentNumber: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Which document.
    public enum Kind: Sendable, Hashable {
        /// Nine digits.
        case identityCard
        /// The letter N and eight digits.
        case passport
    }

    /// Which document.
    public let kind: Kind
    /// As printed on the document, letters in Latin capitals; for the wire only.
    public let text: String

    /// Reads what a person typed; spaces and small letters are forgiven. Nil is ``FailureCode/documentNumber``.
    public init?(typed: String) {
        let text = typed.filter { $0 != " " }.uppercased()
        let bytes = Array(text.utf8)
        guard bytes.count == 9, bytes.dropFirst().allSatisfy(DecimalDigits.isDigit) else { return nil }
        if DecimalDigits.isDigit(bytes[0]) {
            kind = .identityCard
        } else if bytes[0] == UInt8(ascii: "N") {
            kind = .passport
        } else {
            return nil
        }
        self.text = text
    }

    /// The last four characters behind a mask.
    public var description: String { "•••••" + text.suffix(4) }
    /// The mask.
    public var debugDescription: String { description }
    /// The mask, so that `dump` shows no more.
    public var customMirror: Mirror { Mirror(self, children: ["masked": description]) }
}
