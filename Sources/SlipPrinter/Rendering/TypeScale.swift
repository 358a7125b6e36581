/// Sizes in dots of a 203 dpi head (8 dots = 1 mm): what can be read at arm's length, with air around it.
struct TypeScale {
    let width: Int
    let margin: Int
    let title: Int
    let body: Int
    let small: Int
    let value: Int
    let number: Int
    /// Air between two blocks.
    let gap: Int

    /// The full sizes on 80 mm paper, a little smaller on 58 mm.
    init(width: Int) {
        self.width = width
        margin = 8
        let isWide = width >= 500
        title = isWide ? 42 : 32
        body = isWide ? 28 : 24
        small = isWide ? 23 : 20
        value = isWide ? 29 : 24
        number = isWide ? 236 : 160
        gap = isWide ? 26 : 20
    }

    /// Dots between the margins.
    var content: Int { width - 2 * margin }

    /// The second and third language: the same text, one step smaller.
    func second(to size: Int) -> Int { max(small, size * 3 / 4) }
}
