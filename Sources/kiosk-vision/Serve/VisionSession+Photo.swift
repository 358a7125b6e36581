import CameraSource
import FaceMatching
import HelperProtocol
import KioskDevices
import KioskDomain
import StreamSockets

/// A photo for a document that is being composed.
struct Composition {
    /// Until when a photo is waited for; nil while nobody has asked for one.
    var until: ContinuousClock.Instant?
    /// What was wrong with the last frame.
    var last: Guidance?
}

extension VisionSession {
    /// - Parameter seconds: how long a good frame is waited for; nil only shows the person how to stand.
    func compose(within seconds: Double? = nil) {
        if composition == nil {
            pipeline.reset()
            composition = Composition()
        }
        if let seconds { composition?.until = .now + .seconds(min(max(seconds, 1), 60)) }
        isWorking = true
    }

    /// Gives the photo away when this frame is a good one; the camera rests then, and nothing of it stays here.
    func photograph(_ frame: Frame, _ guidance: GuidanceReport, _ client: StreamSocket) throws {
        guard composition?.until != nil else { return }
        composition?.last = guidance.guidance
        guard guidance.usable, var photo = try? pipeline.photo(jpeg: frame.bytes, guidance) else {
            return try endComposition(client)
        }
        defer { wipe(&photo.picture) }
        rest()
        try client.send(HelperFrame(.portrait, photo.picture), within: .seconds(1))
        try send(.photo(photo.report), client)
    }

    /// No frame was good in time: said once, and the person may try again.
    func endComposition(_ client: StreamSocket) throws {
        guard let until = composition?.until, ContinuousClock.now >= until else { return }
        composition?.until = nil
        try send(.photo(PhotoReport(code: .exchangePhoto, guidance: composition?.last)), client)
    }
}
