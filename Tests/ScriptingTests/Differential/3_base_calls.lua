-- Calls of base functions, calls by registered types, and the run itself; the third part of the
-- generator, see 1_values.lua.

-- Base functions, metamethods, coroutines and loaded texts.

local ANSWERS = { nil, false, true, 5, 2.5, "y", "" }

call("tostring", tostring, function()
  local answer = ANSWERS[random(7)]
  local meta = pick({
    { __tostring = function() return answer end }, { __tostring = function() return {} end },
    { __name = "named", __tostring = function(t) return "object " .. #t end },
    { __tostring = function() error("refused", 0) end }, { __tostring = 5 },
  })
  if chance(50) then return pick(FLOATS) end
  return chance(20) and pick(INTEGERS) or setmetatable(list(), meta)
end)
call("pairs with __pairs", function(t)
  local out = {}
  for k, v, extra in pairs(t) do out[#out + 1] = show_all(k, v, extra) end
  return concat(out, " ")
end, function()
  local values = list()
  local step = function(_, i) if i < #values then return i + 1, values[i + 1], "extra" end end
  return setmetatable({}, pick({
    { __pairs = function(t) return step, t, 0 end }, { __pairs = function() return step, nil end },
    { __pairs = 5 }, { __pairs = function() error({}) end }, { __index = values },
  }))
end)
call("ipairs", function(t)
  local out = {}
  for i, v in ipairs(t) do
    out[#out + 1] = show_all(i, v)
    if i > 20 then break end
  end
  return concat(out, " ")
end, function()
  return chance(50) and odd(list()) or setmetatable({}, { __index = list() })
end)
call("class", function(t, name, ...) return show_all(table[name](t, ...)) .. show(t) end, function()
  local class = { __index = { "a", "b", name = "c" } }
  return setmetatable({ 1, 2, 3 }, class), pick({ "insert", "remove", "concat", "unpack" })
end)
call("sort by an order that is none", function(t, f)
  local before = #t
  pcall(table.sort, t, f)
  local sum = 0
  for i = 1, #t do sum = sum + t[i] end
  return before, #t, sum  -- which order comes out is nobody's to say, but all elements must be there
end, function()
  local t = {}
  for i = 1, random(60) do t[i] = random(50) end
  return t, pick({
    function() return true end, function() return false end, function(a, b) return a <= b end,
    function(a) return a % 2 == 0 end, function(a, b) return (a * 7 + b) % 3 == 0 end,
    function(a, b) if a == b then error("equal") end return a < b end,
  })
end)

local TEXTS = {
  "return x", "x = 1 return x, y", "return ...", "local a <const> = 1 a = 2", "return 1 +", "goto a",
  "return function() return x end", "::a:: ::a::", "for i = 1 do end", "error('at', 1)", "x()",
  "local t <close> = 5", "return 0x", "return '\\q'", "break", "return _ENV", "", "\27Lua", "#x",
  "return 'a\nb'", "do return end x = 1", "local function f() error({}) end f()", "return (...)()",
}

call("load", function(text, name, mode, environment)
  local f, message = load(text, name, mode, environment)
  if not f then return f, message end
  return show_all(pcall(f, 1, "two")) .. show(environment.y) .. show(environment.x)
end, function()
  local name = chance(70) and pick({ "=name", "@file.lua", "text", "line\nline", "=" }) or "=n"
  local text = chance(80) and pick(TEXTS) or random_string()
  return text, name, "t", { x = 7, y = "why", error = error }
end)
call("coroutine", function(...)
  local out = {}
  local co = coroutine.create(function(...)
    local got = table.pack(coroutine.yield(...))
    if got[1] == "fail" then error(got[2], got[3]) end
    out[#out + 1] = show_all(pcall(coroutine.yield, unpack(got, 1, got.n)))
    return select("#", ...), coroutine.isyieldable()
  end)
  for _ = 1, 4 do
    out[#out + 1] = show_all(coroutine.resume(co, ...)) .. coroutine.status(co)
  end
  local wrapped = coroutine.wrap(function(a) error(a) end)
  out[#out + 1] = show_all(pcall(wrapped, ...))
  return concat(out, "; ")
end, function()
  return chance(20) and "fail" or random_value(), random_value(), chance(50) and random(3) or nil
end)
call("xpcall", function(value, level, answer)
  return xpcall(function() error(value, level) end, function(message)
    return answer, message, type(message)
  end)
end, function() return random_value(), random(4) - 1, random_value() end)
call("gsub of kept captures", string.gsub, function()
  local table_or_function = chance(50)
      and setmetatable({}, { __index = function(_, k) return ANSWERS[#tostring(k) % 7 + 1] end })
    or function(...) return (select(-1, ...)) end
  return random_string(20), pick({ "()", "(()a)", "%f[%w]()%w+", "(%b())", "^(.)", "(.)%1", "()$" }),
    table_or_function, chance(30) and random(4) or nil
end)

-- Arguments by the types that the registry gives.

local FUNCTIONS = {
  function(...) return ... end, function() end, function(a) error(a, 0) end, type,
  function(a, b) return a < b end,
}
local makers = {
  ["nil"] = function() return nil end,
  any = random_value,
  boolean = function() return chance(50) end,
  integer = function() return pick(chance(70) and SMALL or INTEGERS) end,
  number = function() return pick(chance(50) and FLOATS or INTEGERS) end,
  string = function() return chance(80) and random_string() or pick(NUMERALS) end,
  table = list,
  ["function"] = function() return pick(FUNCTIONS) end,
  thread = function() return coroutine.create(pick(FUNCTIONS)) end,
}

local function registered_arguments(path, signatures)
  return function()
    local signature, given, n = pick(signatures), {}, 0
    for _, types in ipairs(signature) do
      n = n + 1
      local choices = {}
      for kind in types:gmatch("%a+") do choices[#choices + 1] = kind end
      local value = makers[pick(choices)]()
      if chance(4) then value = random_value() end
      given[n] = value
    end
    if chance(4) and n > 0 then n = n - 1 end
    if path == "string.rep" then given[2] = rep_count(given[1], given[3]) end
    if (path == "table.unpack" or path == "table.move" or path == "getmetatable")
      and type(given[1]) == "string" then given[1] = 1 end
    if path == "table.unpack" then  -- at most 10,000 values here
      for i = 2, 3 do
        local number = math.tointeger(tonumber(given[i]))
        if number and number > 5000 and number < 1 << 30 then given[i] = 9 end
      end
    end
    if path == "pairs" and type(given[1]) ~= "table" then given[1] = {} end
    return unpack(given, 1, n)
  end
end

-- By its own name, because messages hold it.
local function by_name(path)
  return load("local t, r = table r = t.pack(" .. path .. "(...)) return t.unpack(r, 1, r.n)", "=call")
end

local function add_registered(registry)
  for _, entry in ipairs(registry) do
    call(entry[1], by_name(entry[1]), registered_arguments(entry[1], entry[2]))
  end
end

-- Makes `count` calls from this seed; `emit` gets one line for each.
return function(seed, count, emit, registry)
  state = seed * 0x9E3779B97F4A7C15 | 1
  add_registered(registry)
  for number = 1, count do
    local name, f, arguments = unpack(calls[(number - 1) % #calls + 1])
    local given = table.pack(arguments())
    local shown = show_all(unpack(given, 1, given.n))
    local answer = show_all(pcall(f, unpack(given, 1, given.n))):gsub(": 0x%x+", "")
    emit(number .. " " .. name .. "(" .. shown .. ") -> " .. answer)
  end
end
