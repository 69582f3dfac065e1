-- Fraction: stakes a share of the balance, so bets grow with luck and shrink without it.
--
-- The idea behind Kelly's criterion. The stake is the largest one the game allows within the share;
-- when even the smallest stake is more than that, the strategy cashes out with what is left.

---@type stratagem.Strategy
return {
    name = "fraction",
    version = "1.0.0",
    api = 1,
    games = { "slots/*" },
    context = "bootstrap",
    params = {
        share = {
            type = "number", default = 0.02, min = 0, max = 1,
            about = "part of the balance to stake: 0.02 is one fiftieth",
        },
    },

    -- `at` is a position in the list of stakes, 0 for none. The next stake is mostly near the one
    -- before, so the search starts there instead of at the beginning.
    start = function(ctx)
        return { share = ctx.params.share, at = 0 }
    end,

    decide = function(memory, seen)
        local stakes, within = seen.stakes, seen.balance * memory.share
        local at = memory.at
        while at < #stakes and stakes[at + 1] <= within do at = at + 1 end
        while at > 0 and stakes[at] > within do at = at - 1 end
        memory.at = at
        if at == 0 then return { type = "CashOut" } end
        return { type = "PlaceBet", amount = stakes[at] }
    end,
}
