/// Who sits at the desk, as the operator's page shows it.
struct OperatorSeat: Sendable {
    struct Pad: Sendable {
        var id: String
        var labels: [Int: Int]

        /// Where the digits are.
        func positions(of pin: String) -> [Int] { pin.compactMap { $0.wholeNumberValue.flatMap { labels[$0] } } }
    }

    /// What the page is drawn anew for, such as `locked operator.card-needed`.
    var key: String
    var pad: Pad?
    var text: String

    var isOpen: Bool { key.hasPrefix("signed-in ") }
    /// Locked for want of a card, or because it was drawn; every other lock has another code or none.
    var isWithoutCard: Bool { ["locked operator.card-needed", "locked operator.locked"].contains(key) }
    /// The line with the counter.
    var tries: String? { Desk.text(after: "<p class=\"tries\">", in: text) ?? Desk.text(after: "last\">", in: text) }

    init(_ page: String) {
        text = page
        key = Desk.value(after: "data-seat=\"", in: page) ?? ""
        guard let id = Desk.value(after: "data-pad=\"", in: page), !id.isEmpty else { return }
        var labels: [Int: Int] = [:]
        for part in page.split(separator: "<button").dropFirst() {
            guard let position = Desk.value(after: "data-position=\"", in: String(part)).flatMap({ Int($0) }),
                let label = Desk.text(after: ">", in: String(part)).flatMap({ Int($0) })
            else { continue }
            labels[label] = position
        }
        pad = Pad(id: id, labels: labels)
    }
}

/// The operator of the tests; nobody is meant.
enum Operator {
    static let name = "Operator 1"
    static let pin = "739164"
    static let puk = "60271935"
}
