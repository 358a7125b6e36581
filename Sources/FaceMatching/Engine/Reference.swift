import Crypto
import HelperProtocol
import JPEGCodec
import KioskDevices
import KioskDomain

/// A reference portrait that was checked: what was found, and its descriptor when there can be a comparison.
struct Reference {
    let report: ReferenceReport
    let descriptor: Descriptor?
}

/// The reference of the person who is served: computed once for the same bytes.
struct HeldReference {
    private var held: (digest: SHA256Digest, reference: Reference)?

    /// The reference of a portrait; `compute` is called only when another portrait, or none, was held.
    mutating func reference(
        of portrait: UnsafeRawBufferPointer, compute: (UnsafeRawBufferPointer) -> Reference
    ) -> Reference {
        let digest = SHA256.hash(data: portrait)
        if let held, held.digest == digest { return held.reference }
        let reference = compute(portrait)
        // What failed for want of memory may succeed the next time.
        held = reference.report.code == .visionFault ? nil : (digest, reference)
        return reference
    }

    mutating func forget() { held = nil }
}

extension FaceEngine {
    /// Checks a portrait by `ReferenceRules` and computes its descriptor: once per session.
    func reference(of bytes: UnsafeRawBufferPointer, _ decoder: JPEGDecoder) -> Reference {
        guard !bytes.isEmpty else { return .refused(.referenceMissing, .absent, "no portrait") }
        if let matcherProblem {
            return Reference(
                report: ReferenceReport(code: matcherProblem.code, detail: matcherProblem.detail), descriptor: nil)
        }
        do throws(Portrait.Refusal) {
            return describe(try Portrait(bytes, self, decoder))
        } catch {
            if let fault = takeFault() { return .failed(fault) }
            switch error {
            case .noMemory: return .failed(Failure(.visionFault, "no memory for the portrait"))
            case .unreadable(let reason):
                return .refused(.referenceMissing, .unreadable, "the portrait cannot be read: \(reason)")
            case .noFace(let width, let height, let luma):
                let problem = ReferenceRules.judgeEmpty(luma: luma)
                return .refused(.referencePoor, problem, "no face in the portrait", size: [width, height])
            case .severalFaces(let width, let height):
                return .refused(.referencePoor, .severalFaces, "several faces in the portrait", size: [width, height])
            }
        }
    }

    private func describe(_ portrait: Portrait) -> Reference {
        var report = ReferenceReport(size: [portrait.gray.width, portrait.gray.height])
        report.measures = QualityMeasures(portrait.face, in: portrait.gray)
        report.measures.faces = 1
        if let remark = ReferenceRules.judge(report.measures) {
            report.code = .referencePoor
            report.problem = remark.problem
            report.detail = remark.detail
            return Reference(report: report, descriptor: nil)
        }
        do throws(Failure) {
            return Reference(report: report, descriptor: try portrait.descriptor(self))
        } catch {
            report.code = error.code
            report.detail = error.detail
            if error.code == .referencePoor { report.problem = .noFace }
            return Reference(report: report, descriptor: nil)
        }
    }
}

extension Reference {
    /// Not the portrait's fault.
    fileprivate static func failed(_ failure: Failure) -> Reference {
        Reference(report: ReferenceReport(code: failure.code, detail: failure.detail), descriptor: nil)
    }

    fileprivate static func refused(
        _ code: FailureCode, _ problem: ReferenceProblem, _ detail: String, size: [Int]? = nil
    ) -> Reference {
        Reference(report: ReferenceReport(code: code, problem: problem, detail: detail, size: size), descriptor: nil)
    }
}
