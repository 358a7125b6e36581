import ArgumentParser
import FaceEvaluation
import FaceMatching
import FoundationEssentials
import HelperProtocol

/// What an evaluation prints as JSON.
struct EvaluationResult: Encodable {
    var folder: String
    /// Who the people are; nil when the caller did not say.
    var population: String?
    var threshold: Double
    var frames: Int
    var matcher: String
    var models: [ModelIdentity]
    var acquisition: TrialFolder.Acquisition
    var report: EvaluationReport
    var date: String
}

/// `kiosk-vision evaluate FOLDER`: error rates of the matcher on people of one's own.
struct Evaluate: ParsableCommand {
    /// Where the package puts the weights.
    static let packagedModels = "/usr/share/psc-kiosk/models"

    static let configuration = CommandConfiguration(
        abstract: "Works out the error rates of the matcher over a folder with a folder of pictures per person.",
        discussion: """
            FOLDER/person/picture; pictures are PGM, PNG, JPEG or JPEG 2000, in the order of their names. Each picture is the \
            reference once; the probe is the mean of one to six other pictures, so take at least nine of each. A person's folder may be named \
            SEX-AGE-ORIGIN_REST, for example f-30-asia_0007 or m-x-x_12 (x: not known); errors are then told by sex, age \
            and origin, too. Pictures without a single face are failures to acquire: counted, not compared.

            Limits are 95 %, clustered by person: people are drawn again and again with replacement, by a seed that is \
            printed. Descriptors live in memory only and nothing of a picture is kept.

            Examples:
              kiosk-vision evaluate /srv/trial --det det.png
              kiosk-vision evaluate /srv/trial --json --population "PSC Almaty 1, staff and visitors, 2026" \\
                --calibration /usr/share/psc-kiosk/models/calibration.json
            """)

    @Argument(help: "The folder.", completion: .directory) var folder: String
    @Option(help: "Folder of the weight files.") var models = Evaluate.packagedModels
    @Option(help: "Manifest of a pack of models to try, in place of dlib's network; it needs no record of a trial yet.")
    var pack: String?
    @Option(help: "Greatest distance that is a match; default that of this kiosk.") var threshold: Double?
    @Option(help: "Who these people are, in a few words; needed for --calibration.") var population: String?
    @Option(help: "Write the DET curves there, as PNG.", completion: .file()) var det: String?
    @Option(help: "Write a calibration record for kioskd's face.calibration there.", completion: .file())
    var calibration: String?
    @Option(help: "Seed of the limits and of the folds.") var seed: UInt64 = 2026
    @Option(help: "Draws of people behind each limit, 100 to 10000.") var draws = 1000
    @Option(help: "Parts of the people, each judged by a threshold tuned on the others; 2 to 100.") var folds = 5
    @Flag(help: "Print JSON.") var json = false
    @Flag(help: "Print only the errors on people that the threshold was not tuned on, as a table in Markdown.")
    var split = false

    func validate() throws {
        try checkThreshold(threshold, pack: pack)
        guard (100...10_000).contains(draws) else { throw ValidationError("--draws is between 100 and 10000") }
        guard (2...100).contains(folds) else { throw ValidationError("--folds is between 2 and 100") }
        guard calibration == nil || !(population ?? "").isEmpty else {
            throw ValidationError("--calibration needs --population: who were these people?")
        }
    }

    func run() throws {
        let comparison = try comparison(models, pack: SitePack(pack, forTrial: true))
        let trial: TrialFolder
        do throws(TrialFolderError) {
            trial = try TrialFolder(folder, comparison)
        } catch {
            refuse(error.description)
            throw ExitCode(2)
        }
        let frames = comparison.threshold.frames
        let threshold = threshold ?? comparison.threshold.distance
        let evaluation = Evaluation(
            threshold: threshold, frames: frames, fusions: 1...max(5, frames),
            bootstrap: PersonBootstrap(replicates: draws, seed: seed), folds: folds)
        note("comparing \(trial.people.count) people\n")
        let sets = evaluation.trials(trial.people)
        let result = EvaluationResult(
            folder: folder, population: population, threshold: threshold, frames: frames,
            matcher: comparison.matcher, models: comparison.models,
            acquisition: trial.acquisition, report: evaluation.report(sets, names: trial.people.map(\.name)),
            date: today())
        if let det { try write(try plot(sets, result), to: det) }
        if let calibration { try write(Array(try line(record(result)).utf8) + [0x0A], to: calibration) }
        let text = split ? EvaluationText.split(result) : EvaluationText.lines(result)
        print(json ? try line(result) : text.joined(separator: "\n"))
    }

    private func plot(_ sets: [Int: TrialSet], _ result: EvaluationResult) throws -> [UInt8] {
        let curves = sets.sorted { $0.key < $1.key }.map { frames, set in
            DETCurve(set, title: frames == 1 ? "1 frame" : "\(frames) frames fused", threshold: result.threshold)
        }
        let counts = result.report.fusions.last.map {
            "\($0.genuine) genuine, \($0.impostors) impostor trials with \($0.frames)"
        }
        let subtitle =
            "\(population ?? folder), \(result.report.people) people, threshold \(result.threshold)\n"
            + "\(result.matcher), \(counts ?? ""), \(result.date)"
        return try DETPlot(curves: curves, title: "Detection error trade-off", subtitle: subtitle).png()
    }

    private func record(_ result: EvaluationResult) throws -> CalibrationRecord {
        guard let fused = result.report.fusions.first(where: { $0.frames == result.frames })?.atThreshold,
            fused.falseNonMatches.trials > 0
        else {
            refuse(
                """
                no person has \(result.frames + 1) usable pictures: too few for a calibration record; take at least \
                \(result.frames + 3) of each, as docs/calibration.md says
                """)
            throw ExitCode(2)
        }
        return CalibrationRecord(
            distance: result.threshold, frames: result.frames, protocolName: result.report.protocolName,
            population: population ?? "", people: result.report.people, genuine: fused.falseNonMatches.trials,
            impostors: fused.falseMatches.trials, falseNonMatches: fused.falseNonMatches.errors,
            falseMatches: fused.falseMatches.errors, falseNonMatchLimit: fused.falseNonMatches.clustered.upper,
            falseMatchLimit: fused.falseMatches.clustered.upper, models: result.models, made: result.date)
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            refuse("\(path) cannot be written: \(error)")
            throw ExitCode(2)
        }
    }

    private func today() -> String { String(Date.now.formatted(.iso8601).prefix(10)) }
}
