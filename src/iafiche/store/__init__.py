"""Where a fiche lives: its TOML file, read fast, edited without loss and saved safely."""
