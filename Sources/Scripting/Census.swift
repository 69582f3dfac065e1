// What the sandboxes of this process hold.
internal import CLuaBridge

/// Counted at one moment: for tests and figures that show that nothing is left behind.
public struct Census: Hashable, Sendable {
    /// Plugin states that live.
    public var plugins: Int64
    /// Texts in the compile cache, at most 64.
    public var compiledTexts: Int64
    /// Bytes allocated from the C library by the whole process.
    public var heapBytes: Int64

    /// Counts now; any thread.
    public static func now() -> Census {
        let taken = sg_census_take()
        return Census(
            plugins: taken.plugins, compiledTexts: taken.compiled_texts,
            heapBytes: taken.heap_bytes)
    }
}
