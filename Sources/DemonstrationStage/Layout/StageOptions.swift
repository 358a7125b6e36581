/// What a demonstration is told.
public struct StageOptions: Sendable, Hashable {
    /// Folder for everything it keeps; made when missing.
    public var state: String
    /// Folder with the weights and the test pictures (`.ci/fetch-models`).
    public var models: String
    /// Folder of the programs: kioskd and its helpers, kiosk-portal, kiosk-sim.
    public var programs: String
    /// TCP port of the screens; 0 takes a free one, as with the other ports.
    public var screensPort: UInt16 = 8080
    /// TCP port of the pages of the hall's machine; nil takes the one beside that of the screens.
    public var hallPort: UInt16?
    /// TCP port of the portal.
    public var portalPort: UInt16 = 8443
    /// TCP port of the portal's OCSP, time stamps and lists; nil leaves it to the portal.
    public var servicesPort: UInt16?
    /// TCP port of the door for portal pages; they know only the standard one.
    public var doorPort: UInt16 = StageOptions.standardDoorPort
    /// Sites whose pages may use the door beside those that the person at the kiosk is asked about.
    public var doorSites: [String] = []
    /// Table of the vendors' token modules; nil for none.
    public var tokenModules: String?
    /// TCP port of the virtual printer.
    public var printerPort: UInt16 = 9100
    /// SMS codes for one person within 15 minutes; nil keeps the rule's.
    public var smsLimit: Int?
    /// First and last day of the pilot of the identity card's exchange, `YYYY-MM-DD..YYYY-MM-DD`; nil keeps the rules' own.
    public var exchangePilot: String?
    /// Uses virtual parts even where real ones are plugged in.
    public var virtualOnly = false

    /// The port of the door that portal pages know.
    public static let standardDoorPort: UInt16 = 13579

    /// The port that the hall's pages get; 0 is a free one.
    var hallPages: UInt16 { hallPort ?? (screensPort == 0 ? 0 : screensPort &+ 1) }

    /// The rest has its default.
    public init(state: String, models: String, programs: String) {
        self.state = state
        self.models = models
        self.programs = programs
    }
}
