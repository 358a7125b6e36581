/// What slips that broke off may have left in a printer.
struct Remains {
    /// A part of an unfinished slip may hang under the cutter: at first because the process before this one may have
    /// been killed.
    var needsCut = true
    /// The printer may hold bytes of an unfinished slip.
    var mayBeHeld = true
    /// A slip broke off, and the printer could not be cleared.
    var needsClear = false

    mutating func cleared() { (mayBeHeld, needsClear) = (false, false) }

    mutating func broke() { (needsCut, needsClear) = (true, true) }

    /// The slip is behind the cut that went before it.
    mutating func printed() { (mayBeHeld, needsCut) = (false, false) }
}
