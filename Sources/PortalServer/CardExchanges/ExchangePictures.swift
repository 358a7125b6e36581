import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// Photo and signature specimen of an application. They are kept apart from it, only until an officer has decided, and erased
/// with the decision, or when nobody decided in time (RULES R6).
enum ExchangePictures {
    /// What a picture is.
    enum Kind: String { case photo, specimen }

    /// - Throws: ``PortalProblem`` `exchange.picture-invalid`.
    static func check(_ request: CardExchangeRequest) throws {
        guard PictureSize.isPhoto(request.photo) else {
            throw PortalProblem(.exchangePicture, 422, "the photo is no JPEG of portrait format, 300 by 400 at least")
        }
        guard PictureSize.isSpecimen(request.specimen) else {
            throw PortalProblem(.exchangePicture, 422, "the specimen is no PNG of 100 by 40 to 2000 by 1000")
        }
    }

    static func keep(_ database: any SQLTransaction, _ slip: String, _ request: CardExchangeRequest, at now: UnixTime)
        throws
    {
        for (kind, picture) in [(Kind.photo, request.photo), (.specimen, request.specimen)] {
            try database.execute(
                "INSERT INTO exchangePicture (slip, kind, picture, keptSince) VALUES (?, ?, ?, ?)",
                [slip, kind.rawValue, picture, now.milliseconds])
        }
    }

    /// Nil once it is erased.
    static func find(_ database: any SQLTransaction, _ slip: String, _ kind: Kind) throws -> Data? {
        try database.value("SELECT picture FROM exchangePicture WHERE slip = ? AND kind = ?", [slip, kind.rawValue])
    }

    static func erase(_ database: any SQLTransaction, _ slip: String) throws {
        try database.execute("DELETE FROM exchangePicture WHERE slip = ?", [slip])
    }
}
