import CFace
import HelperProtocol
import JPEGCodec
import KioskDevices
import KioskDomain

/// dlib's network with the pinned weights.
final class ResNetMatcher: FaceMatcher {
    let name = DlibModels.version
    let models = [ModelFiles.landmarks, ModelFiles.descriptor]
    let calibration: CalibrationRecord
    let form = DescriptorForm.resNet
    private let dlib: DlibModels

    /// - Parameter dlib: with its landmarks.
    /// - Throws: `face.matcher-unavailable` without the weights, or with a record of a trial that is not of them.
    init(_ dlib: DlibModels, _ files: ModelFiles, portable: Bool) throws(Failure) {
        try dlib.loadNetwork(files, portable: portable)
        self.dlib = dlib
        calibration = try files.calibration(for: models) ?? .shipped
    }

    func describe(
        _ face: FaceBounds, in rgb: Picture, into numbers: UnsafeMutableBufferPointer<Float>
    ) throws(Failure) -> DescribedFace? {
        let status = dlib.describe(Face.Box(face), in: rgb, into: numbers.baseAddress)
        guard status == Int32(KFACE_OK) else { throw Failure(.visionFault, "no descriptor: status \(status)") }
        return DescribedFace()
    }

    /// `FaceEngine` has dlib forget.
    func forget() {}
}

extension Face.Box {
    init(_ place: FaceBounds) {
        self.init(left: place.left, top: place.top, right: place.right, bottom: place.bottom)
    }

    var bounds: FaceBounds { FaceBounds(left: left, top: top, right: right, bottom: bottom) }
}
