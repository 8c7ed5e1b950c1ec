"""Last year's Neighbourhood Budget: 22 projects on the ballot, 14 of them funded and being delivered."""
