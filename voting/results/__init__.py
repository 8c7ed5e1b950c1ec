"""What a count comes to: published, explained and shown."""
