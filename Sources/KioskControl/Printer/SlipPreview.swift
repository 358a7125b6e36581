internal import KioskDevices
internal import KioskDomain
internal import SlipDesign
internal import SlipPrinter

/// What `kioskctl printer preview` draws: slips as they would come out, without a printer.
public struct SlipPreview: Sendable {
    /// The slips that can be drawn.
    public static let templates = SlipForm.allCases.map(\.rawValue)
    /// Millimetres of the papers that can be drawn for.
    public static let widths = SlipRenderer.Paper.allCases.map(\.millimetres)

    /// How much stands on the slip.
    public enum Sample: String, Sendable, CaseIterable {
        /// As it usually is.
        case usual
        /// With everything that it can have, each value as long as it comes.
        case longest
        /// With nothing that can be left out.
        case shortest
    }

    /// What is wrong with the centre's files, a line each; what they replace is drawn as it is shipped.
    public var findings: [String] { book.findings.map(\.description) }

    private let book: SlipBook
    private let paper: SlipRenderer.Paper

    /// - Parameter folder: the centre's own templates; nil draws the shipped ones.
    /// - Parameter width: millimetres, one of ``widths``.
    /// - Throws: a `CodedError` for another width.
    public init(folder: String?, width: Int) throws {
        guard let paper = SlipRenderer.Paper.allCases.first(where: { $0.millimetres == width }) else {
            throw Failure(.configurationInvalid, "width \(width)")
        }
        self.paper = paper
        book = folder.map { SlipBook(folder: $0, papers: [paper]) } ?? .shipped
    }

    /// The slip as a PNG picture, with values of nobody.
    /// - Parameter template: one of ``templates``.
    /// - Parameter language: the person's: `kk`, `ru` or `en`.
    /// - Throws: a `CodedError` for another name, or when no font is there.
    public func png(template: String, language: String, sample: Sample = .usual) throws -> [UInt8] {
        guard let form = SlipForm(rawValue: template) else { throw Failure(.configurationInvalid, "slip \(template)") }
        guard let language = Language(rawValue: language) else {
            throw Failure(.configurationInvalid, "language \(language)")
        }
        let content =
            switch sample {
            case .usual: SlipSamples.usual(form)
            case .longest: SlipSamples.longest(form)
            case .shortest: SlipSamples.shortest(form)
            }
        let context = sample == .longest ? SlipSamples.longestContext(language) : SlipSamples.context(language)
        return try SlipRenderer(paper: paper).png(book.document(content, context, paper: paper))
    }
}
