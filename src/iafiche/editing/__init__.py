"""One fiche in hand: what the screens and the dialogue share."""
