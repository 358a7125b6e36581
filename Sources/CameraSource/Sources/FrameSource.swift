public import KioskDevices
import KioskDomain

/// A place where frames come from. The calls block up to their deadline: used by one thread, off the shared pool.
public protocol FrameSource: AnyObject {
    /// What the source calls itself; the device's own name once it is open.
    var name: String { get }
    /// True when every frame of it is virtual by nature (a folder of pictures, the kernel's test camera).
    var isVirtual: Bool { get }
    /// Opens the source.
    ///
    /// - Throws: `camera.missing`, `camera.busy`, `camera.no-permission`, `camera.format`.
    func open() throws(Failure)
    /// The newest whole frame that has not been given yet; older ones are dropped. Nil when none came in time.
    ///
    /// - Throws: `camera.lost`; the source must be opened anew then.
    func newest(within limit: Duration) throws(Failure) -> Frame?
    /// Ends streaming and forgets what has arrived. Does nothing to a closed source.
    func close()
}

/// A frame source as configuration text.
public enum SourceConfiguration {
    /// Makes the source of `device:/dev/v4l/by-id/…`, `folder:/path?fps=15`, `stream:unix:/path` or
    /// `stream:tcp:host:port`.
    ///
    /// - Throws: `configuration.invalid`.
    public static func source(_ text: String) throws(Failure) -> any FrameSource {
        guard let colon = text.firstIndex(of: ":") else { throw invalid(text) }
        let rest = String(text[text.index(after: colon)...])
        switch text[..<colon] {
        case "device" where rest.hasPrefix("/"):
            return DeviceSource(path: rest)
        case "folder" where rest.hasPrefix("/"):
            let parts = rest.split(separator: "?", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return FolderSource(path: rest, framesPerSecond: 15) }
            let option = parts[1].split(separator: "=").map(String.init)
            guard option.count == 2, option[0] == "fps", let rate = Int(option[1]), (1...60).contains(rate) else {
                throw invalid(text)
            }
            return FolderSource(path: parts[0], framesPerSecond: rate)
        case "stream":
            guard let source = StreamSource(address: rest) else { throw invalid(text) }
            return source
        default:
            throw invalid(text)
        }
    }

    private static func invalid(_ text: String) -> Failure {
        Failure(.configurationInvalid, "camera source \(text): not device:, folder: or stream:")
    }
}
