-- Flat: the same stake every round, until the balance no longer covers it.
--
-- The smallest useful strategy, and the yardstick for all others. A plugin file returns one table;
-- the host calls `start` once and `decide` before every round.

-- The smallest allowed stake not below `wanted`, or the largest stake if all are below it. Games
-- differ in what they allow (fifteen lines: multiples of 0.15), so 1.00 becomes 1.05 there.
local function allowed_stake(stakes, wanted)
    for _, stake in ipairs(stakes) do -- sorted, smallest first
        if stake >= wanted then return stake end
    end
    return stakes[#stakes]
end

---@type stratagem.Strategy
return {
    name = "flat",
    version = "1.0.0",
    api = 1,
    games = { "slots/*" },
    context = "bootstrap", -- the least a strategy can see: balance, stakes, legal actions
    params = {
        base = { type = "money", default = "1.00", about = "stake of every round" },
    },

    -- What `start` returns is the memory: the only thing that lives from round to round.
    -- Amounts are whole numbers in minor units: 1.00 dollar is 100.
    start = function(ctx)
        return { stake = allowed_stake(ctx.game.stakes, ctx.params.base) }
    end,

    decide = function(memory, seen)
        if seen.balance < memory.stake then return { type = "CashOut" } end
        return { type = "PlaceBet", amount = memory.stake }
    end,
}
