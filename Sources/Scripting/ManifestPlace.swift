// Where a manifest says what a running session can not go on with.

/// Refusals of a manifest that is right in itself.
public enum ManifestPlace {
    /// A refusal at the line where the field is set, or at the returned table.
    ///
    /// - Parameter message: why, and what to do instead.
    public static func refusal(
        _ field: String, in text: [UInt8], file: String, _ message: String
    ) -> PluginFault {
        var fault = ManifestReader(data: .none, file: file, text: text).wrong(field, message)
        fault.call = "reload"
        return fault
    }
}
