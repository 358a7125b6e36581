import FoundationEssentials
import KioskTestSupport

/// kioskd's helper for camera and faces, which a test may replace.
extension Stage {
    /// As kioskd is configured.
    var visionProgram: String { folder.file("run/kiosk-vision") }

    /// The helper that is started from now on.
    ///
    /// - Parameter script: in place of kiosk-vision; nil puts that back.
    func replaceVision(by script: String?) throws {
        let files = FileManager.default
        // Also a link whose file is gone, which counts as no file.
        try? files.removeItem(atPath: visionProgram)
        guard let script else {
            return try files.createSymbolicLink(
                atPath: visionProgram, withDestinationPath: try Programs.path("kiosk-vision"))
        }
        try folder.write("run/kiosk-vision", script.utf8)
        try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: visionProgram)
    }
}
