public import SlipPrinter

extension SlipDocument {
    /// The same slip, marked as a copy at its head and its end (Q7), in three languages: so it is told from the first one
    /// wherever it is torn off. A copy stays as it is.
    public var markedAsCopy: SlipDocument {
        var copy = self
        let text = SlipDocument.Text(Self.copyLine, size: 26, smallest: 12, isBold: true)
        let mark = SlipDocument.Part(.band(text))
        guard parts.first != mark else { return self }
        copy.parts = [mark] + parts + [mark]
        return copy
    }

    static let copyLine = "КӨШІРМЕ / КОПИЯ / COPY"
}
