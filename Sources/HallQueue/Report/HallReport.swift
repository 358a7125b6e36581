public import KioskDomain

/// What one day in the hall was like, by hour, lane, service and window. Numbers only, nobody's data.
public struct HallReport: Sendable, Hashable {
    /// Where figures belong.
    public struct Place: Sendable, Hashable {
        /// The lane.
        public var lane: TicketLane
        /// Code of the service; empty beyond ``rowLimit``.
        public var service: String
        /// The window; nil for what happens before a call.
        public var window: Int?

        /// Where figures belong.
        public init(lane: TicketLane, service: String, window: Int?) {
            self.lane = lane
            self.service = service
            self.window = window
        }
    }

    /// One row.
    public struct Row: Sendable, Hashable {
        /// Hour of the centre's wall, 0 to 23.
        public var hour: Int
        /// Where.
        public var place: Place
        /// What happened there.
        public var figures: HallFigures
    }

    /// Rows that are kept apart; what comes beyond them is counted by hour and lane alone.
    public static let rowLimit = 20_000

    /// The day.
    public let day: CivilDate
    private var hours: [Int: [Place: HallFigures]] = [:]
    private var rowCount = 0

    /// A day on which nothing happened yet.
    public init(day: CivilDate) { self.day = day }

    /// All rows by hour, lane, service and window.
    public var rows: [Row] {
        hours.flatMap { hour, places in
            places.map { Row(hour: hour, place: $0.key, figures: $0.value) }
        }.sorted(by: Self.isBefore)
    }

    /// The whole day.
    public var total: HallFigures { sum { _ in true } }

    /// Each hour from 0 to 23, for the picture.
    public var byHour: [HallFigures] {
        (0..<24).map { hour in hours[hour, default: [:]].values.reduce(into: HallFigures()) { $0.add($1) } }
    }

    /// The figures of the rows that are asked for, such as those of one window.
    public func sum(where isWanted: (Place) -> Bool) -> HallFigures {
        var sum = HallFigures()
        for places in hours.values {
            for (place, figures) in places where isWanted(place) { sum.add(figures) }
        }
        return sum
    }

    /// Adds to a row.
    mutating func count(_ hour: Int, _ place: Place, _ change: (inout HallFigures) -> Void) {
        var place = place
        if hours[hour]?[place] == nil {
            if rowCount >= Self.rowLimit { place = Place(lane: place.lane, service: "", window: nil) }
            rowCount += 1
        }
        change(&hours[hour, default: [:]][place, default: HallFigures()])
    }

    private static func isBefore(_ one: Row, _ other: Row) -> Bool {
        let left = (one.hour, one.place.lane.rawValue, one.place.service, one.place.window ?? 0)
        return left < (other.hour, other.place.lane.rawValue, other.place.service, other.place.window ?? 0)
    }
}

extension HallReport: Codable {
    private enum CodingKeys: String, CodingKey { case day, rows }

    /// From a decoder, in the form that `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(day: try fields.decode(CivilDate.self, forKey: .day))
        for row in try fields.decode([Row].self, forKey: .rows) { count(row.hour, row.place) { $0.add(row.figures) } }
    }

    /// The day and its rows.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(day, forKey: .day)
        try fields.encode(rows, forKey: .rows)
    }
}

extension HallReport.Row: Codable {
    private enum CodingKeys: String, CodingKey { case hour, lane, service, window, figures }

    /// From a decoder, in the form that `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            hour: try fields.decode(Int.self, forKey: .hour),
            place: HallReport.Place(
                lane: try fields.decode(TicketLane.self, forKey: .lane),
                service: try fields.decode(String.self, forKey: .service),
                window: try fields.decodeIfPresent(Int.self, forKey: .window)),
            figures: try fields.decode(HallFigures.self, forKey: .figures))
    }

    /// One flat object, its figures beside it.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(hour, forKey: .hour)
        try fields.encode(place.lane, forKey: .lane)
        try fields.encode(place.service, forKey: .service)
        try fields.encodeIfPresent(place.window, forKey: .window)
        try fields.encode(figures, forKey: .figures)
    }
}
