-- Random calls of the string, table and utf8 libraries, each written as one line of text.
--
-- Goal: the metered libraries answer as stock Lua 5.4 does. Method: run this file in the stock
-- interpreter and in the sandbox with the same seed, and compare the lines:
--     local run = dofile("library_calls.lua")  run(seed, count, print, registry)
-- `registry` lists the functions of the sandbox's registry: { path, { { "type|type", ... }, ... } };
-- each is called by its own name, with arguments of the registered types.
-- Every line is: number, call, results or error message. Left out is only what stock Lua does not
-- finish or answers differently in each run, and what the sandbox refuses: results over 1 MiB, more
-- than 10,000 values, addresses, the sign of a NaN, the order of equal elements, table functions of
-- what is not a plain table.

local string, table, utf8 = string, table, utf8
local pcall, type, select, tostring, setmetatable = pcall, type, select, tostring, setmetatable
local format, concat, unpack = string.format, table.concat, table.unpack

local state = 1  -- of xorshift: the same choices in every interpreter

local function random(n)
  state = state ~ (state << 13)
  state = state ~ (state >> 7)
  state = state ~ (state << 17)
  return (state >> 1) % n + 1
end

local function pick(list) return list[random(#list)] end

local function chance(percent) return random(100) <= percent end

local nan = 0 / 0
if "" .. nan == "-nan" then nan = -nan end  -- stock writes the sign, the sandbox does not

local INTEGERS = {
  0, 1, 2, 3, 4, 5, 7, 10, 16, 100, 255, 256, 1000, -1, -2, -3, -5, -10, -100, -256, 65536,
  0x7fffffff, 0x80000000, -0x80000000, 1 << 53, math.maxinteger, math.mininteger,
  math.maxinteger - 1, math.mininteger + 1,
}
local SMALL = { -20, -5, -3, -2, -1, 0, 1, 2, 3, 4, 5, 8, 20 }
local FLOATS = {
  0.0, -0.0, 1.0, 2.0, -1.0, 0.5, 3.7, -2.5, 1e15, 1e100, 1e-300, 2^53, 2^63, -2^63, 0.1, 123.456,
  math.huge, -math.huge, nan, 5e-324, 1.7976931348623157e308,
}
local NUMERALS = { "10", "0x1F", " 5 ", "1e2", "-3", "3.0", "3.5", "", "abc", "10abc", "0x", "1e",
  "9223372036854775807", "9223372036854775808", "1\0", "inf", "nan", "0x1p4", "- 1", "1_0" }
local ALPHABETS = {
  "ab", "abc ()", "aB1_ %.\t", "\0\1\n\r\"\\\127\128\255", "()[]<>", "0123456789", "hello world, ",
  "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80a", "\x80\xbf\xc0\xed\xa0\x80\xfd\xfe\xff",
  { "a", "\xc3\xa9", "\xe2\x82\xac", "\xed\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xc0\x80",
    "\xee\x80\x80", "\xf4\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xfd\xbf\xbf\xbf\xbf\xbf" },
}

local function random_string(most)
  local alphabet = pick(ALPHABETS)
  local length = random(most or 20) - 1
  if not most and chance(3) then length = pick({ 98, 99, 100, 101, random(3000) }) end
  local out = {}
  for i = 1, length do
    local at = random(#alphabet)
    out[i] = type(alphabet) == "table" and alphabet[at] or alphabet:sub(at, at)
  end
  return concat(out)
end

local function random_value()
  local kind = random(12)
  if kind <= 4 then return random_string() end
  if kind <= 7 then return pick(INTEGERS) end
  if kind == 8 then return pick(FLOATS) end
  if kind == 9 then return pick(NUMERALS) end
  if kind == 10 then return chance(50) end
  if kind == 11 then return nil end
  return {}
end

-- Mostly what the function expects; now and then anything.
local function odd(value)
  if chance(3) then return random_value() end
  return value
end

local function position()
  if chance(75) then return pick(SMALL) end
  if chance(30) then return nil end
  if chance(50) then return pick(INTEGERS) end
  return pick({ 2.0, 1.5, "2", "-1", "x", nan, -1.0 })
end

-- Values as text.

local function show(value)
  local kind = type(value)
  if kind == "string" then return format("%q", value) end
  if kind == "number" then
    if value ~= value then return "nan" end
    return math.type(value) == "integer" and format("%d", value) or format("%.17g", value)
  end
  if kind == "table" then
    local out = {}
    for i = 1, math.type(value.n) == "integer" and value.n or #value do out[i] = show(value[i]) end
    return "{" .. concat(out, ",") .. "}"
  end
  if kind == "boolean" or kind == "nil" then return tostring(value) end
  return kind
end

local function show_all(...)
  local out = {}
  for i = 1, select("#", ...) do out[i] = show((select(i, ...))) end
  return concat(out, ", ")
end

-- Patterns, well formed or nearly.

local ITEMS = {
  "a", "b", ".", "%a", "%d", "%s", "%w", "%p", "%u", "%l", "%c", "%x", "%g", "%z", "%A", "%S",
  "%W", "%%", "%.", "[abc]", "[^abc]", "[a-c]", "[%a_]", "[^%s]", "[]]", "[^]]", "[a-]",
  "[%]]", "[]-a]", "%b()", "%b[]", "%baa", "%f[%a]", "%f[^a]", "%f[%z]", "%1", "%2", "()", "$",
  "^", "-", "[", "]", "%", "%b", "%bx", "%f", "(", ")", "%0", "%9", "\0", "\255", "[\0-\31]",
  "[%", "[a", "[^",
}
local SUFFIXES = { "", "", "", "*", "+", "-", "?" }

local function pattern()
  if chance(10) then return random_string(6) end
  local out = {}
  if chance(20) then out[1] = "^" end
  local open = 0
  for _ = 1, random(5) do
    if chance(20) then
      out[#out + 1] = "("
      open = open + 1
    end
    out[#out + 1] = ITEMS[chance(85) and random(34) or random(#ITEMS)] .. pick(SUFFIXES)
    if open > 0 and chance(40) then
      out[#out + 1] = ")"
      open = open - 1
    end
  end
  if chance(92) then out[#out + 1] = (")"):rep(open) end
  if chance(15) then out[#out + 1] = "$" end
  return concat(out)
end

local function subject() return odd(random_string(chance(90) and 16 or 40)) end

local PLAIN_REPLACEMENTS = {
  "", "x", "%0", "%1", "%2", "<%0>", "%1%1", "%%", "%", "%x", "a%9b", "%0%0",
}

local function replacement()
  local kind = random(10)
  if kind <= 4 then return pick(PLAIN_REPLACEMENTS) end
  if kind == 5 then return { a = "A", b = 1, [1] = "one", [" "] = false, c = {} } end
  if kind == 6 then
    return setmetatable({}, { __index = function(_, key) return "<" .. tostring(key) .. ">" end })
  end
  if kind == 7 then return function(...) return select("#", ...) .. tostring((...)) end end
  if kind == 8 then
    local answers = { nil, false, "y", 5, 2.5, {}, true }
    local answer = answers[random(7)]
    return function() return answer end
  end
  if kind == 9 then return function(c) if c == "a" then return nil end return c end end
  return random_value()
end

local FLAGS = { "", "", "", "-", "+", "#", "0", " ", "-0", "+ ", "-+#0 ", "--" }
local WIDTHS = { "", "", "", "1", "5", "10", "20", "99", "100", "05" }
local PRECISIONS = { "", "", "", ".", ".0", ".3", ".10", ".20", ".99", ".100", ".-1" }
local LETTERS = {
  "d", "d", "i", "u", "c", "x", "X", "o", "e", "E", "f", "g", "G", "a", "A", "q", "s", "s",
  "s", "F", "z", "%", "", "l", "n",
}

local function text_format()
  local out, values = {}, { n = 0 }
  for _ = 1, random(3) do
    out[#out + 1] = chance(50) and random_string(8):gsub("%%", "%%%%") or ""
    local letter = pick(LETTERS)
    local modifiers = chance(60) and "" or pick(FLAGS) .. pick(WIDTHS) .. pick(PRECISIONS)
    out[#out + 1] = "%" .. modifiers .. letter
    local value
    if ("diucxXo"):find(letter, 1, true) and chance(85) then
      value = letter == "c" and random(256) - 1 or pick(chance(70) and INTEGERS or FLOATS)
    elseif ("eEfgGaA"):find(letter, 1, true) and chance(85) then
      value = pick(chance(70) and FLOATS or INTEGERS)
    else
      value = random_value()
      if type(value) == "table" then  -- without __tostring stock shows its address
        local answer = chance(80) and random_string() or random(5)
        value = setmetatable({}, { __tostring = function() return answer end })
      elseif letter == "q" and value ~= value then
        value = 1
      end
    end
    if not chance(2) then
      values.n = values.n + 1
      values[values.n] = value
    end
  end
  return concat(out), values
end

local OPTIONS = {
  "b", "B", "h", "H", "i", "I", "l", "L", "j", "J", "T", "f", "d", "n", "s", "z", "x", " ",
  "<", ">", "=", "!", "i1", "i3", "i7", "i8", "i16", "I2", "I5", "s1", "s2", "c0", "c3", "c10",
  "Xi4", "Xd", "!4", "!8", "!2", "X", "i17", "i0", "c", "?", "Xz", "!3", "i3!4", "\0",
}

local function pack_format()
  local out = {}
  for i = 1, random(4) do out[i] = OPTIONS[chance(90) and random(39) or random(#OPTIONS)] end
  return concat(out)
end

local function list()
  local kind, out = random(4), {}
  for i = 1, random(9) - 1 do
    out[i] = kind == 1 and random(10) or kind == 2 and random_string(5)
      or pick({ 1, 2, 3.5, "x", "10", "", -7 })
  end
  if chance(10) then out[#out + 2] = 5 end
  if chance(3) then out[random(5)] = true end
  return out
end

local function sortable()
  local out, kind = {}, random(3)
  for i = 1, chance(95) and random(14) - 1 or random(300) do
    out[i] = kind == 1 and random(1000) or kind == 2 and random_string(4) or random(100) / 8
  end
  return out
end

-- Library functions by name; each entry gives the function and the arguments of one call.
local calls = {}

local function call(name, f, arguments) calls[#calls + 1] = { name, f, arguments } end

local function rep_count(s, separator)
  if chance(80) then return pick(SMALL) end
  if type(s) ~= "string" or (s == "" and (separator or "") == "") then return 3 end
  return pick({ 1 << 40, math.maxinteger, math.mininteger, "3", 2.5, 1e10 })
end

call("rep", string.rep, function()
  local s, separator = odd(random_string(12)), chance(40) and random_string(4) or nil
  return s, rep_count(s, separator), separator
end)
call("sub", string.sub, function() return odd(random_string()), position(), position() end)
call("byte", string.byte, function() return odd(random_string()), position(), position() end)
call("char", string.char, function() return random(256) - 1, odd(random(300) - 1), odd(65) end)
call("len", string.len, function() return random_value() end)
call("lower", string.lower, function() return random_value() end)
call("upper", string.upper, function() return random_value() end)
call("reverse", string.reverse, function() return random_value() end)
call("find", string.find, function() return subject(), odd(pattern()), position() end)
call("find plain", string.find, function()
  local s = random_string()
  local from = random(#s + 1)
  return s, chance(60) and s:sub(from, from + random(4)) or random_string(3), position(), chance(80)
end)
call("match", string.match, function() return subject(), odd(pattern()), position() end)
call("gmatch", function(s, p, init)
  local out = {}
  for a, b in string.gmatch(s, p, init) do
    out[#out + 1] = show(a) .. "/" .. show(b)
    if #out == 50 then break end
  end
  return concat(out, " ")
end, function() return subject(), odd(pattern()), chance(30) and position() or nil end)
call("gsub", string.gsub, function()
  return subject(), odd(pattern()), replacement(), chance(30) and position() or nil
end)
call("format", string.format, function()
  local f, values = text_format()
  return odd(f), unpack(values, 1, values.n)
end)
call("pack", string.pack, function()
  return odd(pack_format()), random_value(), random_value(), pick(INTEGERS), pick(FLOATS)
end)
call("pack numbers", string.pack, function()
  return pack_format(), pick(SMALL), pick(INTEGERS), pick(FLOATS), pick(SMALL)
end)
call("packsize", string.packsize, function()
  return pack_format() .. (chance(10) and "c2147483647" or ""):rep(random(2))
end)
call("unpack string", string.unpack, function()
  return odd(pack_format()), odd(random_string(60)), chance(30) and position() or nil
end)
call("pack there and back", function(f, ...)
  return string.unpack(f, string.pack(f, ...))
end, function()
  return pack_format(), pick(SMALL), pick(SMALL), pick(SMALL), pick(FLOATS)
end)

call("rep as a method", function(s, n) return s:rep(n) end, function()
  local n = random_value()
  return "ab", (tonumber(n) or 1) < 100 and n or 3
end)
call("method format", function(v) return ("%d"):format(v) end, function() return random_value() end)

local function operand() return chance(60) and pick(NUMERALS) or random_value() end

call("+", function(a, b) return a + b end, function() return operand(), operand() end)
call("-", function(a, b) return a - b end, function() return operand(), operand() end)
call("*", function(a, b) return a * b end, function() return operand(), operand() end)
call("/", function(a, b) return a / b end, function() return operand(), operand() end)
call("//", function(a, b) return a // b end, function() return operand(), operand() end)
call("%", function(a, b) return a % b end, function() return operand(), operand() end)
call("^", function(a, b) return a ^ b end, function() return operand(), operand() end)
call("unary -", function(a) return -a end, function() return operand() end)
call("+ of an object", function(a, b) return a + b end, function()
  local meta = { __add = function(x, _) return "sum of " .. type(x) end }
  return pick(NUMERALS), setmetatable({}, meta)
end)

-- Table functions change their argument: it is shown after the call.
local function changing(f)
  return function(t, ...)
    return show_all(pcall(f, t, ...)) .. " leaves " .. show(t)
  end
end

call("insert", changing(table.insert), function()
  if chance(50) then return odd(list()), random_value() end
  return list(), position(), random_value()
end)
call("insert of four", changing(table.insert), function() return list(), 1, 2, pick(SMALL) end)
call("remove", changing(table.remove), function() return odd(list()), position() end)
call("concat", table.concat, function()
  local separator = chance(70) and odd(random_string(4)) or nil
  return odd(list()), separator, position(), chance(60) and position() or nil
end)
call("pack values", table.pack, function() return random_value(), random_value() end)
call("unpack list", table.unpack, function()
  local i = position()
  local t = list()
  if chance(50) then return t end
  return t, i, chance(70) and pick(SMALL) or pick({ math.maxinteger, 1 << 31, 1 << 40, "3" })
end)
call("unpack of anything", table.unpack, function()
  return pick({ 5, true, 2.5, pcall }), 1, chance(50) and 2 or nil
end)
call("move", changing(table.move), function()
  local from = odd(list())
  if type(from) == "string" then from = 1 end  -- stock takes a string for an empty list
  return from, pick(SMALL), pick(SMALL), pick(SMALL), chance(30) and list() or nil
end)
call("move far", changing(table.move), function()
  local from, to = pick({ math.mininteger, -5, 0, 1 }), pick({ math.maxinteger, 1, -10 })
  return {}, from, to, math.maxinteger, false
end)
call("sort", changing(table.sort), function() return sortable() end)
call("sort down", changing(table.sort), function()
  return sortable(), function(a, b) return a > b end
end)
call("sort objects", changing(function(t)
  local meta = { __lt = function(a, b) return a[1] < b[1] end }
  for i = 1, #t do t[i] = setmetatable({ t[i] }, meta) end
  table.sort(t)
end), function() return sortable() end)
call("sort of two", changing(table.sort), function()
  return { random_value() or 1, random_value() or 2 }, chance(10) and random_value() or nil
end)

local CODES = {
  0, 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff, 0x110000, 0x1fffff, 0x200000, 0x3ffffff,
  0x4000000, 0x7fffffff, 0x80000000, -1,
}
call("utf8.char", utf8.char, function() return odd(random(0x800)), odd(pick(CODES)) end)
call("utf8.len", utf8.len, function()
  return odd(random_string()), position(), position(), chance(30)
end)
call("utf8.codepoint", utf8.codepoint, function()
  return odd(random_string()), position(), position(), chance(30)
end)
call("utf8.offset", utf8.offset, function()
  return odd(random_string()), position(), chance(50) and position() or nil
end)
call("utf8.codes", function(s, lax)
  local out = {}
  for at, code in utf8.codes(s, lax) do out[#out + 1] = at .. ":" .. code end
  return concat(out, " ")
end, function() return odd(random_string()), chance(30) end)
call("utf8.charpattern", string.match, function() return random_string(), utf8.charpattern end)
call("step of utf8.codes", function(s, i) return (utf8.codes("x", chance(50)))(s, i) end, function()
  return odd(random_string()), position()
end)

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
