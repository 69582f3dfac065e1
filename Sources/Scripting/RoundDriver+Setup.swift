// Lending a session's names and stakes to C.
internal import CLuaBridge

extension RoundDriver.Setup {
    /// Calls the body with the C form, valid during the call.
    func withBridged<Result>(_ body: (inout sg_session_setup) -> Result) -> Result {
        unsafe withCStrings([sessionID, gameID, currency]) { names in
            unsafe withCStrings(symbols) { symbolNames in
                unsafe withCStrings(actions) { actionNames in
                    unsafe stakes.withUnsafeBufferPointer { stakes in
                        unsafe RoundLikeness.withBridged(likeness) { likeness in
                            var setup = unsafe sg_session_setup(
                                session_id: names[0], game_id: names[1], currency: names[2],
                                symbols: symbolNames.baseAddress,
                                symbol_count: Int32(clamping: symbols.count),
                                actions: actionNames.baseAddress,
                                action_count: Int32(clamping: actions.count),
                                stakes: stakes.baseAddress,
                                stake_count: Int32(clamping: stakes.count),
                                context: context.code, likeness: likeness)
                            return unsafe body(&setup)
                        }
                    }
                }
            }
        }
    }
}

/// Lends NUL-terminated copies of the texts. The array has one more, empty, entry, so that it has
/// an address even when there are no texts.
private func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
    var bytes: [CChar] = []
    var offsets: [Int] = []
    for text in texts {
        offsets.append(bytes.count)
        bytes.append(contentsOf: text.utf8.map { CChar(bitPattern: $0) })
        bytes.append(0)
    }
    offsets.append(bytes.count)
    bytes.append(0)
    return unsafe bytes.withUnsafeBufferPointer { storage in
        let pointers = unsafe offsets.map { offset in
            unsafe storage.baseAddress.map { unsafe $0 + offset }
        }
        return unsafe pointers.withUnsafeBufferPointer { unsafe body($0) }
    }
}
