internal import CardReaderPCSC

/// What is plugged in.
public struct StageHardware: Sendable, Hashable {
    /// Stable links to the first function of each camera.
    public var cameras: [String]
    /// Printers of the USB printer class.
    public var printers: [String]
    /// Readers as PC/SC names them, without virtual ones.
    public var readers: [String]

    /// Everything as given.
    public init(cameras: [String] = [], printers: [String] = [], readers: [String] = []) {
        self.cameras = cameras
        self.printers = printers
        self.readers = readers
    }

    /// Sorts what was found: of each kind the first by name that fits.
    static func of(videoLinks: [String], usbPrinters: [String], readers: [ReaderInfo]) -> StageHardware {
        StageHardware(
            cameras: videoLinks.filter { $0.hasSuffix("index0") }.sorted(),
            printers: usbPrinters.filter { $0.hasPrefix("lp") }.sorted(),
            readers: readers.filter { !$0.name.hasPrefix(StageCast.virtualReader) }.map(\.name).sorted())
    }
}

/// Who plays which part: a real device where there is one, else a virtual one.
public struct StageCast: Sendable, Hashable {
    /// A part of the demonstration.
    public enum Player: Sendable, Hashable {
        /// Its path, or its name in PC/SC.
        case real(String)
        /// A process of kiosk-sim.
        case virtual
    }

    /// The person's reader with the card in it.
    public var reader: Player
    /// The operator's reader with another card in it.
    public var operatorReader: Player
    /// Who looks at the person.
    public var camera: Player
    /// Who prints the slips.
    public var printer: Player

    /// How PC/SC names vpcd's readers.
    static let virtualReader = "Virtual PCD"
    /// vpcd's first reader, to which port 35963 belongs; the person's card is in it.
    static let firstVirtualReader = "Virtual PCD 00 00"
    /// vpcd's second reader, to which port 35964 belongs; the operator's card is in it.
    static let secondVirtualReader = "Virtual PCD 00 01"

    /// Hardware that is plugged in is used, unless only virtual parts are wanted.
    public init(_ hardware: StageHardware, virtualOnly: Bool = false) {
        let hardware = virtualOnly ? StageHardware() : hardware
        reader = hardware.readers.first.map(Player.real) ?? .virtual
        operatorReader = hardware.readers.dropFirst().first.map(Player.real) ?? .virtual
        camera = hardware.cameras.first.map(Player.real) ?? .virtual
        printer = hardware.printers.first.map(Player.real) ?? .virtual
    }

    /// One line each, for the person who started the demonstration.
    public var lines: [String] {
        [
            Self.line("card reader", reader, "virtual card in \(Self.firstVirtualReader)"),
            Self.line("operator's reader", operatorReader, "virtual card in \(Self.secondVirtualReader)"),
            Self.line("camera", camera, "virtual camera"),
            Self.line("printer", printer, "virtual printer"),
        ]
    }

    private static func line(_ part: String, _ player: Player, _ virtual: String) -> String {
        switch player {
        case .real(let name): "\(part): \(name)"
        case .virtual: "\(part): \(virtual)"
        }
    }
}
