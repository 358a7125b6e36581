public import HelperProtocol
public import JPEGCodec
public import KioskDevices
import KioskDomain

/// Comparisons of whole pictures, for technicians and for calibration: no camera, no attempt.
public final class PictureComparison {
    private let engine: FaceEngine
    private let decoder: JPEGDecoder

    /// - Throws: `face.matcher-unavailable` without the right weights.
    public init(files: ModelFiles) throws(Failure) {
        engine = try FaceEngine(files: files)
        if let problem = engine.matcherProblem { throw problem }
        do {
            decoder = try JPEGDecoder()
        } catch {
            throw Failure(.visionFault, "\(error)")
        }
    }

    /// The weights that are loaded.
    public var models: [ModelIdentity] { engine.models }

    /// What distances are held against: the site's own record beside the weights, else the shipped one.
    public var threshold: MatchThreshold { engine.calibration.threshold }

    /// One face, reduced to its descriptor. Unlike that of a person at the kiosk it lies in plain memory: a trial keeps
    /// thousands, of people who gave their pictures for it.
    public struct Template: Sendable {
        /// What the network says of the face.
        public let numbers: [Float]

        init(_ descriptor: Descriptor) { numbers = withExtendedLifetime(descriptor) { Array(descriptor.numbers) } }

        private init(numbers: [Float]) { self.numbers = numbers }

        /// Euclidean distance.
        public func distance(to other: Template) -> Double {
            var sum: Float = 0
            for index in numbers.indices {
                let difference = numbers[index] - other.numbers[index]
                sum += difference * difference
            }
            return Double(sum).squareRoot()
        }

        /// The mean of several; nil for none.
        public static func fused(_ templates: [Template]) -> Template? {
            guard let first = templates.first else { return nil }
            let sums = templates.dropFirst().reduce(into: first.numbers) { sums, template in
                for index in sums.indices { sums[index] += template.numbers[index] }
            }
            return Template(numbers: sums.map { $0 / Float(templates.count) })
        }
    }

    /// What one picture shows, judged as a portrait and as a camera frame.
    public struct Finding: Sendable {
        /// What was measured on its face.
        public let measures: QualityMeasures
        /// Why a kiosk would refuse it as a portrait; nil when it would not.
        public let problem: ReferenceProblem?
        /// What a person in front of the camera would be told.
        public let guidance: Guidance
        /// Its face.
        public let template: Template
    }

    /// Finds, judges and describes the one large face of a picture.
    ///
    /// - Parameter picture: in colours.
    /// - Throws: `face.reference-poor` when it shows no single face, `face.helper-fault` when the matcher fails.
    public func finding(of picture: Picture) throws(Failure) -> Finding {
        let shown = try portrait { () throws(Portrait.Refusal) in
            do {
                return try Portrait(rgb: picture, gray: try picture.luma(), engine)
            } catch let refusal as Portrait.Refusal {
                throw refusal
            } catch {
                throw .unreadable("\(error)")
            }
        }
        var measures = QualityMeasures(shown.face, in: shown.gray)
        measures.faces = 1
        return Finding(
            measures: measures, problem: ReferenceRules.judge(measures)?.problem,
            guidance: QualityRules.judge(measures).guidance,
            template: Template(try shown.descriptor(engine)))
    }

    /// The template of the one large face of a picture.
    ///
    /// - Throws: `face.reference-missing` when it cannot be read, `face.reference-poor` when it shows no single face.
    public func template(_ jpeg: [UInt8]) throws(Failure) -> Template {
        let shown = try portrait { () throws(Portrait.Refusal) in
            let result = jpeg.withUnsafeBytes { bytes in
                Result { () throws(Portrait.Refusal) in try Portrait(bytes, self.engine, self.decoder) }
            }
            return try result.get()
        }
        return Template(try shown.descriptor(engine))
    }

    private func portrait(_ body: () throws(Portrait.Refusal) -> Portrait) throws(Failure) -> Portrait {
        do {
            return try body()
        } catch {
            switch error {
            case .unreadable(let reason): throw Failure(.referenceMissing, "portrait: \(reason)")
            case .noFace: throw Failure(.referencePoor, "no face in the picture")
            case .severalFaces: throw Failure(.referencePoor, "several faces in the picture")
            }
        }
    }
}
