/// What a slip would be like on paper, found out without printing it.
public struct SlipExamination: Sendable, Hashable {
    /// Something that does not fit.
    public struct Problem: Sendable, Hashable {
        /// Which part of the document, counted from 0.
        public var part: Int
        /// What does not fit.
        public var kind: Kind

        /// Something that does not fit.
        public init(part: Int, kind: Kind) {
            self.part = part
            self.kind = kind
        }
    }

    /// What does not fit.
    public enum Kind: Sendable, Hashable {
        /// A word is wider than its place even in the smallest letters; on paper it would be broken.
        case wordTooWide
        /// More lines than allowed even in the smallest letters.
        case tooManyLines(Int)
        /// The number needs more than one line even in the smallest letters.
        case numberTooWide
        /// A code whose modules would be thinner than three dots.
        case codeTooDense
        /// Letters that no installed font has.
        case missingLetters(Int)
    }

    /// Dots from the top to the cut.
    public var height: Int
    /// In the order of the parts.
    public var problems: [Problem]

    /// What a slip would be like.
    public init(height: Int, problems: [Problem]) {
        self.height = height
        self.problems = problems
    }
}
