/// Bytes of hexadecimal digits, as the worked examples print them; blanks and line ends do not count.
func bytes(_ text: String) -> [UInt8] {
    let digits = text.utf8.filter { $0 > 0x20 }.map { UInt8($0 > 0x39 ? ($0 & 0x5F) - 0x37 : $0 - 0x30) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
