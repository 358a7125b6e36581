public import HelperProtocol
public import KioskDomain

/// The controls of a camera as aligned lines.
public enum CameraControlTable {
    /// One line per control under a head; one sentence when there are none.
    public static func text(_ controls: [CameraControl], in language: Language) -> String {
        guard !controls.isEmpty else { return CameraTexts.noControls[language] + "\n" }
        let head = [
            CameraTexts.control, CameraTexts.range, CameraTexts.standard, CameraTexts.current, CameraTexts.chosen,
        ].map { $0[language] }
        let rows = [head] + controls.map { row($0, language) }
        let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return cells.joined(separator: "  ").trimmedAtEnd + "\n"
        }.joined()
    }

    private static func row(_ control: CameraControl, _ language: Language) -> [String] {
        let step = control.step > 1 ? " / \(control.step)" : ""
        return [
            printable(control.name), "\(control.minimum)…\(control.maximum)\(step)", value(control.standard, control),
            control.current.map { value($0, control) } ?? "?",
            control.chosen.map { value($0, control) } ?? (control.isFixed ? CameraTexts.fixed[language] : "–"),
        ]
    }

    private static func value(_ value: Int, _ control: CameraControl) -> String {
        control.choices[value].map { "\(value) (\(printable($0)))" } ?? "\(value)"
    }

    /// A device's own text must not steer the technician's terminal.
    private static func printable(_ text: String) -> String {
        String(text.prefix(40).map { $0.isASCII && !("\u{20}"..."\u{7E}").contains($0) ? " " : $0 })
    }
}

extension String {
    fileprivate var trimmedAtEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
