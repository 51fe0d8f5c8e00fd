"""The commands: one module each, loaded when it is called or listed."""

NAME = "iafiche"
COMPLETION_VARIABLE = "_IAFICHE_COMPLETE"

COMMANDS = {
    "nouveau": "Ouvre une fiche vide dans l'éditeur.",
    "remplir": "Remplit une fiche par questions et réponses, sans écran.",
    "verifier": "Dit ce qui manque et ce qui est à corriger.",
    "corriger": "Applique les corrections sûres, sans toucher au reste.",
    "expliquer": "Explique une règle de vérification, exemples à l'appui.",
    "inventaire": "Compte les projets, leurs acteurs et leurs solutions.",
    "importer": "Importe des tableaux dans un dossier de fiches.",
    "exporter": "Écrit des fiches pour la bibliothèque, un tableur, une carte…",
    "schema": "Écrit le schéma des exports ou des fiches, pour les contrôler.",
    "recuperer": "Retrouve ce qui était tapé et pas enregistré.",
    "versions": "Montre, compare et reprend ce qu'une fiche contenait avant.",
    "carnet": "Montre ou vide ce que le programme a retenu de vos fiches.",
    "completion": "Affiche le script qui complète les commandes dans votre shell.",
}
"""What each command is for, in the order of the help page.

The command itself is the attribute `command` of the module of that name, loaded when called.
"""
