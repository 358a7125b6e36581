public import KioskDevices
import KioskDomain

extension SlipPrinter {
    /// How long things may take.
    public struct Limits: Sendable, Hashable {
        /// Until a TCP printer accepts.
        public var connect: Duration = .seconds(3)
        /// In which a USB printer that has just left the bus may come back, mostly under another minor.
        public var comeBack: Duration = .seconds(1)
        /// Until an answer to one question.
        public var reply: Duration = .milliseconds(500)
        /// In which the printer must take at least one byte of a slip.
        public var stall: Duration = .seconds(5)
        /// From the last byte to the confirmation.
        public var confirmation: Duration = .seconds(10)
        /// Between two looks at the status while a confirmation is awaited.
        public var glance: Duration = .milliseconds(500)

        /// The usual limits.
        public init() {}
    }

    /// One printer.
    public struct Configuration: Sendable, Hashable {
        /// Where it is.
        public var address: PrinterAddress
        /// The paper in it.
        public var paper: SlipRenderer.Paper
        /// Its family; nil takes what a USB printer says of itself, and ``PrinterFamily/epson`` elsewhere, where
        /// printers say nothing before they are spoken to.
        public var family: PrinterFamily?
        /// False on printers without the near-end sensor.
        public var hasNearEndSensor: Bool
        /// False on printers that do not know GS ( H: GS r alone confirms then. Nil goes by the model.
        public var hasProcessID: Bool?
        /// What becomes of a slip that was left in the presenter.
        public var untaken: UntakenSlip
        /// True in the demonstration only: else a printer that names itself virtual is refused (RULES R1).
        public var acceptsVirtual: Bool
        /// How long things may take.
        public var limits: Limits

        /// One printer.
        public init(
            address: PrinterAddress, paper: SlipRenderer.Paper = .mm80, family: PrinterFamily? = nil,
            hasNearEndSensor: Bool = true, hasProcessID: Bool? = nil, untaken: UntakenSlip = .eject,
            acceptsVirtual: Bool = false, limits: Limits = Limits()
        ) {
            self.address = address
            self.paper = paper
            self.family = family
            self.hasNearEndSensor = hasNearEndSensor
            self.hasProcessID = hasProcessID
            self.untaken = untaken
            self.acceptsVirtual = acceptsVirtual
            self.limits = limits
        }

        /// One printer as the configuration file writes it.
        /// - Parameter family: `auto`, or the name of a ``PrinterFamily``.
        /// - Throws: `configuration.invalid` naming the key.
        public init(
            device: String, width: Int, family: String = "auto", hasNearEndSensor: Bool = true,
            untaken: UntakenSlip = .eject, acceptsVirtual: Bool = false
        ) throws(Failure) {
            guard let address = PrinterAddress(device) else { throw Failure(.configurationInvalid, "printer.device") }
            guard let paper = SlipRenderer.Paper(rawValue: width) else {
                throw Failure(.configurationInvalid, "printer.width")
            }
            guard family == "auto" || PrinterFamily(rawValue: family) != nil else {
                throw Failure(.configurationInvalid, "printer.family")
            }
            self.init(
                address: address, paper: paper, family: PrinterFamily(rawValue: family),
                hasNearEndSensor: hasNearEndSensor, untaken: untaken, acceptsVirtual: acceptsVirtual)
        }

        /// The language of this printer.
        func dialect(_ family: PrinterFamily, model: String) -> any PrinterDialect {
            let known = PrinterProfile.of(family).proof(model: model)
            let proof: PrintProof =
                hasProcessID.map { $0 ? .processID : .paperStatus } ?? known
            return switch family {
            case .epson: ESCPOSDialect(decoder: EpsonStatus(hasNearEndSensor: hasNearEndSensor), proof: proof)
            case .snbc: ESCPOSDialect(decoder: SNBCStatus(hasNearEndSensor: hasNearEndSensor), proof: proof)
            case .citizen:
                ESCPOSDialect(decoder: CitizenStatus(hasNearEndSensor: hasNearEndSensor, model: model), proof: proof)
            case .custom: CustomDialect(decoder: CustomFullStatus(hasNearEndSensor: hasNearEndSensor))
            case .star: StarDialect(decoder: StarStatus(hasNearEndSensor: hasNearEndSensor))
            case .zebra: ZebraDialect(decoder: ZebraStatus(hasNearEndSensor: hasNearEndSensor))
            }
        }
    }
}
