public import KioskDomain

/// The tickets of the hall on small shelves: a changed copy of the hall copies one shelf, not the whole day.
public struct TicketShelf: Sendable, Hashable {
    private static let size = 64

    private struct Place: Sendable, Hashable {
        var line: NumberLine
        var shelf: Int

        init(_ number: TicketNumber) {
            line = NumberLine(day: number.day, lane: number.lane)
            shelf = number.number / TicketShelf.size
        }
    }

    private var shelves: [Place: [Int: HallTicket]] = [:]

    /// Nothing on them.
    public init() {}

    /// The ticket with a number.
    public subscript(number: TicketNumber) -> HallTicket? {
        get { shelves[Place(number)]?[number.number] }
        set { shelves[Place(number), default: [:]][number.number] = newValue }
    }

    /// All tickets, in no order.
    public var values: [HallTicket] { shelves.values.flatMap(\.values) }

    /// How many there are.
    public var count: Int { shelves.values.reduce(0) { $0 + $1.count } }

    /// Whether there is none.
    public var isEmpty: Bool { shelves.isEmpty }

    /// Takes off what belongs to days before `day`.
    mutating func forget(before day: CivilDate) { shelves = shelves.filter { $0.key.line.day >= day } }
}

extension TicketShelf: Codable {
    /// From a decoder, in the form that `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        self.init()
        for (number, ticket) in try [TicketNumber: HallTicket](from: decoder) { self[number] = ticket }
    }

    /// As a dictionary by number.
    public func encode(to encoder: any Encoder) throws {
        try Dictionary(values.map { ($0.number, $0) }) { first, _ in first }.encode(to: encoder)
    }
}
