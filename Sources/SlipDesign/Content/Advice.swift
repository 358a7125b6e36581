public import KioskDomain

/// A slip that says what happened and what to do, with the stable code for the operator.
public struct Advice: Sendable, Hashable {
    /// Number of the application; nil without one.
    public var application: String?
    /// What happened.
    public var message: Localised
    /// What to do.
    public var remedy: Localised
    /// The stable code.
    public var code: FailureCode

    /// A slip that says what happened and what to do.
    public init(application: String? = nil, message: Localised, remedy: Localised, code: FailureCode) {
        self.application = application
        self.message = message
        self.remedy = remedy
        self.code = code
    }

    var values: [String: SlipValue] {
        var values: [String: SlipValue] = [
            "message": .localised(message), "remedy": .localised(remedy), "code": .text(code.rawValue),
        ]
        if let application { values["number"] = .text(application) }
        return values
    }
}

/// An identity card was applied for: the slip with which it is collected (RULES I4–I6).
public struct Registration: Sendable, Hashable {
    /// Number by which the card is handed out.
    public var number: String
    /// Printed as its last four digits (P4); nil when nobody has named one.
    public var iin: IIN?
    /// What was applied for.
    public var service: Localised
    /// Where the card is collected.
    public var collectAt: Localised
    /// Day and time of the application.
    public var submitted: String

    /// An identity card was applied for.
    public init(number: String, iin: IIN?, service: Localised, collectAt: Localised, submitted: String) {
        self.number = number
        self.iin = iin
        self.service = service
        self.collectAt = collectAt
        self.submitted = submitted
    }

    var values: [String: SlipValue] {
        [
            "number": .text(number), "iin": .text(EDSApplication.shown(iin, at: .slip)),
            "service": .localised(service), "collectAt": .localised(collectAt), "submitted": .text(submitted),
        ]
    }
}

/// The technician's page: a ruler over the whole width, black and greys, all Kazakh letters in both cases, a code.
public struct TestPage: Sendable, Hashable {
    /// Maker and model, or where the printer is.
    public var printer: String

    /// The technician's page.
    public init(printer: String) {
        self.printer = printer
    }

    static let letters = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі"
    static let code = "PSC-KIOSK TEST PAGE"
}
