import KioskDomain
public import SlipPrinter

/// All slips of a centre: the shipped templates and layouts, and in their place the files that the centre brings along.
///
/// A file that cannot be used, or a slip that does not fit with the centre's files, is replaced by the shipped one: a
/// mistake in a template never stops a slip.
public struct SlipBook: Sendable {
    private struct Key: Hashable {
        var form: SlipForm
        var paper: SlipRenderer.Paper
    }

    private let composers: [Key: SlipComposer]
    /// What is wrong with the centre's files; empty when all of them are used.
    public let findings: [SlipFinding]

    /// Files of a folder at the most.
    public static let mostFiles = 64

    /// The shipped slips.
    public static let shipped = SlipBook(files: [:])

    /// - Parameter files: the centre's own, by name: `FORM.LANGUAGE.mustache`, `common.LANGUAGE.mustache`,
    ///   `layout.58.yaml`, `layout.80.yaml`.
    /// - Parameter papers: those that the slips are to fit.
    public init(files: [String: [UInt8]], papers: [SlipRenderer.Paper] = SlipRenderer.Paper.allCases) {
        self.init(files: files, papers: papers, unread: [])
    }

    /// - Parameter unread: what is wrong with files that could not even be read.
    init(files: [String: [UInt8]], papers: [SlipRenderer.Paper], unread: [SlipFinding]) {
        let shipped = SlipFiles(ShippedFiles.all, base: nil)
        guard !files.isEmpty else {
            (composers, findings) = (Self.composers(shipped), shipped.findings + unread)
            return
        }
        let own = SlipFiles(files, base: shipped)
        var findings = own.findings + unread
        var composers = Self.composers(own)
        for (key, shippedOne) in Self.composers(shipped) {
            guard let composer = composers[key], papers.contains(key.paper),
                files.keys.contains(where: { SlipFiles.concerns($0, key.form, key.paper) })
            else { continue }
            let problems = SlipLint.findings(composer)
            guard !problems.isEmpty else { continue }
            findings += problems
            composers[key] = shippedOne
        }
        self.composers = composers
        self.findings = Array(Set(findings)).sorted { $0.description < $1.description }
    }

    /// The slip as it is drawn.
    public func document(
        _ content: SlipContent, _ context: SlipContext, paper: SlipRenderer.Paper
    ) -> SlipDocument {
        composers[Key(form: content.form, paper: paper)]?.document(content, context) ?? SlipDocument(parts: [])
    }

    /// Whether every slip fits both papers with the longest values.
    func lint() -> [SlipFinding] { composers.values.flatMap(SlipLint.findings) }

    private static func composers(_ files: SlipFiles) -> [Key: SlipComposer] {
        var composers: [Key: SlipComposer] = [:]
        for (paper, layout) in files.layouts {
            for form in SlipForm.allCases {
                let templates = Dictionary(
                    uniqueKeysWithValues: Language.allCases.map { language in
                        let names = [
                            SlipFiles.name(form.rawValue, language), SlipFiles.name(SlipFiles.common, language),
                        ]
                        return (language, names.compactMap { files.templates[$0] })
                    })
                composers[Key(form: form, paper: paper)] = SlipComposer(
                    layout: layout, form: form, templates: templates)
            }
        }
        return composers
    }
}
