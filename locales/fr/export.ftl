# Exportation d’un dossier.
export-title = Exporter ce dossier
export-lead = Une exportation contient ce que vous pouvez laisser sortir de ce dossier : le tronc commun et la part de votre organisme. La chambre forte du counseling et ce que d’autres détiennent n’y sont jamais.
export-identities = Avec ou sans identités
export-without = Sans identités
export-without-hint = Faits codés seulement : quel genre de chose, quel jour, dans quel compartiment. Ni noms, ni pronoms, ni âges, ni téléphones, ni texte libre.
export-with = Avec identités
export-with-hint = Tout ce qui a été écrit, avec les noms.
export-recipient = Pour qui
export-recipient-missing = Choisissez pour qui
export-basis = Fondement juridique
export-basis-empty = Choisir un fondement
export-basis-missing = Choisissez un fondement
export-basis-own = Ce fondement ne vaut que pour votre organisme. Choisissez-en un autre, ou votre organisme
export-words = Le fondement en mots
export-words-hint = Là où la loi demande un motif.
export-words-missing = Dites le fondement en mots
export-form = Sous forme de
export-sheet = Feuille à imprimer
export-json = Fichier pour machines (JSON)
export-effect = Chaque entrée qui sort est consignée, et une communication est inscrite.
export-do = Exporter
export-on = Exporté le
export-by = Exporté par
export-sheet-title = Exportation de { $number }
export-marking-ban = Interdiction de publication. Sans identités. Rien d’ici ne peut être rapproché de ce qui identifie la personne.
export-marking-without = Sans identités.
export-marking-with = Confidentiel. Noms et descriptions de violence. À garder fermé, et à détruire dès que ce n’est plus nécessaire.
export-entries = { $count ->
    [one] { $count } entrée
   *[other] { $count } entrées
}
export-kind-note = Note
export-kind-contact = Contact avec la personne
export-kind-event = Événement
export-kind-document = Document
export-kind-task = Tâche
export-kind-clock = Échéance
export-kind-disclosure = Communication
export-document-hash = Document, BLAKE3 { $hash }
