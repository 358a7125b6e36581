#if ONNXPack
import FacePack
import JPEGCodec

/// What a pack says of one picture of the live view.
struct PackReading: Encodable {
    var faces: Int
    /// Of the best face.
    var score: Double?
    /// How live it looks; a hint.
    var live: Double?

    /// Nil when the pack fails on this picture.
    init?(_ engine: PackEngine, _ rgb: Picture) {
        guard let found = try? engine.faces(in: rgb) else { return nil }
        faces = found.count
        score = found.first?.score
        live = found.first.flatMap { try? engine.liveness(of: $0, in: rgb) }
    }

    /// One line of the view.
    var text: String {
        let parts = [
            "pack: faces \(faces)", score.map { "score \(decimals($0, 2))" }, live.map { "live \(decimals($0, 2))" },
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }
}
#endif
