// Plugins that are wrong, each in one way.

enum BrokenPlugins {
    static let syntax = """
        return {
            name = "broken",
            version = = "1.0.0",
        }
        """

    /// Texts that are refused when they are loaded, with a line.
    static let refused: [(name: String, text: String)] = [
        ("syntax", syntax),
        ("unfinished", "return {\n    name = \"unfinished\",\n"),
        ("context", strategy("context", more: "context = \"everything\",")),
        ("misspelt", strategy("misspelt", more: "lern = function() end,")),
        ("interface", strategy("interface").replacing("api = 1", with: "api = 2")),
        ("parameter", strategy("parameter", more: "params = { base = { type = \"cash\" } },")),
        ("no-decide", strategy("no-decide").replacing("decide =", with: "other =")),
        (
            "stakes",
            """
            return {
                name = "test/stakes", version = "1.0.0", api = 1,
                stakes = { 5, 10 },
                actions = { "PlaceBet", "Spin", "CashOut" },
                step = function() return {} end,
            }
            """
        ),
        ("raises", "local nothing\nreturn nothing.field\n"),
    ]

    /// A strategy that counts its decisions in `memory.n` and does something before each bet.
    static func strategy(_ name: String, more: String = "", _ decision: String = "") -> String {
        """
        return {
            name = "\(name)", version = "1.0.0", api = 1, games = { "slots/*" },
            \(more)
            start = function() return { n = 0 } end,
            decide = function(memory, seen, rng)
                memory.n = memory.n + 1
                \(decision)
                return { type = "PlaceBet", amount = 100 }
            end,
        }
        """
    }

    /// A strategy that bets this in its thirtieth decision.
    static func betting(_ name: String, _ amount: String) -> String {
        strategy(
            name,
            "if memory.n == 30 then return { type = \"PlaceBet\", amount = \(amount) } end")
    }
}
