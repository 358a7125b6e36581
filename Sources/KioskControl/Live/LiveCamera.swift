/// Which camera to look through, and with which weights.
public struct LiveCamera: Sendable, Hashable {
    /// As `camera.source` of kioskd's configuration.
    public var source: String
    /// Folder of the weights.
    public var models: String

    /// What is given, else what kioskd's configuration says, else its defaults.
    public static func configured(_ file: String, source: String?, models: String?) async -> LiveCamera {
        let kiosk = await TechnicianConfiguration.read(file)
        return LiveCamera(source: source ?? kiosk.cameraSource, models: models ?? kiosk.modelsFolder)
    }
}
