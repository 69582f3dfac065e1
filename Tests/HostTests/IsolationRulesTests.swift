// Goal: a rule holds for a plugin however its path is written, and for its text when only that is
// left.
// Method: folders with plugins and links; catalogues with rules; no process is started, because
// only where a plugin would live is asked.

import Foundation
import Host
import Play
import Scripting
import Testing

@Suite("Rules of isolation")
struct IsolationRulesTests {
    private let folder: TemporaryFolder
    private let warden = PluginWarden(program: "/nonexistent")

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("strategies/found/one.lua", HostPlugins.steady(name: "one"))
        try folder.write("strategies/found/deep/two.lua", HostPlugins.steady(name: "two"))
        try folder.write("strategies/own.lua", HostPlugins.steady(name: "own"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/strategies/link.lua",
            withDestinationPath: folder.path + "/strategies/found/one.lua")
    }

    private func isIsolated(
        _ file: String, _ rules: [(String, IsolationRules.Tier)],
        everywhere: IsolationRules.Tier? = nil
    ) -> Bool {
        let rules = IsolationRules(
            rules: rules.map { IsolationRules.Rule(plugins: $0.0, tier: $0.1) },
            everywhere: everywhere, folder: folder.path, warden: warden)
        if case .process = rules.tier(ofFile: file) { return true }
        return false
    }

    @Test(
        "patterns match files, folders and everything below",
        arguments: [
            ("strategies/found/*", "strategies/found/one.lua", true),
            ("strategies/found/*", "strategies/found/deep/two.lua", false),
            ("strategies/found/**", "strategies/found/deep/two.lua", true),
            ("strategies/found/", "strategies/found/deep/two.lua", true),
            ("strategies/found/", "strategies/own.lua", false),
            ("strategies/o*n.lua", "strategies/own.lua", true),
            ("./strategies/own.lua", "strategies/own.lua", true),
            ("strategies/own", "strategies/own.lua", false),
            ("**", "strategies/own.lua", true),
            ("*", "strategies/own.lua", false),
        ])
    func patterns(pattern: String, file: String, expected: Bool) {
        #expect(isIsolated(file, [(pattern, .process)]) == expected)
    }

    @Test("another spelling of a path, or a link to it, does not lead around a rule")
    func spellings() {
        let rule = [("strategies/found/", IsolationRules.Tier.process)]
        for file in [
            "strategies/found/one.lua", "./strategies/found/one.lua",
            "strategies/../strategies/found/one.lua", "strategies//found/one.lua",
            folder.path + "/strategies/found/one.lua", "strategies/link.lua",
        ] {
            #expect(isIsolated(file, rule), "\(file)")
        }
    }

    @Test("the first rule that matches counts, and --isolation overrules all")
    func order() {
        let rules = [
            ("strategies/found/one.lua", IsolationRules.Tier.none), ("strategies/", .process),
        ]
        #expect(!isIsolated("strategies/found/one.lua", rules))
        #expect(isIsolated("strategies/own.lua", rules))
        #expect(isIsolated("strategies/found/one.lua", rules, everywhere: .process))
        #expect(!isIsolated("strategies/own.lua", rules, everywhere: IsolationRules.Tier.none))
        #expect(!isIsolated("games/any.lua", rules))
    }
}
