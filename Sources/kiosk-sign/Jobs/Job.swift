import HelperProtocol
import KioskDevices
import KioskDomain

/// Work that may need something from the network before it ends.
protocol Job: AnyObject {
    /// Goes on as far as it can.
    func advance(_ exchange: Exchange) throws -> JobStep
    /// Takes what was fetched, in the order in which it was asked for; nil for what was not to be had.
    func supply(_ answers: [[UInt8]?]) throws
    /// How many answers it waits for.
    var awaited: Int { get }
}

/// How far a job is.
enum JobStep {
    case needs([FetchRequest])
    case done(SigningAnswer, documents: [[UInt8]] = [])
    /// Prepared documents to be kept, in their order.
    case prepared([PreparedDocument])
}
