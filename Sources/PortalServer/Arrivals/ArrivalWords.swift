import KioskDomain
import KioskTexts
import PortalContract

/// A row in one language. A raw value of a newer portal stands for itself.
struct ArrivalWords {
    let kind: ArrivalKind
    let arrival: Arrival
    let language: Language

    /// What it is about, in parts; never a name, a phone or a code.
    var what: [String] {
        switch kind {
        case .attempts: list(word(arrival.one, ArrivalDetails.channel), arrival.two.map { attempt($0) })
        case .applications:
            list(arrival.reference, word(arrival.one, \Medium.text), word(arrival.two, ArrivalDetails.reason))
        case .certificates:
            list(arrival.reference, word(arrival.one, ArrivalDetails.use), arrival.two.map { $0.uppercased() })
        case .revocations:
            list(arrival.reference, word(arrival.two, ArrivalDetails.use), word(arrival.one, \RevocationCause.text))
        case .exchanges: list(arrival.reference.map(Self.masked), word(arrival.one, ArrivalDetails.annulment))
        case .documents: list(word(arrival.one, ArrivalDetails.document), arrival.two.map { failure($0) })
        case .logIns: ArrivalDetails.means(logIn).map { $0[language] }
        case .slips: list(ticket, word(arrival.one, \TicketLane.text))
        case .reservations: list(arrival.reference, slot)
        case .missingCodes: list(arrival.reference.flatMap(Int64.init).map(PhoneService.number), askedAt)
        case .machines: (arrival.one ?? "").split(separator: " ").compactMap { word(String($0), ArrivalDetails.role) }
        }
    }

    var state: String {
        switch kind {
        case .attempts: word(arrival.state, \AttemptOutcome.text) ?? ArrivalStates.open[language]
        case .applications: word(arrival.state, ArrivalStates.application) ?? Self.none
        case .certificates, .revocations:
            (arrival.state == "revoked" ? ArrivalStates.revoked : ArrivalStates.issued)[language]
        case .exchanges: word(arrival.state, ArrivalStates.exchange) ?? Self.none
        case .documents: word(arrival.state, ArrivalStates.document) ?? Self.none
        case .logIns: logInState[language]
        case .slips: word(arrival.state, ArrivalStates.slip) ?? Self.none
        case .reservations: word(arrival.state, ArrivalStates.reservation) ?? Self.none
        case .missingCodes: ArrivalStates.received[language]
        case .machines: (arrival.state == "revoked" ? ArrivalStates.shutOut : ArrivalStates.enrolled)[language]
        }
    }

    /// Where nothing is known.
    static let none = "—"

    private func word<Value: RawRepresentable>(_ raw: String?, _ text: (Value) -> Localised) -> String?
    where Value.RawValue == String {
        guard let raw else { return nil }
        return Value(rawValue: raw).map { text($0)[language] } ?? raw
    }

    private func list(_ parts: String?...) -> [String] { parts.compactMap { $0 } }

    private func attempt(_ number: String) -> String { ArrivalDetails.attempt(number)[language] }

    private func failure(_ code: String) -> String {
        FailureCode(rawValue: code).map { "\($0.text[language]) (\(code))" } ?? code
    }

    /// Who has the slip's number may ask how the exchange stands: its end is enough to know one from another.
    private static func masked(_ slip: String) -> String { "••••" + slip.suffix(4) }

    private var askedAt: String? {
        arrival.one.flatMap { Int64($0) }.map { "\(ArrivalDetails.askedAt[language]) \(FleetView.clock($0))" }
    }

    private var ticket: String? {
        guard let day = arrival.reference.flatMap({ CivilDate(iso: $0) }),
            let lane = arrival.one.flatMap({ TicketLane(rawValue: $0) }), let number = arrival.two.flatMap({ Int($0) })
        else { return nil }
        return TicketNumber(day: day, lane: lane, number: number)?.text
    }

    private var slot: String? {
        let parts = list(arrival.one, arrival.two)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private var logIn: LogInGate.Facts {
        let flags = (arrival.one ?? "").map { $0 == "1" }
        guard flags.count == 3 else {
            return LogInGate.Facts(signedWithEDS: false, smsCodeAccepted: false, mobileAppScanned: false)
        }
        return LogInGate.Facts(signedWithEDS: flags[0], smsCodeAccepted: flags[1], mobileAppScanned: flags[2])
    }

    private var logInState: Localised {
        if arrival.state == "ended" { return ArrivalStates.ended }
        return switch LogInGate.decide(logIn) {
        case .needsEDS: ArrivalStates.begun
        case .needsSMSCode: ArrivalStates.signed
        case .loggedIn: ArrivalStates.loggedIn
        }
    }
}
