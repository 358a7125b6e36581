internal import FoundationEssentials

/// Where everything of a running demonstration is; written as `demo.json` and printed for programs.
public struct StageReport: Sendable, Hashable, Codable {
    /// `http://127.0.0.1:8080`
    public var screens: String
    /// `https://127.0.0.1:8443`
    public var portal: String
    /// The page of the operator.
    public var operatorPage: String
    /// The board of the hall, by the machine that keeps it.
    public var board: String
    /// The operator's work in the queue, at the kiosk.
    public var desk: String
    /// The manager's page, by the machine that keeps the hall.
    public var manager: String
    /// The staff's page of the kiosk.
    public var staff: String
    /// Opens the pages of manager and staff; another one with each start.
    public var staffPIN: String
    /// Unix socket of the hall's machine for kioskctl.
    public var hallControl: String
    /// Where a person is asked about what a portal page wants signed.
    public var consent: String
    /// Where the portal shows SMS codes.
    public var smsStub: String
    /// How all kiosks stand, for who has a certificate of the portal's team (docs/fleet.md).
    public var fleet: String
    /// OCSP, time stamps and lists of the portal's test authorities.
    public var services: String
    /// The door for portal pages.
    public var door: String
    /// The page that tries the door.
    public var signTest: String
    /// PEM file of the authority behind the portal's certificate.
    public var portalAuthority: String
    /// Unix socket for kioskctl.
    public var control: String
    /// What kioskd was told.
    public var configuration: String
    /// Folder of everything.
    public var state: String
    /// Folder of the logs.
    public var logs: String
    /// Folder that is the person's stick with key files.
    public var media: String
    /// Unix socket that takes orders for the virtual card; nil when a real reader is used.
    public var cardControl: String?
    /// Unix socket that takes orders for the operator's virtual card; nil when a real reader is used.
    public var operatorControl: String?
    /// The same for the officer's virtual card, which is not in at the start.
    public var officerControl: String?
    /// Unix socket that takes orders for the virtual printer; nil when a real one is used.
    public var printerControl: String?
    /// Unix socket that takes orders for the virtual camera; nil when a real one is used.
    public var cameraControl: String?
    /// Unix socket that takes orders for the virtual camera for documents.
    public var documentControl: String?
    /// Unix socket that takes orders for the virtual stick, whose folder is ``media``.
    public var stickControl: String?
    /// Folder of the virtual printer's slips; nil when a real one is used.
    public var slips: String?
    /// Which devices were taken, one line each.
    public var devices: [String]
    /// Process numbers by part.
    public var processes: [String: Int32]

    /// One line of JSON.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// The report of the demonstration that runs on `state`; nil when none runs there.
    public static func read(state: String) -> StageReport? {
        FileManager.default.contents(atPath: StageFolders(root: state).report).flatMap {
            try? JSONDecoder().decode(StageReport.self, from: $0)
        }
    }
}
