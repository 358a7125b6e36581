public import KioskDevices
import KioskDomain

extension VisionClient {
    /// Asks a camera for a technician. A person who comes meanwhile is served first: the answer is a refusal then.
    ///
    /// - Returns: the answer and, for a snapshot, its JPEG picture.
    /// - Throws: `camera.busy` while another question is under way, what the helper refuses with, and
    ///   `face.helper-fault`.
    public func camera(
        _ request: CameraRequest, of role: CameraRole = .face
    ) async throws(Failure) -> (answer: CameraAnswer, picture: [UInt8]) {
        try connect()
        guard let link else { throw Failure(.visionFault, "no connection to kiosk-vision") }
        guard link.camera.claim(for: request.patience) else {
            throw Failure(.cameraBusy, "another technician's question is under way")
        }
        do throws(Failure) {
            try send(.camera(request, of: role))
        } catch {
            link.camera.end()
            _ = await link.camera.reply()
            throw error
        }
        guard let reply = await link.camera.reply() else {
            throw Failure(.visionFault, "kiosk-vision did not answer within \(request.patience)")
        }
        if case .refused(let code, let detail) = reply.answer { throw Failure(code, detail) }
        return reply
    }

    /// Looks for a QR code with the camera for documents.
    ///
    /// - Throws: `digital.code-unseen` when none came within `limit` or ``stopReadingCode()`` was called, `camera.busy`,
    ///   `camera.missing`, what the camera itself fails with, and `face.helper-fault`.
    public func readCode(within limit: Duration) async throws(Failure) -> CodeReport {
        let answer = try await camera(.readCode(seconds: limit / .seconds(1)), of: .document).answer
        guard case .codes(let report) = answer else { throw Failure(.visionFault, "another answer than to readCode") }
        return report
    }

    /// Ends ``readCode(within:)``. Does nothing to a helper that is gone.
    public func stopReadingCode() throws(Failure) {
        guard let link, !link.ended else { return }
        try send(.stopReading)
    }
}
