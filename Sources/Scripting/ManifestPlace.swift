// Where a manifest says what a running session can not go on with.

/// Refusals of a manifest that is right in itself.
public enum ManifestPlace {
    /// A refusal at the line where the field is set, or at the returned table.
    ///
    /// - Parameters:
    ///   - outer: the field that it is set in, where a line of its own is not found.
    ///   - message: why, and what to do instead.
    public static func refusal(
        _ field: String, inside outer: String? = nil, in text: [UInt8], file: String,
        _ message: String
    ) -> PluginFault {
        let reader = ManifestReader(data: .none, file: file, text: text)
        var fault = reader.wrong(field, inside: outer, message)
        fault.call = "reload"
        return fault
    }
}
