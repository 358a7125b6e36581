internal import Configuration
internal import SystemPackage

/// The few keys of kioskd's configuration that a technician's checks need; `systemd/kioskd.yaml` documents them.
struct TechnicianConfiguration: Sendable, Hashable {
    var controlSocket = "/run/psc-kiosk/control.sock"
    var stateFolder = "/var/lib/psc-kiosk"
    var modelsFolder = "/usr/share/psc-kiosk/models"
    var cameraSource = "device:/dev/psc-kiosk/camera"
    var documentSource = ""
    /// PEM file of the authorities that signers must come from; empty for none.
    var trustFile = ""
    var doorIsOpen = false
    /// Sites that may reach the door.
    var sites: [String] = []

    /// A file that is missing or broken gives the defaults: the checks go on, and one of them names the file.
    static func read(_ file: String) async -> TechnicianConfiguration {
        var values = TechnicianConfiguration()
        guard let provider = try? await FileProvider<YAMLSnapshot>(filePath: FilePath(file)) else { return values }
        let reader = ConfigReader(provider: provider)
        values.controlSocket = reader.string(forKey: "control.socket", default: values.controlSocket)
        values.stateFolder = reader.string(forKey: "state.folder", default: values.stateFolder)
        values.modelsFolder = reader.string(forKey: "vision.models", default: values.modelsFolder)
        values.cameraSource = reader.string(forKey: "camera.source", default: values.cameraSource)
        values.documentSource = reader.string(forKey: "camera.document-source", default: "")
        values.trustFile = reader.string(forKey: "signing.trust-file", default: "")
        values.doorIsOpen = reader.bool(forKey: "door.enabled", default: false)
        values.sites = reader.stringArray(forKey: "door.sites", default: [])
        return values
    }
}
