-- Blackjack basic: the best decision for every hand of tables/blackjack, at a flat stake.
--
-- Exact for an infinite deck when the only choices are to hit or to stick and the dealer stands on
-- 17 (solved in Tests/GamesTests/Oracles/blackjack_exact.py). The decisions are the same in all
-- three variants of the game; the mean result of a round is -.0466 stakes in "default", -.0257 in
-- "natural" and -.0431 in "sab".

-- One letter for each up-card of the dealer, ace first: A23456789T. H hits, S sticks.
local hard = { -- sums without an ace that counts as 11; below 12 a hit cannot lose
    [12] = "HHHSSSHHHH",
    [13] = "HSSSSSHHHH",
    [14] = "HSSSSSHHHH",
    [15] = "HSSSSSHHHH",
    [16] = "HSSSSSHHHH",
}
local soft = { -- sums with an ace that counts as 11: hit below 18, stick above
    [18] = "HSSSSSSSHH",
}

local function wants_card(view)
    local rows, always_below = hard, 12
    if view.usable_ace then rows, always_below = soft, 18 end
    local row = rows[view.player]
    if not row then return view.player < always_below end
    return row:sub(view.dealer, view.dealer) == "H"
end

-- The smallest allowed stake not below `wanted`, or the largest stake if all are below it.
local function allowed_stake(stakes, wanted)
    for _, stake in ipairs(stakes) do -- sorted, smallest first
        if stake >= wanted then return stake end
    end
    return stakes[#stakes]
end

---@type stratagem.Strategy
return {
    name = "blackjack-basic",
    version = "1.0.0",
    api = 1,
    games = { "tables/blackjack" },
    context = "bootstrap",
    params = {
        base = { type = "money", default = "1.00", about = "stake of every round" },
    },

    start = function(ctx)
        return { stake = allowed_stake(ctx.game.stakes, ctx.params.base) }
    end,

    -- Called several times a round: once to bet, then until the hand is over. The view shows a hand
    -- only while a round is open.
    decide = function(memory, seen)
        local view = seen.view
        if view.player then
            return { type = wants_card(view) and "Hit" or "Stick" }
        end
        if seen.balance < memory.stake then return { type = "CashOut" } end
        return { type = "PlaceBet", amount = memory.stake }
    end,
}
