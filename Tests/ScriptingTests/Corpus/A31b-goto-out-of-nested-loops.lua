-- id: A31b
-- expect: killed
-- fault: fuel_exhausted
-- Nested loops left by goto, again and again.
::top:: for i = 1, 10 do for j = 1, 10 do if j == 5 then goto top end end end
