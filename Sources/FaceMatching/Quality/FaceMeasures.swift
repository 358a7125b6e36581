import HelperProtocol
import JPEGCodec

extension QualityMeasures {
    /// What a picture without a face says.
    init(whole gray: Picture) {
        self.init()
        (pictureLuma, pictureSpread, pictureBrightShare) = LumaMeasures.whole(gray)
    }

    /// What a picture says about a face in it.
    init(_ face: Face, in gray: Picture) {
        self.init(whole: gray)
        detectorScore = face.box.score
        eyeDistance = face.eyeDistance
        faceWidthShare = face.box.width / Double(min(gray.width, gray.height))
        if let landmarks = face.landmarks {
            let nose = landmarks.nosePlace
            yaw = nose.along
            pitch = nose.across
            roll = landmarks.roll
        }
        guard let luma = LumaMeasures(gray, square: face.measuredSquare) else { return }
        faceLuma = luma.mean
        faceSpread = luma.spread
        darkShare = luma.darkShare
        brightShare = luma.brightShare
        sharpness = luma.sharpness
        evenness = luma.evenness
    }
}

extension Face {
    /// The square whose light and sharpness are measured: it stands on the middle between eyes and nose.
    fileprivate var measuredSquare: Box {
        let square = box.square(side: eyeDistance * 1.9)
        guard let landmarks else { return square }
        let dx = (landmarks.eyeMiddle.x + landmarks.nose.x) / 2 - square.middle.x
        let dy = (landmarks.eyeMiddle.y + landmarks.nose.y) / 2 - square.middle.y
        return Box(left: square.left + dx, top: square.top + dy, right: square.right + dx, bottom: square.bottom + dy)
    }
}
