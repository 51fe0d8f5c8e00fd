"""What is wrong with a fiche, and what to do about it: the same for every face and every file."""
