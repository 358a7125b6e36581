/// The TCP ports that are really taken.
struct StagePorts: Sendable, Hashable {
    var portal: UInt16 = 0
    /// OCSP, time stamps and lists of the portal's authorities.
    var services: UInt16 = 0
    /// Of the portal, for who shows a certificate.
    var machines: UInt16 = 0
    /// 0 when a real printer is used.
    var printer: UInt16 = 0
    /// The door for portal pages.
    var door: UInt16 = 0
    var screens: UInt16 = 0
    /// The hall's, for machines with a certificate.
    var hall: UInt16 = 0
    /// The hall's, for machines with a code.
    var hallEnrolment: UInt16 = 0
    /// The pages of the hall's machine.
    var hallPages: UInt16 = 0
}
