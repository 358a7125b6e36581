import KioskDomain
import PortalContract

/// A sketch of the country with its centres: sizes by machines, and a ring with the number of those that need attention.
struct MapPicture {
    private static let width = 860.0
    private static let height = 440.0

    /// Drawn by hand from a few corners of the border, degrees east and north: enough to find one's way.
    private static let outline: [(Double, Double)] = [
        (46.5, 48.4), (47.4, 50.2), (48.8, 50.6), (51, 51.6), (53.5, 51.3), (55, 50.8), (58.6, 51), (61.5, 50.8),
        (59.6, 51.9), (61.2, 53.2), (62.2, 54), (65.2, 54.4), (68.2, 55), (70.8, 55.2), (73.4, 54), (76.6, 54.3),
        (77.9, 53.3), (80.1, 50.8), (83.4, 51), (87.3, 49.1), (85.6, 47.2), (83, 47.2), (82.5, 45.3), (80.2, 45),
        (80.8, 43.2), (80.2, 42.2), (77, 42.9), (73.6, 43.2), (71, 42.3), (69, 41.4), (66.6, 41.2), (65.9, 43.3),
        (62, 43.5), (58.6, 45.5), (56, 45), (56, 41.3), (54.2, 42.2), (52.5, 41.8), (52.4, 42.8), (50.8, 44.3),
        (51.3, 45.3), (53.1, 45.4), (53, 46.9), (51.2, 46.9), (49, 46.4),
    ]

    let register: CentreRegister
    let centres: [FleetCentre]
    let language: Language

    /// A picture of SVG; every number in it stands in the table beside it.
    var svg: String {
        var text = """
            <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" aria-labelledby="map-title">
            <title id="map-title">\(FleetTexts.map[language])</title>
            <path class="land" d="M\(Self.outline.map { "\(Self.x($0.0)) \(Self.y($0.1))" }.joined(separator: " L")) Z"/>

            """
        for place in centres {
            guard let centre = register.centre(place.centre) else { continue }
            text += mark(centre, place)
        }
        return text + "</svg>"
    }

    private func mark(_ centre: CentreRegister.Centre, _ place: FleetCentre) -> String {
        let (x, y) = (Self.x(centre.longitude), Self.y(centre.latitude))
        let radius = place.machines < 10 ? 6 : place.machines < 100 ? 9 : 13
        let trouble =
            place.troubled > 0
            ? "<path class=\"trouble\" d=\"M\(x) \(y - radius - 3) l\(radius + 3) \(2 * radius + 3) h-\(2 * radius + 6) Z\"/>"
            : "<circle class=\"well\" cx=\"\(x)\" cy=\"\(y)\" r=\"\(radius)\"/>"
        let count = place.troubled > 0 ? "\(place.troubled)/\(place.machines)" : "\(place.machines)"
        let isEast = centre.longitude > 79
        return """
            <g>\(trouble)<text x="\(isEast ? x - radius - 6 : x + radius + 6)" y="\(y + 5)"\
            \(isEast ? " text-anchor=\"end\"" : "")>\(centre.name[language]) \(count)</text></g>

            """
    }

    private static func x(_ longitude: Double) -> Int { Int((longitude - 45.5) / 43 * width) }
    private static func y(_ latitude: Double) -> Int { Int((56 - latitude) / 15.5 * height) }
}
