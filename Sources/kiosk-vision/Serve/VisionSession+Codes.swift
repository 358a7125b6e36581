import CameraSource
import HelperProtocol
import KioskDevices
import KioskDomain
import StreamSockets

/// QR codes for the operator. The camera for documents is another one than that before which people stand, so neither
/// waits for the other.
extension VisionSession {
    func beginReading(_ limit: Duration, _ client: StreamSocket) throws {
        guard trial == nil else { return try refuse(Failure(.cameraBusy, "a technician's question"), client) }
        guard camera(.document) != nil else {
            return try refuse(Failure(.cameraMissing, "no camera for documents is configured"), client)
        }
        guard let begun = CodeReading(within: limit, at: .now) else {
            return try refuse(Failure(.visionFault, "no memory"), client)
        }
        reading = begun
    }

    /// One more picture, if one is due.
    func lookForCode(_ client: StreamSocket) throws {
        guard var running = reading, let camera = camera(.document) else { return }
        worked()
        guard running.isDue(at: .now, serving: isWorking) else { return }
        let event = camera.next(within: isWorking ? .zero : .milliseconds(250))
        let step = running.take(event, camera.status, at: .now)
        reading = running
        switch step {
        case .waits: return
        case .seen(let texts):
            let report = CodeReport(texts: texts, isVirtual: camera.status.isVirtual)
            stopCamera()
            try send(.camera(.codes(report)), client)
        case .ended(let failure):
            stopCamera()
            try refuse(failure, client)
        }
    }

    func endReading(_ client: StreamSocket) throws {
        guard reading != nil else { return }
        stopCamera()
        try refuse(Failure(.digitalCodeUnseen, "ended"), client)
    }

    private func stopCamera() {
        reading = nil
        camera(.document)?.rest()
    }
}
