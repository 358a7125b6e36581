/// The contract as it was built into this program (DESIGN 6).
public enum OpenAPIDocument {
    /// OpenAPI 3.1, YAML, UTF-8.
    public static var bytes: [UInt8] { PackageResources.openapi_yaml }
}
