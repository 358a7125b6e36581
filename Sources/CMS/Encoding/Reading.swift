import KioskDevices
import KioskDomain
import PKIX

extension Failure {
    /// The bytes are not what they claim to be; `detail` names the element.
    static func malformed(_ detail: String) -> Failure { Failure(.documentMalformed, detail) }

    /// Names the structure in which a value did not fit; a coded failure passes as it is.
    static func reading<Value>(_ what: String, _ body: () throws -> Value) throws(Failure) -> Value {
        do {
            return try body()
        } catch let failure as Failure {
            throw failure
        } catch EncodingProblem.size {
            throw Failure(.documentTooLarge, what)
        } catch {
            throw .malformed("\(what): \(error)")
        }
    }
}
