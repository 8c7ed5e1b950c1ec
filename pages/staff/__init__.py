"""The staff desk: where council staff set the dates and the money of a process."""
