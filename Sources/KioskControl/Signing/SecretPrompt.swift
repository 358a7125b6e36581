internal import Glibc
public import KioskDevices
internal import Synchronization

/// Reads a PIN or password from the terminal without showing it; byte by byte into locked memory.
public enum SecretPrompt {
    /// One line of standard input. The prompt goes to standard error, so that results can be piped.
    ///
    /// - Returns: empty when the input has ended.
    public static func read(_ prompt: String) -> SecretBytes {
        var settings = termios()
        let isTerminal = tcgetattr(STDIN_FILENO, &settings) == 0
        if isTerminal {
            say(prompt + ": ")
            var silent = settings
            silent.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        }
        defer {
            if isTerminal {
                tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
                say("\n")
            }
        }
        var secret = SecretBytes()
        var byte: UInt8 = 0
        while Glibc.read(STDIN_FILENO, &byte, 1) == 1, byte != UInt8(ascii: "\n") {
            guard secret.append(byte) else { break }
        }
        byte = 0
        return secret
    }

    private static func say(_ text: String) {
        var bytes = Array(text.utf8)
        _ = write(STDERR_FILENO, &bytes, bytes.count)
    }

    /// A question that only `yes` answers.
    public static func confirms(_ question: String) -> Bool {
        say(question + " [yes/no] ")
        return readLine() == "yes"
    }
}

/// Carries a secret into work that runs elsewhere; it is taken once.
public final class SecretBytesBox: Sendable {
    private let content: Mutex<SecretBytes?>

    /// Holds the secret until it is taken.
    public init(_ secret: consuming SecretBytes) { content = Mutex(secret) }

    /// The secret, once.
    public func take() -> SecretBytes? { content.withLock { $0.take() } }
}
