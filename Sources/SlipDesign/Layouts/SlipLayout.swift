import SlipPrinter

/// How the blocks of slips stand on one width of paper: the layout file.
struct SlipLayout: Sendable {
    /// Letters of one name.
    struct Size: Sendable, Hashable {
        /// Dots when there is room.
        var wished: Int
        /// Dots below which they do not shrink.
        var smallest: Int
    }

    /// What a block becomes.
    enum Look: String, Sendable, Hashable, CaseIterable {
        /// Lines, one under the other.
        case text
        /// One line as large as the width allows.
        case number
        /// White on black, all languages in one line.
        case band
        /// Lines `label | value`.
        case table
        /// The slip's QR code, with its lines above it.
        case qr
        /// A line between the margins.
        case line
        /// Millimetres over the whole width.
        case ruler
        /// Black and greys over the whole width.
        case bars

        /// True for what has no text.
        var isDrawing: Bool { self == .line || self == .ruler || self == .bars }
    }

    /// Which languages of a block are printed.
    enum Languages: String, Sendable, Hashable, CaseIterable {
        /// The person's first, the others below it.
        case all
        /// The person's only.
        case first
        /// All but the person's.
        case others
    }

    /// One block of one kind of slip.
    struct Entry: Sendable, Hashable {
        /// The file it stands in; the shipped one where the centre's leaves the kind of slip out.
        var file: String
        /// Line of that file.
        var line: Int
        /// Its name in the templates; empty for drawings.
        var block = ""
        var look = Look.text
        var size = "body"
        /// Size of a table's labels; as ``size`` when nil.
        var labels: String?
        var isBold = false
        var isFramed = false
        var alignment = SlipDocument.Alignment.centre
        var languages = Languages.all
        /// Lines of one language at the most.
        var lines: Int?
        /// White above it in dots; nil takes the file's.
        var gap: Int?
        /// Dots of a QR code's module at the most.
        var module = 10
        /// Dots of a line.
        var thickness = 2
    }

    /// Name of the file.
    var file: String
    var paper: SlipRenderer.Paper
    /// White at both sides, in dots.
    var margin = 8
    /// White above a block, in dots.
    var gap = 24
    /// White before the cut, in dots.
    var feed = 24
    /// Rows of a slip at the most.
    var longest = 4000
    /// Size of the second and third language, in hundredths of the first.
    var second = 75
    var sizes: [String: Size] = [:]
    var slips: [SlipForm: [Entry]] = [:]

    /// The size of a name, for the first or another language.
    func size(_ name: String, isFirst: Bool = true) -> Size {
        let size = sizes[name] ?? sizes["body"] ?? Size(wished: 24, smallest: 18)
        guard !isFirst else { return size }
        return Size(wished: max(size.smallest, size.wished * second / 100), smallest: size.smallest)
    }
}
