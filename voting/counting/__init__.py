"""From the closed box to counted ballots."""
