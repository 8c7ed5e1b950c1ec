"""The people who hold the key of a round: their ceremony, and their turns when the box is opened."""
