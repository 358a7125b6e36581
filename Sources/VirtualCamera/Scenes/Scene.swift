/// What the virtual camera sees.
enum Scene: Hashable {
    /// One person, by the name of the picture file without its ending.
    case person(String)
    /// The person in a dark room.
    case dark(String)
    /// The person and another one beside.
    case twoFaces(String)
    /// An empty room.
    case empty
    /// A telephone that shows a QR code with this text.
    case code(String)

    var person: String? {
        switch self {
        case .person(let name), .dark(let name), .twoFaces(let name): name
        case .empty, .code: nil
        }
    }
}

/// Where the face is in a picture, in pixels of that picture.
public struct FacePlace: Sendable, Hashable {
    /// Middle between the eyes.
    public var x: Double
    /// Middle between the eyes.
    public var y: Double
    /// Distance between the middles of the eyes.
    public var eyeDistance: Double

    /// The middle between the eyes and their distance.
    public init(x: Double, y: Double, eyeDistance: Double) {
        self.x = x
        self.y = y
        self.eyeDistance = eyeDistance
    }

    /// The test pictures that `.ci/fetch-models` brings.
    public static let known: [String: FacePlace] = [
        "biden": FacePlace(x: 591, y: 338, eyeDistance: 119),
        "obama": FacePlace(x: 496, y: 216, eyeDistance: 106),
        "obama2": FacePlace(x: 314, y: 380, eyeDistance: 118),
        "obama3": FacePlace(x: 798, y: 396, eyeDistance: 123),
    ]

    /// A guess for a portrait: the eyes at two fifths of the height, an eighth of the width apart.
    static func guess(width: Int, height: Int) -> FacePlace {
        FacePlace(x: Double(width) / 2, y: Double(height) * 0.4, eyeDistance: Double(width) / 8)
    }
}
