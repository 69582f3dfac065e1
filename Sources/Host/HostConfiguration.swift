// stratagem.yaml: what the host does on this machine, as against what a session is.
//
//   isolation:                       which plugins get a process of their own; the first match counts
//     - plugins: "strategies/found/*"
//       tier: process                # process or none
//   isolation_limits:
//     call_milliseconds: 600         # a call is stopped from inside
//     request_milliseconds: 800      # its process is killed
//     quarantine_after: 3            # lost processes after which a plugin is not started again
//   storage:
//     free_mebibytes_min: 256        # sessions wait while the store's file system has less free
//   segments:                        # of the store of a running host: see SegmentRules.swift
//     seal_after: 10m
//
// Nothing here changes a result, so nothing of it is stored with a session.
private import Foundation
public import Play
private import Scripting
public import Storage
internal import Yams

/// The configuration of the host, read from a file in YAML.
public struct HostConfiguration: Hashable, Sendable, Decodable {
    /// Limits of isolated plugins; what is left out stays as it is.
    public struct IsolationLimits: Hashable, Sendable, Decodable {
        public var callMilliseconds: Int64?
        public var requestMilliseconds: Int64?
        public var quarantineAfter: Int?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case callMilliseconds = "call_milliseconds"
            case requestMilliseconds = "request_milliseconds"
            case quarantineAfter = "quarantine_after"
        }
    }

    /// What the disk of the store is kept to; what is left out stays as it is.
    public struct StoreLimits: Hashable, Sendable, Decodable {
        /// 0 for no mark.
        public var freeMebibytesMin: Int64?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case freeMebibytesMin = "free_mebibytes_min"
        }
    }

    public var isolation: [IsolationRules.Rule]?
    public var isolationLimits: IsolationLimits?
    public var storage: StoreLimits?
    public var segments: SegmentRules?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case isolation, segments
        case isolationLimits = "isolation_limits"
        case storage
    }

    public init() {}

    /// The file that is read when none is named.
    public static let standardFile = "stratagem.yaml"

    /// Reads the file. Without a name: `stratagem.yaml` of the folder, or nothing when there is none.
    ///
    /// Throws `PlayError`: `NOT_FOUND` for a named file that is missing, `INVALID_INPUT` with file
    /// and line for one that can not be understood.
    public static func read(file: String?, folder: String = ".") throws(PlayError) -> Self {
        let name = file ?? standardFile
        let path = name.hasPrefix("/") || folder == "." ? name : folder + "/" + name
        guard FileManager.default.fileExists(atPath: path) else {
            if file == nil { return HostConfiguration() }
            throw PlayError(.notFound, "there is no configuration \(name)")
        }
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(data: data, encoding: .utf8)
        else {
            throw PlayError(.invalidInput, "\(name) can not be read as UTF-8 text")
        }
        return try parse(text, file: name)
    }

    /// The configuration in a text; `file` is how errors name it.
    public static func parse(_ text: String, file: String) throws(PlayError) -> Self {
        do {
            guard let node = try Yams.compose(yaml: text) else { return HostConfiguration() }
            try ConfigurationKeys.check(node, file: file)
            let read = try YAMLDecoder().decode(HostConfiguration.self, from: text)
            try read.checkLimits(file: file)
            try read.segments?.check(file: file)
            return read
        } catch let error as PlayError {
            throw error
        } catch let error as DecodingError {
            throw PlayError(.invalidInput, "\(file): \(ConfigurationKeys.text(of: error))")
        } catch {
            throw PlayError(.invalidInput, "\(file): \(error)")
        }
    }

    private func checkLimits(file: String) throws(PlayError) {
        let patience = patience
        let allowed: ClosedRange<Int64> = 1...60_000
        guard allowed.contains(patience.callMilliseconds),
            allowed.contains(patience.requestMilliseconds),
            patience.callMilliseconds < patience.requestMilliseconds
        else {
            throw PlayError(
                .invalidInput,
                "\(file): call_milliseconds (\(patience.callMilliseconds)) must be below "
                    + "request_milliseconds (\(patience.requestMilliseconds)), both from 1 to "
                    + "60000")
        }
        guard patience.lossesMax >= 1 else {
            throw PlayError(.invalidInput, "\(file): quarantine_after must be 1 or more")
        }
        if let free = storage?.freeMebibytesMin,
            !(0...HostConfiguration.freeMebibytesMost).contains(free)
        {
            throw PlayError(
                .invalidInput,
                "\(file): free_mebibytes_min (\(free)) must be from 0 (no mark) to "
                    + "\(HostConfiguration.freeMebibytesMost)")
        }
    }
}

extension HostConfiguration {
    /// A tebibyte.
    static let freeMebibytesMost: Int64 = 1 << 20

    /// Where the committer of a store looks for room.
    public func room(store: String) -> StorageRoom {
        StorageRoom(path: store, freeBytesMin: storage?.freeMebibytesMin.map { $0 << 20 })
    }

    /// The limits of isolated plugins, with what was left out filled in.
    public var patience: PluginWarden.Patience {
        var patience = PluginWarden.Patience()
        patience.callMilliseconds =
            isolationLimits?.callMilliseconds ?? patience.callMilliseconds
        patience.requestMilliseconds =
            isolationLimits?.requestMilliseconds ?? patience.requestMilliseconds
        patience.lossesMax = isolationLimits?.quarantineAfter ?? patience.lossesMax
        return patience
    }
}
