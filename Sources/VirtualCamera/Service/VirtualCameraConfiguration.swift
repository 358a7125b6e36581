public import StreamSockets

/// What a virtual camera shows and where.
public struct VirtualCameraConfiguration: Sendable {
    /// Where frames are served, JPEG after JPEG, to any number of clients.
    public var frames: SocketAddress
    /// Path of the unix socket that takes commands; nil for none.
    public var control: String?
    /// Folder of the pictures (`NAME.jpg`).
    public var pictures: String
    /// Name of the person who is seen first; empty for nobody.
    public var person: String
    /// Name of the one beside in the scene of two faces.
    public var companion = "biden"
    /// Where the faces are; a picture that is not named here is taken for a portrait.
    public var places = FacePlace.known
    /// Frames a second.
    public var rate = 15

    /// The person is seen as soon as the service runs.
    public init(frames: SocketAddress, control: String? = nil, pictures: String, person: String = "obama3") {
        self.frames = frames
        self.control = control
        self.pictures = pictures
        self.person = person
    }
}
