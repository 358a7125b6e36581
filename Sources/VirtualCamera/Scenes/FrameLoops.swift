import KioskDevices
import KioskDomain

/// Frames that were drawn. Scenes at rest are kept, since a loop repeats; a head on its way is drawn frame by frame.
struct FrameLoops {
    private struct Key: Hashable {
        var scene: Scene
        var pose: HeadPose
    }

    /// Each loop takes some megabytes.
    private static let most = 5

    private var drawings: [Scene: SceneDrawing] = [:]
    private var loops: [Key: [Int: [UInt8]]] = [:]

    /// Reads the pictures of a scene and draws its loop with the head as usual.
    ///
    /// - Throws: `camera.missing` when a picture cannot be read.
    mutating func prepare(_ scene: Scene, _ renderer: SceneRenderer) throws(Failure) {
        for index in 0..<SceneRenderer.count { _ = try frame(index, of: scene, pose: .ahead, renderer) }
    }

    /// One frame of a loop, drawn when it was not drawn before.
    ///
    /// - Throws: `camera.missing` when a picture cannot be read.
    mutating func frame(
        _ index: Int, of scene: Scene, pose: HeadPose, _ renderer: SceneRenderer
    ) throws(Failure) -> [UInt8] {
        let key = Key(scene: scene, pose: pose)
        if let drawn = loops[key]?[index] { return drawn }
        if drawings[scene] == nil {
            if drawings.count >= Self.most { drawings = [:] }
            drawings[scene] = try renderer.drawing(of: scene)
        }
        guard let drawing = drawings[scene] else { throw Failure(.cameraMissing, "virtual camera: no scene") }
        let frame = try renderer.frame(index, of: drawing, pose: pose)
        guard HeadOrder.poses.contains(pose) else { return frame }
        if loops[key] == nil, loops.count >= Self.most { loops = [:] }
        loops[key, default: [:]][index] = frame
        return frame
    }
}
