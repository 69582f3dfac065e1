---@meta
-- Made by `stratagem functions --definitions`; do not edit.
-- Point the Lua language server at it: { "workspace.library": ["docs"] }

---What a strategy sees.
---@class stratagem.Seen
---@field session_id string The session's id: the same in every store.
---@field game_id string The game's name.
---@field round integer The number of this round, from 1.
---@field balance integer What the session may still stake, in minor units.
---@field currency string The currency's code.
---@field stakes table The stakes that the game takes, ascending, in minor units.
---@field legal table The types of action that the game takes now.
---@field view any? What the game's observe returned; 1 more per byte of it, and observe.
---@field state string? From context play on: the state of the session.
---@field last table? From context play on: action, stake, payout, symbols of last round.
---@field metrics table? Context summary: total_spins, total_staked, total_payout.
---@field rewards table? Context summary: the latest 16 rewards, each with its round.

---The random numbers of this round.
---@class stratagem.Random
local rng = {}

---Uniform in 1..n, or in a..b. Fuel: 2.
---@param a integer
---@param b? integer
---@return integer
function rng:int(a, b) end

---Uniform in [0, 1), with 53 bits. Fuel: 2.
---@return number
function rng:float() end

---An index, drawn with these weights. Fuel: 4 + #weights.
---@param weights table
---@return integer
function rng:pick(weights) end

---Shuffles a list in place, and gives it. Fuel: 4 + #list.
---@param list table
---@return table
function rng:shuffle(list) end

budget = {}

---Writes a line to the session's log, values separated by tabs. Fuel: 20 + #line / 8.
---@param ... any
function log(...) end

---Fuel that the running call has left. Fuel: 2.
---@return integer
function budget.left() end

---Fuel that the running call has used; a loop may have paid up to 256 units ahead. Fuel: 2.
---@return integer
function budget.used() end
