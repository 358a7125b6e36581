import CPango
import KioskDomain

/// One text set in lines: wrapped at words, and inside a word that is wider than the box, so that nothing is clipped.
final class TextLayout {
    /// A fixed family, so that a slip does not depend on what else is installed; Debian's fonts-dejavu-core has it,
    /// with all Kazakh letters.
    static let family = "DejaVu Sans"

    private let layout: OpaquePointer
    private let width: Int

    init(
        _ text: SlipDocument.Text, size: Int, width: Int, alignment: SlipDocument.Alignment = .left
    ) throws(SlipRenderingError) {
        guard let fonts = pango_cairo_font_map_get_default(), let context = pango_font_map_create_context(fonts) else {
            throw .noFonts
        }
        defer { g_object_unref(UnsafeMutableRawPointer(context)) }
        let options = cairo_font_options_create()
        defer { cairo_font_options_destroy(options) }
        // Shapes are thresholded to one bit: grey edges without hinting give the truest outline at 203 dpi.
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        // Else the language comes from the environment of the process.
        pango_context_set_language(context, pango_language_from_string(text.language.rawValue))
        guard let layout = pango_layout_new(context) else { throw .noFonts }
        self.layout = layout
        self.width = width

        let font = pango_font_description_new()
        defer { pango_font_description_free(font) }
        pango_font_description_set_family(font, Self.family)
        pango_font_description_set_weight(font, text.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_absolute_size(font, Double(size) * Double(PANGO_SCALE))
        pango_layout_set_font_description(layout, font)
        pango_layout_set_width(layout, Int32(width) * PANGO_SCALE)
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        // Slips are read from the left, whatever letters a name brings along.
        pango_layout_set_auto_dir(layout, 0)
        pango_layout_set_alignment(layout, alignment.pango)
        pango_layout_set_text(layout, text.string, Int32(clamping: text.string.utf8.count))
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// Height of all lines.
    var height: Int { Int(extents.logical.height) }

    var lines: Int { Int(pango_layout_get_line_count(layout)) }

    /// Letters that no installed font can draw.
    var unknownGlyphs: Int { Int(pango_layout_get_unknown_glyphs_count(layout)) }

    /// True when some word is wider than the box, so that it must be broken.
    var breaksWords: Bool {
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD)
        defer { pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR) }
        return Int(extents.logical.width) > width
    }

    /// The box of the ink itself.
    var ink: PangoRectangle { extents.ink }

    private var extents: (ink: PangoRectangle, logical: PangoRectangle) {
        var ink = PangoRectangle()
        var logical = PangoRectangle()
        pango_layout_get_pixel_extents(layout, &ink, &logical)
        return (ink, logical)
    }

    func draw(on canvas: Canvas, x: Int, y: Int) {
        cairo_move_to(canvas.context, Double(x), Double(y))
        pango_cairo_show_layout(canvas.context, layout)
    }
}

extension SlipDocument.Alignment {
    fileprivate var pango: PangoAlignment {
        switch self {
        case .left: PANGO_ALIGN_LEFT
        case .centre: PANGO_ALIGN_CENTER
        case .right: PANGO_ALIGN_RIGHT
        }
    }
}
