"""Voting codes: drawn, written into letters and e-mails, or issued outside; only public keys stay here."""
