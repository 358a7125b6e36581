import Configuration
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskScreens
import KioskTime
import SigningKeys
import StaffAccess

/// What kioskd is told by its configuration file; `systemd/kioskd.yaml` documents each key.
struct DaemonConfiguration: MachineConfiguration {
    let machine: MachineSettings
    var role: Role
    /// Code of the centre at the portal.
    var centre: String
    /// Code of the region at the portal; empty where none is given.
    var region: String
    /// Limits, amounts and days of the rules: as built, unless a pushed set says otherwise.
    var rules = RuleBook.standard
    /// How long a pushed set is on trial.
    var trialSeconds: Int
    var purposes: [QueuePurpose]
    /// Path of espeak-ng; empty: no screen has a voice.
    var voiceProgram: String
    /// `port:1-2.3` or part of the name of the citizen's reader; empty takes any that is not the operator's.
    var citizenReader: String
    /// The same for the operator's reader; nil where nobody sits at this machine.
    var operatorReader: String?
    var cameraSource: String
    /// The camera for papers and codes; nil where there is none.
    var documentSource: String?
    /// Where the lens of the person's camera stays, in its own steps; nil: it focuses by itself.
    var cameraFocus: Int?
    var visionSocket: String
    /// Path of kiosk-vision when kioskd starts it itself; nil when the service manager does.
    var visionProgram: String?
    var modelsFolder: String
    var printerDevice: String
    var printerWidth: Int
    var printer: PrinterSettings
    /// The centre's own templates of slips; nil where the shipped ones are printed.
    var slipsFolder: String?
    /// The window of the operator at this machine; nil where its page asks.
    var deskWindow: Int?
    /// Officers of the migration service check exchanges of identity cards here.
    var hasOfficers: Bool
    /// Opens the pages of staff and manager; nil: nobody can sign in there.
    var staffPIN: StaffPINHash?
    /// The hall of another machine; nil where this one is its own.
    var hallLink: HallLinkSettings?
    var portalURL: String
    /// Where people reach the portal's pages, for the links on slips; without a slash at its end.
    var portalPublicURL: String
    var portalCAFile: String
    var enrolmentCodeFile: String
    /// What people may begin while the portal does not answer.
    var offline: OfflinePolicy
    var idleSeconds: Int
    var attemptSeconds: Int
    var unsentDays: Int
    /// Where, on loopback, Prometheus finds the metrics; 0 for nowhere.
    var metricsPort: Int
    /// What a person is asked to do before the camera; people who cannot turn the head choose the gentle one.
    var challenge: ChallengePolicy
    /// Manifest of the pack of face models that compares in place of dlib's network; nil for none.
    var facePack: String?
    /// Record of this site's own trial of the matcher; empty when there is none.
    var calibrationFile: String
    /// Fewest people of that trial.
    var calibrationPeople: Int
    /// DER of the country signing authorities (CSCA) whose documents give a portrait; none are read without.
    var documentAuthorities: [[UInt8]]
    /// Whose digital documents the operator may look at; none without.
    var issuingBodies: IssuingBodies?
    var cardKeys: CardKeys
    var signing: Helper
    var token: Helper
    /// Who saves key files on sticks; nil where none are saved.
    var stick: Helper?
    var signingSettings: SigningSettings
    /// JSON table of vendor modules: for the helper where kioskd starts it, and for what is offered to people.
    var tokenModulesFile: String
    var door: Door
    var guest: Guest

    /// Whom this machine is for: citizens by themselves, or an operator.
    enum Role: String, Sendable { case kiosk, desk }

    /// Where a guest's browser keeps its profile.
    struct Guest: Sendable {
        /// Removed by kioskd itself; empty where the browser's unit does it.
        var profileFolder: String
        /// Written when a guest has gone; empty for none.
        var endedFile: String
    }

    /// The bodies whose signature on a digital document is taken (D4).
    struct IssuingBodies: Sendable {
        /// DER of the authorities that their certificates must come from.
        var authorities: [[UInt8]]
        /// Their names (CN).
        var names: [String]
    }

    /// Where a helper listens; `program` when kioskd starts it itself.
    struct Helper: Sendable {
        var socket: String
        var program: String?
    }

    /// The door for portal pages.
    struct Door: Sendable {
        var isOpen: Bool
        var port: Int
        /// Sites that may ask without having been on the operator's list before.
        var sites: [String]
        /// What sites beside those may do.
        var others: Others
        enum Others: String, Sendable { case ask, deny }
    }

    enum CardKeys: String, Sendable { case rsa2048, p256 }

    /// Reads the keys of `reader`.
    /// - Throws: `configuration.invalid` naming the key, `configuration.virtual-part` outside the demonstration (R1).
    init(_ reader: ConfigReader) throws {
        let values = ConfigurationValues(reader)
        machine = try MachineSettings(values, name: "K-01")
        role = try values.choice("kiosk.role", Role.kiosk)
        centre = try values.centre("psc.code")
        region = try values.region("psc.region")
        trialSeconds = try values.number("configuration.trial-seconds", 90, in: 20...600)
        purposes = try values.purposes("queue.purposes")
        voiceProgram = values.text("voice.program", "/usr/bin/espeak-ng")
        citizenReader = values.text("reader.citizen", "")
        let desk = values.text("reader.operator", "")
        operatorReader = desk.isEmpty ? nil : desk
        cameraSource = try values.required("camera.source")
        let document = values.text("camera.document-source", "")
        documentSource = document.isEmpty ? nil : document
        try CameraPair.check(face: cameraSource, document: documentSource)
        let focus = try values.number("camera.focus", -1, in: -1...65_535)
        cameraFocus = focus < 0 ? nil : focus
        visionSocket = values.text("vision.socket", "/run/psc-kiosk/vision.sock")
        let program = values.text("vision.program", "")
        visionProgram = program.isEmpty ? nil : program
        modelsFolder = values.text("vision.models", "/usr/share/psc-kiosk/models")
        printerDevice = try values.required("printer.device")
        printerWidth = try values.number("printer.width", 576, in: 192...1024)
        printer = try PrinterSettings(values)
        let slips = values.text("slips.folder", "")
        slipsFolder = slips.isEmpty ? nil : slips
        let window = try values.number("desk.window", 0, in: 0...99)
        deskWindow = window == 0 ? nil : window
        hasOfficers = try values.flag("desk.officers", false)
        guard !hasOfficers || operatorReader != nil else {
            throw Failure(.configurationInvalid, "desk.officers: officers sign in by their cards (reader.operator)")
        }
        staffPIN = try values.pinHash("staff.pin-hash")
        hallLink = try HallLinkSettings(values)
        portalURL = try values.required("portal.url")
        portalPublicURL = values.text("portal.public-url", portalURL)
        guard portalPublicURL.hasPrefix("https://"), !portalPublicURL.hasSuffix("/"), portalPublicURL.utf8.count <= 100
        else {
            throw Failure(
                .configurationInvalid, "portal.public-url must begin with https:// and have no slash at its end")
        }
        portalCAFile = try values.required("portal.ca-file")
        enrolmentCodeFile = values.text("portal.enrolment-code-file", "")
        offline = try values.choice("portal.offline", OfflinePolicy.allButIdentification)
        idleSeconds = try values.number("limits.idle-seconds", 60, in: 30...900)
        attemptSeconds = try values.number("limits.attempt-seconds", 20, in: 5...120)
        unsentDays = try values.number("limits.unsent-days", 40, in: 1...365)
        metricsPort = try values.number("metrics.port", 0, in: 0...65_535)
        challenge = try values.choice("face.challenge", ChallengePolicy.turns)
        calibrationFile = values.text("face.calibration", "")
        let pack = values.text("face.pack", "")
        facePack = pack.isEmpty ? nil : pack
        calibrationPeople = try values.number(
            "face.calibration-people", CalibrationPolicy.standard.people, in: 2...1_000_000)
        documentAuthorities = try SigningSettings.certificates(file: values.text("face.document-trust-file", ""))
        issuingBodies = try values.issuingBodies("documents")
        cardKeys = try values.choice("card.keys", CardKeys.rsa2048)
        signing = values.helper("signing", socket: "/run/psc-kiosk/sign.sock")
        token = values.helper("token", socket: "/run/psc-kiosk/token.sock")
        tokenModulesFile = values.text("token.modules-file", "/etc/psc-kiosk/token-modules.json")
        let stick = values.helper("stick", socket: "/run/psc-kiosk/stick.sock")
        self.stick = stick.socket == "off" ? nil : stick
        signingSettings = try values.signing()
        door = Door(
            isOpen: try values.flag("door.enabled", false),
            port: try values.number("door.port", 13579, in: 0...65_535), sites: values.texts("door.sites"),
            others: try values.choice("door.others", role == .desk ? Door.Others.ask : .deny))
        guard role == .desk || door.others == .deny else {
            throw Failure(.configurationInvalid, "door.others: on a kiosk only listed sites may ask (kiosk.role)")
        }
        guest = Guest(
            profileFolder: values.text("guest.profile-folder", ""), endedFile: values.text("guest.ended-file", ""))
        try VirtualParts.refuse(in: self)
    }

    /// Quiet times of people and operators at this machine.
    var timeOuts: TimeOutPolicy {
        var timeOuts = rules.timeOuts.value(on: machine.zone.day(PushedStart.now()))
        timeOuts.idle = .seconds(idleSeconds)
        return timeOuts
    }
}
