import Glibc

/// Lets this program start anew in its own place, where no service manager would do it: same process, same parent, same
/// arguments, nothing else kept.
public enum NextStart {
    /// Whether a service manager watches over this process: it starts it again when it ends.
    public static var isManaged: Bool { NotifySocket.fromEnvironment() != nil }

    /// Returns only when the kernel refuses.
    public static func take() {
        // What a thread of ours had blocked or ignored would stay so in the next program (execve(2)).
        for signal in [SIGTERM, SIGINT, SIGHUP] { Glibc.signal(signal, SIG_DFL) }
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        // Sockets and files of this start; the streams stay.
        for file: Int32 in 3..<4096 { _ = fcntl(file, F_SETFD, FD_CLOEXEC) }
        var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
        execv("/proc/self/exe", &arguments)
        for argument in arguments { free(argument) }
    }
}
