public import KioskDomain

/// A slip as it is drawn: blocks from the top, every text with its size. What stands on which slip is decided above, by
/// templates and layouts; here are only letters, lines and codes.
///
/// Sizes and distances are dots of a 203 dpi head: 8 dots are 1 mm.
public struct SlipDocument: Sendable, Hashable, Codable {
    /// One text in one language.
    public struct Text: Sendable, Hashable, Codable {
        /// What is printed; a line feed begins a new line.
        public var string: String
        /// Decides how Pango shapes and breaks it.
        public var language: Language
        /// Size of the letters when there is room.
        public var size: Int
        /// Size below which they are never made smaller; then words are broken.
        public var smallest: Int
        /// Heavy letters.
        public var isBold: Bool

        /// One text in one language; it never shrinks when `smallest` is left out.
        public init(
            _ string: String, _ language: Language = .kazakh, size: Int, smallest: Int? = nil, isBold: Bool = false
        ) {
            self.string = string
            self.language = language
            self.size = max(1, size)
            self.smallest = max(1, min(size, smallest ?? size))
            self.isBold = isBold
        }
    }

    /// Where lines stand between the margins.
    public enum Alignment: String, Sendable, Hashable, CaseIterable, Codable {
        /// At the left margin.
        case left
        /// In the middle.
        case centre
        /// At the right margin.
        case right
    }

    /// One line of a table: what it is on the left, the value on the right, each in one language or more.
    public struct Row: Sendable, Hashable, Codable {
        /// What it is.
        public var label: [Text]
        /// The value.
        public var value: [Text]

        /// One line of a table.
        public init(_ label: [Text], _ value: [Text]) {
            self.label = label
            self.value = value
        }
    }

    /// One part of a slip.
    public enum Block: Sendable, Hashable, Codable {
        /// Texts one under the other. Letters shrink until a text has at most `lines` lines.
        case text([Text], Alignment = .centre, lines: Int? = nil)
        /// The same in a frame: what must not be missed.
        case framed([Text], Alignment = .centre)
        /// One line as large as the width allows: what must be read from across the room.
        case number(Text)
        /// White letters on a black bar over the whole width.
        case band(Text)
        /// A table.
        case table([Row])
        /// A line between the margins.
        case line(thickness: Int = 2)
        /// A QR code, each module at most so many dots wide.
        case qr(payload: [UInt8], module: Int = 10)
        /// A ruler in millimetres over the whole width: shows a shifted or worn head.
        case ruler
        /// Black, three greys and thin lines over the whole width: shows a cold or dirty head.
        case bars
    }

    /// A block and the white above it.
    public struct Part: Sendable, Hashable, Codable {
        /// What is drawn.
        public var block: Block
        /// White dots above it.
        public var above: Int

        /// A block and the white above it.
        public init(_ block: Block, above: Int = 20) {
            self.block = block
            self.above = max(0, above)
        }
    }

    /// From the top.
    public var parts: [Part]
    /// White dots at each side, but for what goes over the whole width.
    public var margin: Int
    /// White dots below the last part, before the cut.
    public var feed: Int

    /// A slip.
    public init(parts: [Part], margin: Int = 8, feed: Int = 24) {
        self.parts = parts
        self.margin = max(0, min(64, margin))
        self.feed = max(0, feed)
    }

    /// A slip whose blocks all have the same white above them.
    public init(_ blocks: [Block]) {
        self.init(parts: blocks.map { Part($0) })
    }

    /// The 18 letters that Kazakh has beyond Russian, both cases.
    public static let kazakhLetters = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
}
