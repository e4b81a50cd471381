# Documents d’un dossier.
document-add-title = Ajouter un document
document-words = Ce que c’est
document-file = Le fichier
document-file-hint = Jusqu’à { $size }. Il est chiffré dès son arrivée; seules les personnes qui peuvent lire le compartiment l’ouvrent.
document-file-missing = Choisissez un fichier
document-name-wrong = Donnez au fichier un nom plus court, avec des lettres ou des chiffres
document-empty = Le fichier est vide. Choisissez-en un autre
document-save = Ajouter le document
document-download = Télécharger le document ({ $size })
note-document-added = Le document est ajouté.
size-bytes = { $n } octets
size-kilobytes = { $n } ko
size-megabytes = { $n } Mo
