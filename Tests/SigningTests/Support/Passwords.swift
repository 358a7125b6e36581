import KioskDevices

/// A password as the program gets it.
func secret(_ text: String) -> SecretBytes {
    var secret = SecretBytes()
    for byte in text.utf8 { _ = secret.append(byte) }
    return secret
}
