import KioskDomain

extension Localised {
    /// The same text with a value in the place of `{}`.
    func with(_ value: some CustomStringConvertible) -> Localised {
        Localised(kk: filled(kk, value), ru: filled(ru, value), en: filled(en, value))
    }

    private func filled(_ text: String, _ value: some CustomStringConvertible) -> String {
        text.split(separator: "{}", omittingEmptySubsequences: false).joined(separator: value.description)
    }
}
