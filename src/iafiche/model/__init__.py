"""What a fiche is: its fields, their kinds, the closed lists, and the draft an editor holds."""
