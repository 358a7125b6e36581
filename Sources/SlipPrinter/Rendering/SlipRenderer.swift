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
    /// The PNG could not be written.
    case noPicture

    /// All of them are our own fault, never the person's.
    public var code: FailureCode { .internalError }

    /// For a technician.
    public var detail: String {
        switch self {
        case .noFonts: "no font found: is fonts-dejavu-core installed?"
        case .noCanvas: "no memory for the slip's picture"
        case .codeTooLarge: "the QR code does not fit the paper"
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
    }

    /// The paper drawn for.
    public var paper: Paper

    /// A renderer for one kind of paper.
    public init(paper: Paper = .mm80) {
        self.paper = paper
    }

    /// The slip as the head burns it.
    public func raster(_ document: SlipDocument) throws(SlipRenderingError) -> Raster {
        let scale = TypeScale(width: paper.rawValue)
        var flow = Flow(scale: scale, languages: document.languages)
        try flow.add(document)
        let canvas = try Canvas(width: scale.width, height: flow.height)
        for draw in flow.drawings { draw(canvas) }
        return try canvas.raster()
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
            let layout = try TextLayout(String(letter), .plain(30), width: 200, language: .kazakh)
            if layout.unknownGlyphs > 0 { missing.append(letter) }
        }
        return missing
    }
}
