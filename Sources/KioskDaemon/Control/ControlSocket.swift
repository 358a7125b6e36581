import Glibc

/// The file of the control socket.
enum ControlSocket {
    /// Removes what a killed daemon left behind.
    static func prepare(_ path: String) { unlink(path) }

    /// Owner and group only (DESIGN 5.9); the group comes from the folder.
    static func restrict(_ path: String) { chmod(path, 0o660) }
}
