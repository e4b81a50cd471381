# Recherche d’une personne avant la création d’une fiche.
search-title = Recherche
search-under = Cherchez avant de créer une fiche. Ce que vous cherchez ne reste pas dans l’adresse; le fait d’avoir cherché est consigné.
search-line = Qui cherchez-vous?
search-line-hint = Nom, numéro de téléphone, date de naissance : un ou plusieurs, dans n’importe quel ordre. Par exemple : Wren Sampleby 2011-03-04
search-alike = Aussi les noms qui s’écrivent ou se prononcent de façon semblable
search-nothing-asked = Écrivez un nom, un numéro de téléphone ou une date de naissance
search-name-too-long = Écrivez au plus { $limit } caractères
search-phone-wrong = Écrivez un numéro de téléphone avec son indicatif régional, par exemple 613-555-0188
search-date-wrong = Écrivez une date qui existe, par exemple 2011-03-04, ou une année
search-found-title = Fiches que vous pouvez lire
search-found = { $count ->
    [one] Une fiche correspond
   *[other] { $count } fiches correspondent
}
search-more = Les { $count } meilleures sont affichées. Écrivez-en plus pour préciser.
search-none = Aucune fiche que vous pouvez lire ne correspond. Vérifiez l’orthographe, ou écrivez-en moins.
search-contacts-title = Qui appeler
search-contacts-text = Une fiche y correspond à ce que vous avez écrit. Son contenu reste chez cet organisme : appelez avant d’en créer une nouvelle.
search-contact-person = Demandez { $name }
search-contact-duty = Permanence
search-contact-no-phone = Aucun numéro de téléphone connu
search-record = Fiche
search-why = Pourquoi elle a été trouvée
search-source = Fonds et clé
search-alike-legend = Orthographe
search-next-title = Si ce n’est aucune de ces personnes
search-next-text = Un dossier s’ouvre à partir d’une orientation qu’un service prend en charge. Rédigez l’orientation maintenant; le service cherche encore une fois avant d’ouvrir un dossier.
search-next-refer = Rédiger une orientation
