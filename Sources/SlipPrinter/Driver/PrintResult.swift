public import KioskDomain

/// One slip to print.
public struct SlipJob: Sendable, Hashable {
    /// What to print.
    public var document: SlipDocument
    /// From the call to the last confirmation. A job that has waited so long for its turn is not printed late.
    public var limit: Duration

    /// One slip to print.
    public init(_ document: SlipDocument, limit: Duration = .seconds(20)) {
        self.document = document
        self.limit = limit
    }
}

/// How printing a slip ended. None of them is ever repeated by the driver (DESIGN 5.3).
public enum PrintResult: Sendable, Hashable {
    /// The printer itself confirmed it, after all of the data.
    case printed
    /// Bytes may have reached the paper, and nobody knows how many. `slip.unconfirmed` when no cause is known.
    case unconfirmed(FailureCode)
    /// Nothing of this slip is on paper, for certain.
    case failed(FailureCode)
}

/// What a printer calls itself.
public struct PrinterIdentity: Sendable, Hashable, Codable {
    /// Maker; empty when it says nothing.
    public var maker: String
    /// Model; empty when it says nothing.
    public var model: String

    /// Maker and model as one.
    public var name: String { [maker, model].filter { !$0.isEmpty }.joined(separator: " ") }

    /// True when the printer names itself virtual (RULES R1).
    public var isVirtual: Bool { maker == Self.virtualMaker }

    /// The maker that every virtual part of kiosk-sim gives.
    public static let virtualMaker = "KIOSK-SIM"

    /// Maker and model.
    public init(maker: String, model: String) {
        self.maker = maker
        self.model = model
    }
}
