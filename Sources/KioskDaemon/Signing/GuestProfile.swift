import FoundationEssentials
import Logging

/// The browser's profile of a guest, in a folder of memory below /run (`docs/ncalayer.md`).
///
/// Under systemd the browser's own unit owns the folder and removes it when it stops; it is told by a file. Where browser
/// and kioskd run as one user, kioskd removes the folder itself.
struct GuestProfile: Sendable {
    /// Empty where the browser's unit does it.
    var folder: String
    /// Written at each ending; `kiosk-guest-end.path` waits for it. Empty for none.
    var endedFile: String
    var logger: Logger

    func wipe() {
        if !folder.isEmpty, FileManager.default.fileExists(atPath: folder) {
            do {
                try FileManager.default.removeItem(atPath: folder)
            } catch {
                logger.error("the guest's browser profile is still there", metadata: ["folder": "\(folder)"])
            }
        }
        guard !endedFile.isEmpty else { return }
        guard FileManager.default.createFile(atPath: endedFile, contents: Data("ended\n".utf8)) else {
            logger.error("the guest's browser is not told", metadata: ["file": "\(endedFile)"])
            return
        }
    }
}
