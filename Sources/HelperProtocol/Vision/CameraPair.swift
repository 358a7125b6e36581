public import KioskDevices
import KioskDomain

/// The camera that looks at people and the one that looks at papers, told apart by what never changes (RULES R3).
public enum CameraPair {
    /// The link that udev gives every camera: of two it leads to either.
    private static let sharedLink = "device:/dev/psc-kiosk/camera"

    /// - Parameters:
    ///   - face: as `camera.source`.
    ///   - document: as `camera.document-source`; nil for a kiosk with one camera.
    /// - Throws: `configuration.invalid` for two that cannot be told apart, with what to name them by.
    public static func check(face: String?, document: String?) throws(Failure) {
        guard let document, let face, [face, document].allSatisfy({ $0.hasPrefix("device:") }) else { return }
        let shared = [("camera.source", face), ("camera.document-source", document)].filter { $0.1 == sharedLink }
        guard shared.isEmpty else {
            throw Failure(
                .configurationInvalid,
                """
                \(shared.map(\.0).joined(separator: ", ")): with two cameras \(sharedLink) is either of them; name each by \
                its port (ls /dev/psc-kiosk/camera-*) or its serial number (ls /dev/v4l/by-id)
                """)
        }
        guard document != face else {
            throw Failure(
                .configurationInvalid,
                "camera.document-source is the same camera as camera.source; leave it empty where there is one")
        }
    }
}
