-- id: C09t
-- expect: done
-- result: y
-- gsub 100 deep.
local function f(n)
    if n == 0 then return "y" end
    return (("x"):gsub("x", function() return f(n - 1) end))
end
return f(80)
