import HelperProtocol
import KioskDevices
import KioskDomain

/// What makes a manifest acceptable, whoever wrote it. The first fault is told with model and field.
enum PackRules {
    static func check(_ manifest: PackManifest, forTrial: Bool) throws(Failure) {
        try require(manifest.format == PackManifest.format, "format is not \(PackManifest.format)")
        try require((1...100).contains(manifest.name.utf8.count), "name is empty or longer than 100 bytes")
        try require(manifest.models.count <= PackModel.Role.allCases.count, "more models than roles")
        for role in PackModel.Role.allCases {
            let count = manifest.models.filter { $0.role == role }.count
            try require(count <= 1, "two models are the \(role.rawValue)")
            try require(count == 1 || role == .liveness, "there is no \(role.rawValue)")
        }
        for model in manifest.models {
            try check(model)
            if !forTrial || model.calibration != nil { try check(model.calibration, of: model) }
        }
    }

    private static func check(_ model: PackModel) throws(Failure) {
        let name = model.role.rawValue
        let file = model.file.utf8
        let isPlain = file.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || [0x2D, 0x2E, 0x5F].contains($0)
        }
        try require(
            isPlain && (1...100).contains(file.count) && file.first != 0x2E, "\(name): file is not a plain file name")
        let isHash =
            model.sha256.utf8.count == 64
            && model.sha256.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        try require(isHash, "\(name): sha256 is missing or not 64 lower-case hexadecimal digits")
        try check(model.input, name)
        switch model.role {
        case .detector: try detector(model)
        case .matcher: try matcher(model)
        case .liveness: try liveness(model)
        }
    }

    private static func check(_ input: PackInput, _ name: String) throws(Failure) {
        try require(
            (16...1024).contains(input.width) && (16...1024).contains(input.height), "\(name): input is not 16…1024 px")
        try require(input.scale.isFinite && input.scale > 0 && input.scale <= 1, "\(name): scale is not in 0…1")
        try require(
            input.mean.count == 3 && input.mean.allSatisfy { $0.isFinite && (0...255).contains($0) },
            "\(name): mean is not three figures of 0…255")
    }

    private static func detector(_ model: PackModel) throws(Failure) {
        // Its three strides divide the picture (`facts` of the format: any multiple of 32).
        try require(
            model.input.width % 32 == 0 && model.input.height % 32 == 0, "detector: input is no multiple of 32")
        try require((0.05...0.99).contains(model.threshold), "detector: threshold is not in 0.05…0.99")
    }

    private static func matcher(_ model: PackModel) throws(Failure) {
        try require(model.template == .fivePoints112, "matcher: template is missing or unknown")
        try require(model.metric == .cosine, "matcher: metric is missing or unknown")
        try require(
            model.input.width == 112 && model.input.height == 112, "matcher: the template needs an input of 112 by 112")
        try require((0.01...1.5).contains(model.threshold), "matcher: threshold is not in 0.01…1.5")
    }

    private static func liveness(_ model: PackModel) throws(Failure) {
        // Scaled to 0…1 it calls every face a fake, and in silence.
        try require(
            model.input.channels == .bgr && model.input.scale == 1 && model.input.mean == [0, 0, 0],
            "liveness: the input is not BGR of 0…255")
        try require((1...4).contains(model.crop ?? 0), "liveness: crop is missing or not in 1…4")
        try require((0..<16).contains(model.liveIndex ?? -1), "liveness: liveIndex is missing or not in 0…15")
        try require((0.05...0.999).contains(model.threshold), "liveness: threshold is not in 0.05…0.999")
    }

    private static func check(_ record: CalibrationRecord?, of model: PackModel) throws(Failure) {
        let name = model.role.rawValue
        guard let record else { throw refused("\(name): there is no calibration record") }
        try require(!record.population.isEmpty && record.people > 0, "\(name): the calibration names no data set")
        try require(
            !record.protocolName.isEmpty && !record.made.isEmpty, "\(name): the calibration says not how or when")
        let counts = [record.genuine, record.impostors, record.falseMatches, record.falseNonMatches]
        try require(
            counts.allSatisfy { $0 >= 0 } && record.genuine > 0 && record.impostors > 0
                && record.falseNonMatches <= record.genuine && record.falseMatches <= record.impostors,
            "\(name): the counts of the calibration cannot be")
        try require((1...12).contains(record.frames), "\(name): the calibration averages not 1 to 12 frames")
        try require(record.distance == model.threshold, "\(name): the threshold is not the calibrated one")
        try require(
            record.models.contains(model.identity), "\(name): the calibration was made with other weights")
    }

    static func refused(_ reason: String) -> Failure { Failure(.packRefused, reason) }

    private static func require(_ condition: Bool, _ reason: String) throws(Failure) {
        guard condition else { throw refused(reason) }
    }
}
