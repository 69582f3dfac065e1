-- id: B25bt
-- expect: done
-- result: "a\/b\0"	0x1.5555555555555p-2	0x8000000000000000
return (("%q"):format("a\nb\0"):gsub("\n", "/")), ("%q"):format(1 / 3), ("%q"):format(math.mininteger)
