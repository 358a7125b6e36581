import PortalContract

extension PortalOperation {
    /// The path with something in the place of each parameter.
    var sample: String { sample("", "") }

    /// With `value` in the place of one parameter.
    func sample(_ name: String, _ value: String) -> String {
        path.split(separator: "/").map { part in
            switch part {
            case "{\(name)}": value
            case "{sequence}": "1"
            case "{serial}": "0a"
            case "{slip}": "M00000000000"
            case "{logIn}": "00112233445566778899aabbccddeeff"
            case "{access}": "00112233445566778899aabbccddeeff"
            case "{code}": "kiosk.fenced"
            case let part where part.hasPrefix("{"): "x"
            default: String(part)
            }
        }.reduce("") { "\($0)/\($1)" }
    }
}
