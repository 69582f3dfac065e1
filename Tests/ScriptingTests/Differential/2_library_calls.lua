-- Calls of the string, table and utf8 libraries; the second part of the generator, see
-- 1_values.lua.

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
