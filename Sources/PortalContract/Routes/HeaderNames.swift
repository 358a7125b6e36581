public import HTTPTypes

extension HTTPField.Name {
    /// Chosen by the kiosk, stored by the portal with the answer, for ever.
    public static let idempotencyKey: HTTPField.Name = {
        guard let name = HTTPField.Name("Idempotency-Key") else { preconditionFailure("not a field name") }
        return name
    }()
}
