-- Double after loss: twice the stake after a losing round, back to the base after a winning one.
--
-- Known as the martingale. Every doubling step is worked out once in `start`, as a ladder of
-- stakes: 1.00, 2.00, 4.00 ... up to the cap. A loss climbs one rung, a win returns to the first,
-- and so does a loss on the last rung or a rung that the balance does not cover.

-- The smallest allowed stake not below `wanted`, or the largest stake if all are below it.
local function allowed_stake(stakes, wanted)
    for _, stake in ipairs(stakes) do -- sorted, smallest first
        if stake >= wanted then return stake end
    end
    return stakes[#stakes]
end

---@type stratagem.Strategy
return {
    name = "double-after-loss",
    version = "1.0.0",
    api = 1,
    games = { "slots/*" },
    context = "play", -- also sees the round before, as seen.last
    params = {
        base = { type = "money", default = "1.00", about = "stake after a win" },
        cap = { type = "money", default = "64.00", about = "doubling stops at this stake" },
    },

    start = function(ctx)
        local stakes, cap = ctx.game.stakes, ctx.params.cap
        local ladder = { allowed_stake(stakes, ctx.params.base) }
        local double = ladder[1] * 2
        -- Climb while the game allows exactly twice the stake.
        while double <= cap and allowed_stake(stakes, double) == double do
            ladder[#ladder + 1] = double
            double = double * 2
        end
        return { ladder = ladder, rung = 1 }
    end,

    decide = function(memory, seen)
        local ladder = memory.ladder
        if ladder[memory.rung] > seen.balance then memory.rung = 1 end
        if ladder[1] > seen.balance then return { type = "CashOut" } end
        return { type = "PlaceBet", amount = ladder[memory.rung] }
    end,

    -- Called after each round. A payout equal to the stake is neither: the rung stays.
    learn = function(memory, seen)
        local last = seen.last
        if last.payout < last.stake and memory.rung < #memory.ladder then
            memory.rung = memory.rung + 1
        elseif last.payout ~= last.stake then
            memory.rung = 1
        end
    end,
}
