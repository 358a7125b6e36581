import CPango

/// A picture that could not be drawn.
public struct PlotError: Error, CustomStringConvertible {
    /// What cairo says.
    public var description: String
}

/// DET curves on axes by normal deviate, as PNG. Rates of 0 and 1 are drawn on the edge of the field.
public struct DETPlot {
    /// The curves; the first five have colours of their own.
    public var curves: [DETCurve]
    /// Above the field.
    public var title: String
    /// Below the title: population, counts, threshold.
    public var subtitle: String

    private static let size = (width: 900.0, height: 940.0)
    private static let field = (left: 110.0, top: 110.0, side: 720.0)
    private static let range = (low: 1e-5, high: 0.4)
    private static let ticks: [(share: Double, label: String)] = [
        (1e-5, "0.001"), (1e-4, "0.01"), (1e-3, "0.1"), (0.01, "1"), (0.02, "2"), (0.05, "5"), (0.1, "10"),
        (0.2, "20"), (0.4, "40"),
    ]
    private static let colours: [(Double, Double, Double)] = [
        (0.80, 0.20, 0.15), (0.85, 0.55, 0.10), (0.35, 0.60, 0.20), (0.10, 0.50, 0.70), (0.20, 0.20, 0.60),
    ]

    /// A plot of these curves.
    public init(curves: [DETCurve], title: String, subtitle: String) {
        self.curves = curves
        self.title = title
        self.subtitle = subtitle
    }

    /// The picture, 900 by 940 pixels.
    public func png() throws(PlotError) -> [UInt8] {
        guard
            let surface = cairo_image_surface_create(
                CAIRO_FORMAT_RGB24, Int32(Self.size.width), Int32(Self.size.height)),
            let context = cairo_create(surface)
        else { throw PlotError(description: "no memory for a picture") }
        defer {
            cairo_destroy(context)
            cairo_surface_destroy(surface)
        }
        draw(Canvas(context: context))
        guard cairo_status(context) == CAIRO_STATUS_SUCCESS else {
            throw PlotError(description: String(cString: cairo_status_to_string(cairo_status(context))))
        }
        return try Self.encoded(surface)
    }

    private func draw(_ canvas: Canvas) {
        canvas.colour(1, 1, 1)
        cairo_paint(canvas.context)
        canvas.colour(0, 0, 0)
        canvas.text(title, at: (Self.size.width / 2, 38), size: 22)
        for (number, line) in subtitle.split(separator: "\n").enumerated() {
            canvas.text(String(line), at: (Self.size.width / 2, 64 + 19 * Double(number)), size: 14)
        }
        drawAxes(canvas)
        for (curve, colour) in zip(curves, Self.colours) { draw(curve, colour, canvas) }
        drawLegend(canvas)
    }

    private func drawAxes(_ canvas: Canvas) {
        let field = Self.field
        for tick in Self.ticks {
            let (x, y) = (Self.x(tick.share), Self.y(tick.share))
            canvas.colour(0.85, 0.85, 0.85)
            canvas.line([(x, field.top), (x, field.top + field.side)], width: 1)
            canvas.line([(field.left, y), (field.left + field.side, y)], width: 1)
            canvas.colour(0, 0, 0)
            canvas.text(tick.label, at: (x, field.top + field.side + 22), size: 14)
            canvas.text(tick.label, at: (field.left - 30, y + 5), size: 14)
        }
        let (right, bottom) = (field.left + field.side, field.top + field.side)
        canvas.line(
            [
                (field.left, field.top), (right, field.top), (right, bottom), (field.left, bottom),
                (field.left, field.top),
            ],
            width: 1.5)
        canvas.text(
            "false matches, % of impostor trials (FMR)", at: (field.left + field.side / 2, bottom + 54), size: 16)
        canvas.text(
            "false non-matches, % of genuine trials (FNMR)", at: (36, field.top + field.side / 2), size: 16,
            turned: true)
        canvas.colour(0.6, 0.6, 0.6)
        canvas.line([(field.left, bottom), (right, field.top)], width: 1)
    }

    private func draw(_ curve: DETCurve, _ colour: (Double, Double, Double), _ canvas: Canvas) {
        canvas.colour(colour.0, colour.1, colour.2)
        // A step from one threshold to the next changes one rate at a time: drawn as stairs, not as slopes.
        var stairs: [(Double, Double)] = []
        for point in curve.points {
            let place = (Self.x(point.falseMatchRate), Self.y(point.falseNonMatchRate))
            if let last = stairs.last { stairs.append((place.0, last.1)) }
            stairs.append(place)
        }
        canvas.line(stairs, width: 2.2)
        canvas.dot((Self.x(curve.marked.falseMatchRate), Self.y(curve.marked.falseNonMatchRate)), radius: 6)
    }

    private func drawLegend(_ canvas: Canvas) {
        let left = Self.field.left + Self.field.side - 250
        for (number, (curve, colour)) in zip(curves, Self.colours).enumerated() {
            let y = Self.field.top + 30 + 24 * Double(number)
            canvas.colour(colour.0, colour.1, colour.2)
            canvas.line([(left, y), (left + 34, y)], width: 3)
            canvas.colour(0, 0, 0)
            canvas.text(curve.title, at: (left + 44, y + 5), size: 15, centred: false)
        }
        let y = Self.field.top + 30 + 24 * Double(min(curves.count, Self.colours.count))
        canvas.dot((left + 17, y), radius: 6)
        canvas.text("at the threshold used", at: (left + 44, y + 5), size: 15, centred: false)
    }

    private static func x(_ share: Double) -> Double { field.left + field.side * place(share) }
    private static func y(_ share: Double) -> Double { field.top + field.side * (1 - place(share)) }

    /// 0…1 along an axis.
    private static func place(_ share: Double) -> Double {
        let (low, high) = (NormalDeviate.of(range.low), NormalDeviate.of(range.high))
        return (NormalDeviate.of(min(max(share, range.low), range.high)) - low) / (high - low)
    }
}
