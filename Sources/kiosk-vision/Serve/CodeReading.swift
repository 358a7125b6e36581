import CameraSource
import CodeReading
import JPEGCodec
import KioskDevices
import KioskDomain

/// Looks for QR codes in what the camera for documents gives. Time is given, never read.
struct CodeReading {
    enum Step {
        case waits
        case seen([String])
        case ended(Failure)
    }

    /// A person before the other camera waits for each picture that is looked at here.
    private static let pauseWhileServing = Duration.milliseconds(500)

    private let end: ContinuousClock.Instant
    private let reader: QRReader
    private let decoder: JPEGDecoder
    private var lastLook: ContinuousClock.Instant?

    /// Nil without the memory for it.
    init?(within limit: Duration, at now: ContinuousClock.Instant) {
        // As of the pipeline: a camera picture of more than 8 megapixels is not one of ours.
        guard let reader = try? QRReader(), let decoder = try? JPEGDecoder(pixelLimit: 8_500_000) else { return nil }
        self.reader = reader
        self.decoder = decoder
        end = now + min(max(limit, .seconds(1)), .seconds(30))
    }

    /// Whether a picture is wanted now.
    func isDue(at now: ContinuousClock.Instant, serving: Bool) -> Bool {
        guard serving, let lastLook else { return true }
        return now - lastLook >= Self.pauseWhileServing
    }

    mutating func take(_ event: FrameEvent, _ status: DeviceStatus, at now: ContinuousClock.Instant) -> Step {
        lastLook = now
        switch event {
        case .frame(let frame):
            // One damaged picture is followed by another.
            if let gray = try? decoder.luma(of: frame.bytes) {
                let texts = reader.texts(in: gray)
                if !texts.isEmpty { return .seen(texts) }
            }
        case .lost(let failure): return .ended(failure)
        case .back, .nothing: break
        }
        guard now >= end else { return .waits }
        if status.health == .fault { return .ended(Failure(status.code ?? .cameraLost, status.finding)) }
        return .ended(Failure(.digitalCodeUnseen, "no code within the time"))
    }
}
