// What each kind of finding is about, and what its reader can do.

extension StoreFinding.Kind {
    /// What holds in a sound store, in a few words.
    public var invariant: String {
        switch self {
        case .file: "SQLite finds the file whole, no row names one that is missing"
        case .damage: "rows are as they were written (CRC-32)"
        case .segment: "files are there and as they were written (SHA-256)"
        case .rounds: "no gap, no overlap, and the head is their sum"
        case .digest: "each digest continues the one before, up to the head"
        case .balance: "each balance follows from the one before, up to the head"
        case .posting: "a chunk's postings are its money and sum to 0, as do a currency's"
        case .account: "a balance is the sum of its postings and not below 0"
        case .wallet: "held <= balance, spent + granted <= daily limit, as chunks say"
        case .checkpoint: "each is at a chunk's end, with its balance and digest"
        case .plugin: "texts are what their hash says"
        case .reload: "each leads from one text to the next, and chunks name the one that played"
        case .transition: "each is allowed and follows the one before"
        case .end: "ends fit the state, faults the rounds"
        case .replay: "rounds that are played again come out as journalled"
        }
    }

    /// What is counted.
    public var unit: String {
        switch self {
        case .file: "tables"
        case .damage: "rows"
        case .segment: "segments"
        case .rounds, .digest, .balance: "chunks"
        case .posting: "postings"
        case .account: "accounts"
        case .wallet: "wallets"
        case .checkpoint: "checkpoints"
        case .plugin: "texts"
        case .reload: "reloads"
        case .transition: "transitions"
        case .end: "ends and faults"
        case .replay: "rounds"
        }
    }

    /// What to do about such a finding, as a sentence.
    public var advice: String {
        let copy = "Stop what writes to the store and copy its folder before anything else"
        switch self {
        case .file, .damage:
            return "\(copy); then look at the disk (its log, smartctl): sound software does not "
                + "write this. Restore the store from a backup, or go on in a new one."
        case .segment:
            return "Put the file back from a backup. If there is none, give it up with `stratagem "
                + "retain --segment NAME`: figures, money and digests do not need it, and rounds "
                + "that it had can still be regenerated and checked against their digests."
        case .rounds, .digest, .checkpoint, .reload:
            return "\(copy). Do not continue this session; the others are not touched by it. "
                + "Restore it from a backup, or begin it anew with the same seed."
        case .balance, .posting, .account, .wallet:
            return "\(copy). Trust none of the amounts named here: the postings and the chunks are "
                + "two accounts of the same money, and this is where they part. Report it if "
                + "nobody edited the file."
        case .plugin:
            return "Put the text with this hash back, from the plugin's file or its history; until "
                + "then sessions that it played can not be replayed or continued."
        case .transition, .end:
            return "The rounds and the money are not touched by it. Report it if nobody edited the "
                + "file."
        case .replay:
            return "If the plugin draws on something beside the host's numbers, or runs against "
                + "wall time, it is not reproducible; else report it with the session's seed and "
                + "plugins."
        }
    }
}
