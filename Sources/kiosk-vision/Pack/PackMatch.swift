#if ONNXPack
import ArgumentParser
import FaceEvaluation
import FacePack
import HelperProtocol
import JPEGCodec
import KioskDevices
import KioskDomain

/// `kiosk-vision match A B --pack FILE`: the comparison by a pack, at its own threshold.
enum PackMatch {
    private struct Outcome: Encodable {
        var decision: String
        var distance: Double?
        var threshold: Double
        var derivation: String
        /// How live the second face looks; a hint, never part of the decision.
        var live: Double?
        var code: FailureCode?
        var detail: String?
    }

    static func run(_ portrait: String, _ picture: String, pack: String, json: Bool) throws {
        var outcome = Outcome(decision: "not-possible", threshold: 0, derivation: "")
        do {
            let engine = try PackEngine(try PackFile(manifest: pack))
            let matcher = engine.manifest[.matcher]
            outcome.threshold = matcher?.threshold ?? 0
            outcome.derivation = matcher?.calibration?.threshold.derivation ?? ""
            let one = try single(portrait, engine)
            let other = try single(picture, engine)
            outcome.live = other.live
            guard let distance = one.vector.distance(to: other.vector) else {
                throw Failure(.visionFault, "the vectors cannot be compared")
            }
            outcome.distance = distance
            outcome.decision = distance <= outcome.threshold ? "match" : "no-match"
        } catch let failure as Failure {
            outcome.code = failure.code
            outcome.detail = failure.detail
        } catch {
            outcome.code = .referenceMissing
            outcome.detail = "\(error)"
        }
        let reason = outcome.code.map { "\($0.rawValue): \(outcome.detail ?? "")" }
        let figures = outcome.distance.map { " at distance \(decimals($0, 3)), threshold \(outcome.threshold)" }
        print(json ? try line(outcome) : reason ?? "\(outcome.decision)\(figures ?? "")")
        if outcome.decision != "match" { throw ExitCode(outcome.decision == "no-match" ? 1 : 2) }
    }

    /// The one face of a picture: with two of a comparable size nobody knows who is meant.
    private static func single(
        _ path: String, _ engine: PackEngine
    ) throws -> (vector: FaceVector, live: Double?) {
        let rgb = try PictureFile.load(path)
        let faces = try engine.faces(in: rgb).sorted { $0.width * $0.height > $1.width * $1.height }
        guard let face = faces.first,
            faces.count == 1 || faces[1].width * faces[1].height < 0.25 * face.width * face.height
        else { throw Failure(.referenceMissing, "\(path): no single face") }
        guard let vector = try engine.vector(of: face, in: rgb) else {
            throw Failure(.referenceMissing, "\(path): the face cannot be described")
        }
        return (vector, try engine.liveness(of: face, in: rgb))
    }
}
#endif
