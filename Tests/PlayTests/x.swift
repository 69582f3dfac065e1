import Play
