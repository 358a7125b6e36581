import HelperProtocol
import JPEGCodec

extension Face.Landmarks {
    /// Eyes and nose for drawing over the picture.
    func points(in picture: Picture) -> [FacePoint] {
        [leftEye, rightEye, nose].map {
            FacePoint(x: $0.x / Double(picture.width), y: $0.y / Double(picture.height))
        }
    }
}
