internal import Glibc
internal import KioskDevices

/// A model file that must be there, whole.
public struct ModelFile: Sendable, Hashable {
    /// Name inside the folder of models.
    public var name: String
    /// Bytes.
    public var size: Int64

    /// Every field as given.
    public init(name: String, size: Int64) {
        self.name = name
        self.size = size
    }
}

/// Checks of files and folders.
public enum FileChecks {
    /// The journal's folder belongs to one user and is closed to all others.
    public static func journalFolder(_ folder: String) -> Check {
        Check(id: "journal.folder") {
            var status = stat()
            guard stat(folder, &status) == 0 else {
                let isMissing = errno == ENOENT
                return CheckResult(
                    id: "journal.folder", state: isMissing ? .fault : .unknown,
                    finding: "\(folder): \(isMissing ? "missing" : "errno \(errno)")",
                    remedy: "start kioskd once, or systemd-tmpfiles --create")
            }
            guard status.st_mode & 0o027 == 0 else {
                return CheckResult(
                    id: "journal.folder", state: .fault,
                    finding: "\(folder) has mode \(String(status.st_mode & 0o7777, radix: 8))",
                    remedy: "chmod 0700 \(folder)")
            }
            return CheckResult(id: "journal.folder", state: .ok, finding: "\(folder) is closed to others")
        }
    }

    /// The configuration can be read.
    public static func configuration(_ path: String) -> Check {
        Check(id: "configuration") {
            guard access(path, R_OK) == 0 else {
                return CheckResult(
                    id: "configuration", state: .fault,
                    finding: "\(path): \(errno == ENOENT ? "missing" : "not readable, errno \(errno)")",
                    remedy: "put kioskd.yaml there, readable by the group kiosk")
            }
            return CheckResult(id: "configuration", state: .ok, finding: "\(path) is readable")
        }
    }

    /// Somebody is trusted. Without an authority kioskd runs: no signature is judged, and whether an EDS was revoked is not
    /// learnt (RULES E10).
    public static func trust(_ path: String) -> Check {
        let remedy = "name a PEM file with the roots of the NCA in signing.trust-file and restart kioskd"
        return Check(id: "signing.trust") {
            guard !path.isEmpty else {
                return CheckResult(
                    id: "signing.trust", state: .warning,
                    finding: "no authority (certificate.issuer-missing): whether an EDS was revoked is not checked",
                    remedy: remedy)
            }
            guard access(path, R_OK) == 0 else {
                return CheckResult(
                    id: "signing.trust", state: .fault,
                    finding: "\(path): \(errno == ENOENT ? "missing" : "not readable, errno \(errno)")", remedy: remedy)
            }
            return CheckResult(id: "signing.trust", state: .ok, finding: "\(path) is readable")
        }
    }

    /// Every model file is there in its full size.
    public static func models(folder: String, _ files: [ModelFile]) -> Check {
        Check(id: "models") {
            for file in files {
                var status = stat()
                guard stat("\(folder)/\(file.name)", &status) == 0 else {
                    return CheckResult(
                        id: "models", state: .fault, finding: "\(file.name) is missing in \(folder)",
                        remedy: "fetch the models again; without them no face can be matched")
                }
                guard Int64(status.st_size) == file.size else {
                    return CheckResult(
                        id: "models", state: .fault, finding: "\(file.name) is not whole",
                        remedy: "delete it and fetch the models again")
                }
            }
            return CheckResult(id: "models", state: .ok, finding: "\(files.count) files in \(folder)")
        }
    }
}
