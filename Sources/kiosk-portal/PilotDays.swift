import ArgumentParser
import KioskDomain

/// Two days with two dots between them: a pilot that a demonstration can still show after the real one is over (RULES I3).
struct PilotDays: ExpressibleByArgument {
    let first: CivilDate
    let last: CivilDate

    init?(argument: String) {
        let days = argument.split(separator: "..").compactMap { CivilDate(iso: String($0)) }
        guard days.count == 2, days[0] <= days[1] else { return nil }
        (first, last) = (days[0], days[1])
    }

    /// The days are those of the option; how near to its expiry a card is exchanged stays the rules' (I1).
    func replace(in rules: inout RuleBook) {
        let window =
            rules.cardExchange.windows.last?.value ?? CardExchangeWindow(daysBeforeExpiry: 30, daysAfterExpiry: 10)
        rules.cardExchange = Windowed([.init(from: first, through: last, value: window)])
    }
}
