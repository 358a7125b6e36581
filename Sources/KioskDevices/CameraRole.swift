/// What a camera of the kiosk is for.
public enum CameraRole: String, Sendable, Hashable, Codable, CaseIterable {
    /// Looks at the person.
    case face
    /// Looks at papers and codes.
    case document

    /// Of the camera's status: `camera.face`, `camera.document`.
    public var deviceID: String { "camera.\(rawValue)" }
}
