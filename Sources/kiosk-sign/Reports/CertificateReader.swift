import CMS
import HelperProtocol
import KioskDevices
import KioskDomain
import PKIX

/// Reads certificates that people have in files.
enum CertificateReader {
    private static let most = 64

    /// DER, PEM, Base64, or the certificates of a CMS.
    static func read(_ documents: [[UInt8]]) throws(Failure) -> [CertificateSummary] {
        guard let bytes = documents.first, documents.count == 1 else {
            throw Failure(.certificateMalformed, "one document is wanted")
        }
        let found: [Certificate]
        do throws(Failure) {
            found = try Certificate.read(bytes)
        } catch {
            guard let document = try? CMSDocument(bytes), !document.certificates.isEmpty else { throw error }
            found = document.certificates
        }
        return found.prefix(most).map { CertificateSummary($0) }
    }
}
