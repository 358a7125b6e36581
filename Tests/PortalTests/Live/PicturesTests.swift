import KioskDomain
import PortalContract
import Testing

@testable import PortalServer

struct PicturesTests {
    @Test("the axis of a plot ends at 1, 2 or 5 times a power of ten")
    func axis() {
        for (value, end) in [
            (0, 2), (2, 2), (3, 5), (5, 5), (6, 10), (10, 10), (11, 20), (4_999, 5_000), (5_001, 10_000),
        ] {
            #expect(PlotPicture.roundUp(Double(value)) == Double(end), "\(value)")
        }
    }

    @Test("a plot of one sample, of zeros and of great numbers stays within its picture")
    func bounds() {
        for values in [[0], [7], [0, 0, 0], [1e12, 0, 5e11]] as [[Double]] {
            let times = values.indices.map { Int64($0) * 300_000 }
            let picture = PlotPicture(
                id: "p", title: "t", times: times, lines: [.init(name: "n", values: values)], label: { "\($0)" }
            ).svg
            for match in picture.matches(of: /(\d+),(-?\d+)/) {
                #expect((0...720).contains(Int(match.output.1) ?? -1) && (0...220).contains(Int(match.output.2) ?? -1))
            }
        }
    }

    @Test("every centre of the register lies within the map, and says its machines and those that need attention")
    func map() {
        let centres = CentreRegister.standard.centres.map { FleetCentre(centre: $0.code, machines: 12, troubled: 3) }
        #expect(centres.count == 20 && Set(centres.map(\.centre)).count == 20)
        let map = MapPicture(
            register: .standard, centres: centres + [FleetCentre(centre: "X", machines: 1, troubled: 1)],
            language: .kazakh
        ).svg
        let marks = map.matches(of: /M(\d+) (-?\d+) l/)
        #expect(marks.count == 20)
        for mark in marks {
            #expect((0...860).contains(Int(mark.output.1) ?? -1) && (0...440).contains(Int(mark.output.2) ?? -1))
        }
        #expect(map.contains(">Қызылорда 3/12<"))
    }

    @Test("a span is said in its greatest unit, a clock behind and ahead alike")
    func spans() {
        for (milliseconds, text) in [
            (0, "0 s"), (119_999, "119 s"), (120_000, "2 min"), (-7_200_000, "2 h"), (172_800_000, "2 d"),
        ] as [(Int64, String)] { #expect(FleetTexts.span(milliseconds, .english) == text) }
    }
}
