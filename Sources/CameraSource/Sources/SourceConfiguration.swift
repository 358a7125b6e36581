public import KioskDevices
import KioskDomain

/// A frame source as configuration text.
public enum SourceConfiguration {
    /// The forms that are understood, for help texts.
    public static let forms = [
        "device:/dev/v4l/by-id/…", "folder:/path?fps=15", "file:/path?fps=15", "file:/path?timing=/path",
        "stream:unix:/path", "stream:tcp:host:port", "script:/path",
    ]

    /// Makes a source of one of the ``forms``. Everything but a device is virtual, or says by its frames whether it is.
    ///
    /// - Parameters:
    ///   - record: where a device keeps what its controls were before it set them.
    ///   - focus: where a device's lens stays, in the camera's own steps; nil: it focuses by itself.
    /// - Throws: `configuration.invalid`; for `/dev/videoN` it names the stable link to use instead.
    public static func source(
        _ text: String, record: ControlRecord? = nil, focus: Int32? = nil
    ) throws(Failure) -> any FrameSource {
        guard let colon = text.firstIndex(of: ":") else { throw invalid(text) }
        let rest = String(text[text.index(after: colon)...])
        switch text[..<colon] {
        case "device" where rest.hasPrefix("/"):
            return DeviceSource(try DeviceLink(rest), record: record, focus: focus)
        case "folder" where rest.hasPrefix("/"):
            let (path, option) = try split(rest, text)
            guard option?.name != "timing" else { throw invalid(text) }
            return RecordedSource.folder(path, framesPerSecond: try rate(option, text))
        case "file" where rest.hasPrefix("/"):
            let (path, option) = try split(rest, text)
            if let option, option.name == "timing" { return RecordedSource.file(path, timing: option.value) }
            return RecordedSource.file(path, framesPerSecond: try rate(option, text))
        case "stream":
            guard let source = StreamSource(address: rest) else { throw invalid(text) }
            return source
        case "script" where rest.hasPrefix("/"):
            return try FaultScriptSource(path: rest)
        default:
            throw invalid(text)
        }
    }

    private typealias Option = (name: String, value: String)

    private static func split(_ rest: String, _ text: String) throws(Failure) -> (String, Option?) {
        let parts = rest.split(separator: "?", maxSplits: 1).map(String.init)
        guard let path = parts.first else { throw invalid(text) }
        guard parts.count == 2 else { return (path, nil) }
        let option = parts[1].split(separator: "=", maxSplits: 1).map(String.init)
        guard option.count == 2 else { throw invalid(text) }
        return (path, (option[0], option[1]))
    }

    private static func rate(_ option: Option?, _ text: String) throws(Failure) -> Int {
        guard let option else { return 15 }
        guard option.name == "fps", let rate = Int(option.value), (1...60).contains(rate) else { throw invalid(text) }
        return rate
    }

    private static func invalid(_ text: String) -> Failure {
        Failure(.configurationInvalid, "camera source \(text): not one of \(forms.joined(separator: ", "))")
    }
}
