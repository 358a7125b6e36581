import Glibc

/// Whole lines at once, for a program that waits for them.
enum Console {
    static func say(_ line: String) { write("\(line)\n", STDOUT_FILENO) }
    static func note(_ line: String) { write("\(line)\n", STDERR_FILENO) }

    private static func write(_ text: String, _ descriptor: Int32) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(descriptor, bytes, bytes.count)
    }
}
