public import KioskDomain

extension SlipDocument {
    /// What a queue ticket says.
    public struct QueueTicket: Sendable, Hashable {
        /// The number that the board will show, such as `A-001`.
        public var number: String
        /// What the person comes for.
        public var service: Localised
        /// The lane: general, by reservation, preferential.
        public var lane: Localised
        /// Appointed time of a reservation, such as `10:30`.
        public var appointment: String?
        /// Persons before this one; nil when nobody can tell.
        public var ahead: Int?
        /// The address under which a telephone shows how the number stands; nil without a portal.
        public var statusLink: String?

        /// What a queue ticket says.
        public init(
            number: String, service: Localised, lane: Localised, appointment: String? = nil, ahead: Int? = nil,
            statusLink: String? = nil
        ) {
            self.number = number
            self.service = service
            self.lane = lane
            self.appointment = appointment
            self.ahead = ahead
            self.statusLink = statusLink
        }
    }

    /// The slip with the number in the queue (RULES Q3, Q5–Q9).
    /// - Parameter marks: `copy` when the same number was printed before, `provisional` without the portal.
    public static func queueTicket(_ ticket: QueueTicket, marks: Set<Mark> = [], _ context: Context) -> SlipDocument {
        var rows = [Row(SlipTexts.service, ticket.service), Row(SlipTexts.lane, ticket.lane)]
        if let appointment = ticket.appointment { rows.append(Row(SlipTexts.appointment, appointment)) }
        if let ahead = ticket.ahead { rows.append(Row(SlipTexts.ahead, String(ahead))) }
        rows.append(Row(SlipTexts.issued, context.issued))
        var blocks: [Block] = [.heading(SlipTexts.queueTicket), .largeNumber(ticket.number), .rows(rows)]
        if let link = ticket.statusLink {
            blocks.append(.qr(payload: Array(link.utf8), caption: SlipTexts.onYourPhone))
        }
        return SlipDocument(context: context, marks: marks, blocks: blocks + [.footer(SlipTexts.waitForNumber)])
    }
}
