internal import CPango

/// Lines, dots and labels on a cairo context.
struct Canvas {
    let context: OpaquePointer

    func colour(_ red: Double, _ green: Double, _ blue: Double) { cairo_set_source_rgb(context, red, green, blue) }

    func line(_ points: [(Double, Double)], width: Double) {
        guard let first = points.first else { return }
        cairo_set_line_width(context, width)
        cairo_move_to(context, first.0, first.1)
        for point in points.dropFirst() { cairo_line_to(context, point.0, point.1) }
        cairo_stroke(context)
    }

    func dot(_ middle: (Double, Double), radius: Double) {
        cairo_new_path(context)
        cairo_arc(context, middle.0, middle.1, radius, 0, 2 * .pi)
        cairo_fill(context)
    }

    /// One line of text on its baseline.
    func text(
        _ text: String, at place: (Double, Double), size: Double, centred: Bool = true, turned: Bool = false
    ) {
        cairo_select_font_face(context, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(context, size)
        var extents = cairo_text_extents_t()
        cairo_text_extents(context, text, &extents)
        cairo_save(context)
        cairo_translate(context, place.0, place.1)
        if turned { cairo_rotate(context, -.pi / 2) }
        cairo_move_to(context, centred ? -extents.x_advance / 2 : 0, 0)
        cairo_show_text(context, text)
        cairo_restore(context)
    }
}

extension DETPlot {
    private struct Sink { var bytes: [UInt8] = [] }

    static func encoded(_ surface: OpaquePointer) throws(PlotError) -> [UInt8] {
        var sink = Sink()
        let status = withUnsafeMutablePointer(to: &sink) { sink in
            cairo_surface_write_to_png_stream(
                surface,
                { sink, data, length in
                    guard let sink, let data else { return CAIRO_STATUS_WRITE_ERROR }
                    sink.assumingMemoryBound(to: Sink.self).pointee.bytes.append(
                        contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
                    return CAIRO_STATUS_SUCCESS
                }, sink)
        }
        guard status == CAIRO_STATUS_SUCCESS else {
            throw PlotError(description: String(cString: cairo_status_to_string(status)))
        }
        return sink.bytes
    }
}
