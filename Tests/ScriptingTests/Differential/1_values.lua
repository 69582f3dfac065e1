-- Random calls of the string, table and utf8 libraries, each written as one line of text.
--
-- Goal: the metered libraries answer as stock Lua 5.4 does. Method: run this file in the stock
-- interpreter and in the sandbox with the same seed, and compare the lines. This file makes the
-- values; with 2_library_calls.lua and 3_base_calls.lua behind it, it is one chunk, which returns
--     run(seed, count, print, registry)
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
