import CPango
public import KioskDevices
public import KioskDomain
public import SlipRaster

/// Why a slip could not be drawn. Nothing of its text is in here.
public enum SlipRenderingError: CodedError, Hashable {
    /// Pango finds no font at all.
    case noFonts
    /// No memory for the picture.
    case noCanvas
    /// The QR payload does not fit into the width of the paper.
    case codeTooLarge
    /// Longer than ``SlipRenderer/mostRows``.
    case tooLong
    /// The PNG could not be written.
    case noPicture

    /// What fits no paper has a code of its own; the others are our own fault, never the person's.
    public var code: FailureCode {
        switch self {
        case .codeTooLarge, .tooLong: .templateTooBig
        case .noFonts, .noCanvas, .noPicture: .internalError
        }
    }

    /// For a technician.
    public var detail: String {
        switch self {
        case .noFonts: "no font found: is fonts-dejavu-core installed?"
        case .noCanvas: "no memory for the slip's picture"
        case .codeTooLarge: "the QR code does not fit the paper"
        case .tooLong: "the slip is longer than \(SlipRenderer.mostRows / 8) mm"
        case .noPicture: "the slip's PNG could not be written"
        }
    }
}

/// Draws slips: text by Pango, codes by libqrencode, one bit per dot, the same dots every time.
///
/// Synchronous and without state; takes some 10 ms, so call it on an executor that may be kept busy.
public struct SlipRenderer: Sendable, Hashable {
    /// Dots across the paper.
    public enum Paper: Int, Sendable, Hashable, CaseIterable, Codable {
        /// 80 mm paper, 72 mm of it printed at 203 dpi.
        case mm80 = 576
        /// 58 mm paper, 48 mm of it printed at 203 dpi.
        case mm58 = 384

        /// Width of the roll in millimetres.
        public var millimetres: Int { self == .mm80 ? 80 : 58 }
    }

    /// Rows beyond which nothing is drawn: two metres of paper.
    public static let mostRows = 16_000

    /// The paper drawn for.
    public var paper: Paper

    /// A renderer for one kind of paper.
    public init(paper: Paper = .mm80) {
        self.paper = paper
    }

    /// The slip as the head burns it. Text that does not fit is wrapped, or broken inside a word: nothing is clipped.
    /// - Throws: ``SlipRenderingError/codeTooLarge`` for a code that could not be read from this paper.
    public func raster(_ document: SlipDocument) throws(SlipRenderingError) -> Raster {
        let flow = try flow(document)
        guard !flow.problems.contains(where: { $0.kind == .codeTooDense }) else { throw .codeTooLarge }
        let canvas = try Canvas(width: flow.width, height: flow.height)
        for draw in flow.drawings { draw(canvas) }
        return try canvas.raster()
    }

    /// How long the slip is, and what of it does not fit.
    public func examine(_ document: SlipDocument) throws(SlipRenderingError) -> SlipExamination {
        let flow = try flow(document)
        return SlipExamination(height: flow.height, problems: flow.problems)
    }

    /// The slip as a PNG picture, for a preview on the screen.
    public func png(_ document: SlipDocument) throws(SlipRenderingError) -> [UInt8] {
        let raster = try raster(document)
        do {
            return try raster.png()
        } catch {
            throw .noPicture
        }
    }

    /// Those of the 18 Kazakh letters that the installed fonts cannot draw; empty on a sound kiosk.
    public static func missingLetters() throws(SlipRenderingError) -> String {
        var missing = ""
        for letter in SlipDocument.kazakhLetters {
            let layout = try TextLayout(SlipDocument.Text(String(letter), size: 30), size: 30, width: 200)
            if layout.unknownGlyphs > 0 { missing.append(letter) }
        }
        return missing
    }

    private func flow(_ document: SlipDocument) throws(SlipRenderingError) -> Flow {
        var flow = Flow(width: paper.rawValue, margin: document.margin)
        try flow.add(document, limit: Self.mostRows)
        return flow
    }
}
