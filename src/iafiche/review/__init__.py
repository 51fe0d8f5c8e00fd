"""Many fiches at once: finding them, judging them, and reporting on them."""
