/// What a USB printer says of itself before anything is sent to it.
public struct PrinterMarks: Sendable, Hashable {
    /// The IEEE 1284 device ID, such as `MFG:EPSON;MDL:TM-T88V;CMD:ESC/POS;`; nil or empty when it has none.
    public var deviceID: String?
    /// USB vendor; nil when it is not on USB.
    public var vendor: UInt16?
    /// USB product.
    public var product: UInt16?

    /// What it says.
    public init(deviceID: String? = nil, vendor: UInt16? = nil, product: UInt16? = nil) {
        self.deviceID = deviceID
        self.vendor = vendor
        self.product = product
    }

    /// Maker and model of the device ID; nil when it names neither.
    public var identity: PrinterIdentity? {
        guard let deviceID else { return nil }
        let maker = USBPrinterClass.value("MFG", "MANUFACTURER", in: deviceID) ?? ""
        let model = USBPrinterClass.value("MDL", "MODEL", in: deviceID) ?? ""
        return maker.isEmpty && model.isEmpty ? nil : PrinterIdentity(maker: maker, model: model)
    }
}

/// The family that a printer's marks name.
public enum PrinterRecognition: Sendable, Hashable {
    /// One family, and nothing speaks against it.
    case family(PrinterFamily)
    /// None, or two: for a technician, who then sets `printer.family`.
    case unknown(String)

    /// Device ID and USB vendor must not contradict each other: one of them lies then.
    public init(_ marks: PrinterMarks) {
        let byVendor = PrinterProfile.all.first { $0.vendors.contains(where: { $0 == marks.vendor }) }?.family
        switch (Self.byDeviceID(marks), byVendor) {
        case (.none, .none): self = .unknown("\(Self.said(marks)): no family is known by that")
        case (.none, .some(let family)): self = .family(family)
        case (.some(.unknown(let why)), _): self = .unknown(why)
        case (.some(.family(let family)), .none): self = .family(family)
        case (.some(.family(let named)), .some(let plugged)):
            self =
                named == plugged
                ? .family(named)
                : .unknown("\(Self.said(marks)): the ID says \(named.rawValue), the vendor \(plugged.rawValue)")
        }
    }

    /// Nil when the device ID says nothing.
    private static func byDeviceID(_ marks: PrinterMarks) -> PrinterRecognition? {
        guard let id = marks.deviceID?.uppercased(), let maker = marks.identity?.maker.uppercased(), !maker.isEmpty
        else { return nil }
        guard let profile = PrinterProfile.all.first(where: { $0.makers.contains(where: maker.hasPrefix) }) else {
            return .unknown("\(said(marks)): no family is known by that")
        }
        let hasLanguage = profile.fragments.isEmpty || profile.fragments.contains { id.contains($0) }
        return hasLanguage
            ? .family(profile.family)
            : .unknown("\(said(marks)): not a model that speaks as \(profile.family.rawValue)")
    }

    private static func said(_ marks: PrinterMarks) -> String {
        let id = marks.deviceID.map { $0.isEmpty ? "empty ID" : "ID “\($0.prefix(120))”" } ?? "no ID"
        guard let vendor = marks.vendor, let product = marks.product else { return id }
        return "\(id), USB \(hex(vendor)):\(hex(product))"
    }

    private static func hex(_ number: UInt16) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
