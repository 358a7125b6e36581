import DemonstrationStage
import Testing

@Suite("Demonstration: orders by hand")
struct HandOrderTests {
    @Test(
        "an order finds its part by its word, or by the part's name before it",
        arguments: [
            ("insert", HandOrder.Part.card, "insert"), ("remove", .card, "remove"),
            ("fault pull ins=47", .card, "fault pull ins=47"), ("card status", .card, "status"),
            ("operator insert", .operatorCard, "insert"), ("operator remove", .operatorCard, "remove"),
            ("paper out", .printer, "paper out"), ("paper-out-after 40", .printer, "paper-out-after 40"),
            ("cover open", .printer, "cover open"), ("printer status", .printer, "status"),
            ("dark", .camera, "dark"), ("camera dark", .camera, "dark"), ("person biden", .camera, "person biden"),
            ("turn left", .camera, "turn left"), ("closer", .camera, "closer"), ("camera back", .camera, "back"),
        ])
    func known(text: String, part: HandOrder.Part, line: String) throws {
        let order = try #require(HandOrder(text.split(separator: " ").map(String.init)))
        #expect(order.part == part)
        #expect(order.line == line)
    }

    @Test("anything else is refused", arguments: ["", "status", "card", "operator", "dance", "in sert"])
    func unknown(text: String) {
        #expect(HandOrder(text.split(separator: " ").map(String.init)) == nil)
    }

    @Test("one order is one line")
    func oneLine() {
        #expect(HandOrder(["insert\nremove"]) == nil)
    }
}
