public import HelperProtocol
public import JPEGCodec
public import KioskDevices
import KioskDomain

/// Comparisons of whole pictures, for technicians and for calibration: no camera, no attempt.
public final class PictureComparison {
    private let engine: FaceEngine
    private let decoder: JPEGDecoder

    /// - Parameter pack: of a site that brings its own matcher.
    /// - Throws: `face.matcher-unavailable` without the right weights, `face.pack-refused` for a pack that is refused.
    public init(files: ModelFiles, pack: (any MatcherSource)? = nil) throws(Failure) {
        engine = try FaceEngine(files: files, pack: pack)
        if let problem = engine.matcherProblem { throw problem }
        do {
            decoder = try JPEGDecoder()
        } catch {
            throw Failure(.visionFault, "\(error)")
        }
    }

    /// Name and version of the matcher.
    public var matcher: String { engine.matcherName }

    /// The weights that are loaded.
    public var models: [ModelIdentity] { engine.models }

    /// What distances are held against: the site's own record beside the weights, else the shipped one.
    public var threshold: MatchThreshold { engine.calibration.threshold }

    /// One face, reduced to its descriptor. Unlike that of a person at the kiosk it lies in plain memory: a trial keeps
    /// thousands, of people who gave their pictures for it.
    public struct Template: Sendable {
        /// What the matcher says of the face.
        public let numbers: [Float]
        private let metric: DescriptorForm.Metric

        init(_ descriptor: Descriptor) {
            numbers = withExtendedLifetime(descriptor) { Array(descriptor.numbers) }
            metric = descriptor.form.metric
        }

        private init?(_ sums: [Float], _ metric: DescriptorForm.Metric) {
            let form = DescriptorForm(count: sums.count, metric: metric)
            guard
                let mean = Descriptor(
                    form,
                    {
                        _ = $0.update(fromContentsOf: sums); return true
                    })
            else { return nil }
            self.init(mean)
        }

        /// By the matcher's metric.
        public func distance(to other: Template) -> Double {
            guard numbers.count == other.numbers.count else { return .infinity }
            return numbers.withUnsafeBufferPointer { one in
                other.numbers.withUnsafeBufferPointer { metric.distance(one, $0) }
            }
        }

        /// The mean of several; nil for none.
        public static func fused(_ templates: [Template]) -> Template? {
            guard let first = templates.first else { return nil }
            let sums = templates.dropFirst().reduce(into: first.numbers) { sums, template in
                for index in sums.indices { sums[index] += template.numbers[index] }
            }
            return Template(sums.map { $0 / Float(templates.count) }, first.metric)
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
        /// How live its face looks to a model of the matcher, 0…1; a hint.
        public let live: Double?
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
        let descriptor = try shown.descriptor(engine)
        return Finding(
            measures: measures, problem: ReferenceRules.judge(measures)?.problem,
            guidance: QualityRules.judge(measures).guidance, live: descriptor.live, template: Template(descriptor))
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
            case .noMemory: throw Failure(.visionFault, "no memory for the picture")
            case .noFace: throw Failure(.referencePoor, "no face in the picture")
            case .severalFaces: throw Failure(.referencePoor, "several faces in the picture")
            }
        }
    }
}
