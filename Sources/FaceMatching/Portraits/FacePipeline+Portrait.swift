public import HelperProtocol
import JPEGCodec
import KioskDevices
import KioskDomain

/// A photo for a document, without an attempt.
extension FacePipeline {
    /// Judges one frame by the rules of a portrait. Nothing of it is kept.
    ///
    /// - Throws: ``FrameProblem``.
    public func compose(
        jpeg: UnsafeRawBufferPointer, at now: ContinuousClock.Instant
    ) throws(FrameProblem) -> GuidanceReport {
        let report = try take(jpeg: jpeg, at: now).guidance
        let header: JPEGHeader
        do {
            header = try decoder.header(of: jpeg)
        } catch {
            throw .damaged(error)
        }
        return PortraitRules.judge(report, width: header.width, height: header.height)
    }

    /// The photo that a frame gives which ``compose(jpeg:at:)`` found good.
    ///
    /// - Throws: ``FrameProblem``.
    public func photo(
        jpeg: UnsafeRawBufferPointer, _ report: GuidanceReport
    ) throws(FrameProblem) -> (picture: [UInt8], report: PhotoReport) {
        do {
            let rgb = try decoder.rgb(of: jpeg)
            guard let cut = PortraitCut(report, width: rgb.width, height: rgb.height),
                cut.lies(within: rgb.width, rgb.height)
            else { throw JPEGError.damaged("no eyes in the picture") }
            let cutter = PortraitCutter(cut: cut)
            let (spread, difference) = cutter.background(try rgb.luma())
            return (
                try cutter.photo(of: rgb),
                PhotoReport(
                    width: cut.width, height: cut.height, eyeDistance: cut.eyeDistance, backgroundSpread: spread,
                    backgroundDifference: difference,
                    isBackgroundPlain: spread <= PortraitRules.backgroundSpread
                        && difference <= PortraitRules.backgroundDifference)
            )
        } catch let error as JPEGError {
            throw .damaged(error)
        } catch {
            throw .fault(Failure(.visionFault, "\(error)"))
        }
    }
}
