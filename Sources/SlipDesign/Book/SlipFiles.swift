import KioskDomain
import SlipPrinter

/// Files by name, read as what their names say; what cannot be read is a finding, and `base` stays in its place.
struct SlipFiles {
    static let common = "common"

    private(set) var templates: [String: SlipTemplate] = [:]
    private(set) var layouts: [SlipRenderer.Paper: SlipLayout] = [:]
    private(set) var findings: [SlipFinding] = []

    init(_ files: [String: [UInt8]], base: SlipFiles?) {
        if let base { (templates, layouts) = (base.templates, base.layouts) }
        guard files.count <= SlipBook.mostFiles else {
            findings.append(SlipFinding(.templateInvalid, "", "more than \(SlipBook.mostFiles) files"))
            return
        }
        let readers = Self.readers
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            do throws(SlipFault) {
                switch readers[name] {
                case .template(let names): templates[name] = try SlipTemplate(bytes, file: name, names: names)
                case .layout(let paper):
                    layouts[paper] = try LayoutReader.read(
                        bytes, file: name, paper: paper, base: base?.layouts[paper])
                case nil:
                    throw SlipFault(
                        SlipLetters.printable(name, limit: 60),
                        "no slip has this file; known are FORM.LANGUAGE.mustache, common.LANGUAGE.mustache, "
                            + "layout.58.yaml and layout.80.yaml")
                }
            } catch {
                findings += error.findings
            }
        }
    }

    static func layoutName(_ paper: SlipRenderer.Paper) -> String { "layout.\(paper.millimetres).yaml" }

    /// Whether a file of this name changes this kind of slip on this paper.
    static func concerns(_ name: String, _ form: SlipForm, _ paper: SlipRenderer.Paper) -> Bool {
        name == layoutName(paper) || name.hasPrefix(common + ".") || name.hasPrefix(form.rawValue + ".")
    }

    static func name(_ form: String, _ language: Language) -> String { "\(form).\(language.rawValue).mustache" }

    private enum Reader {
        case template(TemplateNames)
        case layout(SlipRenderer.Paper)
    }

    private static var readers: [String: Reader] {
        var readers: [String: Reader] = [:]
        for language in Language.allCases {
            readers[name(common, language)] = .template(SlipSamples.commonNames)
            for form in SlipForm.allCases {
                readers[name(form.rawValue, language)] = .template(SlipSamples.names(form))
            }
        }
        for paper in SlipRenderer.Paper.allCases { readers[layoutName(paper)] = .layout(paper) }
        return readers
    }
}
