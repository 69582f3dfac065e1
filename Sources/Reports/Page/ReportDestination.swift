// Where a report goes: a page, a folder of CSV files, or both. It is checked before the work begins,
// so that nobody waits for an hour for a page that can not be written.
private import Foundation
public import Play

/// The files that were asked for.
public struct ReportDestination: Sendable {
    private let page: String?
    private let folder: String?

    /// Whether anything was asked for.
    public var isWanted: Bool { page != nil || folder != nil }

    /// Makes sure that the files can be written; makes the folder where it is missing.
    ///
    /// Throws `INVALID_INPUT` when they can not be.
    ///
    /// - Parameters:
    ///   - page: path of the page; an existing file will be replaced.
    ///   - folder: path of the folder of CSV files; files of the same names will be replaced.
    public init(page: String?, folder: String?) throws(PlayError) {
        self.page = page
        self.folder = folder
        if let page { try ReportDestination.requireFile(page) }
        if let folder { try ReportDestination.requireFolder(folder) }
    }

    private static func requireFile(_ path: String) throws(PlayError) {
        guard !path.isEmpty, !path.hasSuffix("/"), !isFolder(path) else {
            throw PlayError(.invalidInput, "--report \(path) names a folder, not a file: x.html")
        }
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard isFolder(parent) else {
            throw PlayError(
                .invalidInput, "--report \(path): there is no folder \(parent); make it first")
        }
        try requireWritable(parent, "--report \(path)")
    }

    private static func requireFolder(_ path: String) throws(PlayError) {
        if !isFolder(path) {
            do {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: true)
            } catch {
                throw PlayError(
                    .invalidInput, "--csv \(path): the folder can not be made: \(reason(error))")
            }
        }
        try requireWritable(path, "--csv \(path)")
    }

    private static func isFolder(_ path: String) -> Bool {
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        return (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
    }

    // A file is made and removed: permissions do not tell of full disks and read-only ones.
    private static func requireWritable(_ folder: String, _ option: String) throws(PlayError) {
        let probe = folder + "/.stratagem-" + UUID().uuidString
        do {
            try Data([0]).write(to: URL(fileURLWithPath: probe))
            try FileManager.default.removeItem(atPath: probe)
        } catch {
            throw PlayError(
                .invalidInput, "\(option): nothing can be written there: \(reason(error))")
        }
    }

    private static func reason(_ error: any Error) -> String {
        let inner = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        return (inner ?? error as NSError).localizedDescription
    }

    /// Writes the files, each as a whole: a reader sees the old one or the new one. Throws
    /// `STATE_ERROR` when that fails after all.
    ///
    /// - Returns: what was written, one sentence a line.
    public func write(_ report: ReportPage) throws(PlayError) -> [String] {
        var written: [String] = []
        if let page {
            try write(report.html, to: page)
            written.append("report: \(page)")
        }
        if let folder {
            let files = report.files
            for file in files { try write(file.text, to: folder + "/" + file.name) }
            written.append("csv: \(files.count) files in \(folder)")
        }
        return written
    }

    private func write(_ text: String, to path: String) throws(PlayError) {
        do {
            // Written beside it and renamed.
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw PlayError(
                .stateError,
                "\(path) could not be written: \(ReportDestination.reason(error))")
        }
    }
}
