import HelperProtocol
import JPEGCodec
import KioskDevices
import KioskDomain

/// A reference portrait that was checked: what was found, and its descriptor when there can be a comparison.
struct Reference {
    let report: ReferenceReport
    let descriptor: Descriptor?
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
            switch error {
            case .unreadable(let reason):
                return .refused(.referenceMissing, .unreadable, "the portrait cannot be read: \(reason)")
            case .noFace(let width, let height):
                return .refused(.referencePoor, .noFace, "no face in the portrait", size: [width, height])
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
            report.problem = error.code == .referencePoor ? .noDescriptor : nil
            report.detail = error.detail
            return Reference(report: report, descriptor: nil)
        }
    }
}

extension Reference {
    fileprivate static func refused(
        _ code: FailureCode, _ problem: ReferenceProblem, _ detail: String, size: [Int]? = nil
    ) -> Reference {
        Reference(report: ReferenceReport(code: code, problem: problem, detail: detail, size: size), descriptor: nil)
    }
}
