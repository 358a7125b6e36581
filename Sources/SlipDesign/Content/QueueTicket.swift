public import KioskDomain

/// What a queue slip says (RULES Q3, Q5–Q9).
public struct QueueTicket: Sendable, Hashable {
    /// The number that the board will show, such as `A-001`.
    public var number: String
    /// What the person comes for.
    public var service: Localised
    /// The lane: general, by reservation, preferential.
    public var lane: Localised
    /// Appointed time of a reservation, such as `10:30`.
    public var appointment: String?
    /// Time by which it is called, with a reservation (Q3), such as `11:00`.
    public var callBy: String?
    /// Persons before this one; nil when nobody can tell.
    public var ahead: Int?
    /// Estimated wait in minutes; nil when nobody can tell.
    public var minutes: Int?
    /// Address of the ticket's public page at the portal; nil without one: then there is no code.
    public var statusLink: String?
    /// Printed before with the same number (Q7).
    public var isCopy: Bool
    /// Given out while the portal could not be reached (Q9).
    public var isProvisional: Bool

    /// What a queue slip says.
    public init(
        number: String, service: Localised, lane: Localised, appointment: String? = nil, callBy: String? = nil,
        ahead: Int? = nil, minutes: Int? = nil, statusLink: String? = nil, isCopy: Bool = false,
        isProvisional: Bool = false
    ) {
        self.number = number
        self.service = service
        self.lane = lane
        self.appointment = appointment
        self.callBy = callBy
        self.ahead = ahead
        self.minutes = minutes
        self.statusLink = statusLink
        self.isCopy = isCopy
        self.isProvisional = isProvisional
    }

    var values: [String: SlipValue] {
        var values: [String: SlipValue] = [
            "number": .text(number), "service": .localised(service), "lane": .localised(lane),
        ]
        if let appointment { values["appointment"] = .text(appointment) }
        if let callBy { values["callBy"] = .text(callBy) }
        if let ahead { values["ahead"] = .text(String(ahead)) }
        if let minutes { values["minutes"] = .text(String(max(1, minutes))) }
        if isCopy { values["copy"] = .flag }
        if isProvisional { values["provisional"] = .flag }
        return values
    }
}
