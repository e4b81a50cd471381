# Inscriptions d’un dossier.
note-in-future = Donnez une heure déjà passée
