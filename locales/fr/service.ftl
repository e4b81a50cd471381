# Le répertoire des services.
service-title = Répertoire des services
service-lead = Qui peut aider, où, et s’il y a de la place. Chaque nombre porte son heure : appelez avant d’y compter.
service-filter = Préciser la liste
service-category = Type de service
service-any-category = Tous les types
service-age = Âge de la personne
service-age-hint = Les services qui n’acceptent pas cet âge sont écartés
service-age-wrong = Inscrivez un âge en années entières, par exemple 16
service-area = Ville ou région
service-any-area = Partout
service-language = Langue
service-any-language = Toutes les langues
service-indigenous = Seulement les services dirigés par des Autochtones
service-answers-here = Seulement les services qui répondent aux orientations dans Causeway
service-show = Afficher les services
service-clear = Retirer les filtres
service-count = { $n ->
    [0] Aucun service ne convient
    [one] { $n } service
   *[other] { $n } services
}
service-none = Aucun service du répertoire ne répond à tout cela. Retirez un filtre, ou appelez le service le plus proche.
service-name = Service
service-for = Pour
service-room = Places, en date du
service-phone = Téléphone
service-ages-between = De { $min } à { $max } ans
service-ages-from = { $min } ans et plus
service-ages-to = Jusqu’à { $max } ans
service-ages-all = Tout âge
service-led = Dirigé par des Autochtones
service-room-unknown = Non indiqué
service-room-full = Complet
service-room-free = { $n ->
    [one] { $n } libre
   *[other] { $n } libres
}
service-room-unit = { $n } { $unit }
service-waiting = { $n ->
    [0] Aucune attente
    [one] { $n } en attente
   *[other] { $n } en attente
}
service-stale = { $days ->
    [one] Pas de nouvelles depuis { $days } jour. Appelez d’abord
   *[other] Pas de nouvelles depuis { $days } jours. Appelez d’abord
}
service-crumb = Répertoire
service-organisation = Organisme
service-areas = Territoire
service-languages = Langues
service-fees = Coût
service-how = Comment y accéder
service-eligibility = Pour qui
service-hours = Heures
service-hours-line = { $days } : de { $opens } à { $closes }
service-address = Où
service-address-secret = L’adresse reste secrète pour la sécurité des personnes qui y vivent.
service-access = Accès
service-welcomes = Accueille
service-police = Police
service-papers = Papiers
service-email = Courriel
service-web = Site
service-answer-days = Réponse habituelle
service-answer-days-value = { $n ->
    [0] Le jour même
    [one] { $n } jour
   *[other] { $n } jours
}
service-checked = Fiche vérifiée le { $date }
service-here = Répond aux orientations dans Causeway
service-not-here = À joindre par téléphone
service-update = Indiquer les places
service-free = Libres maintenant
service-free-hint = Laissez vide pour ne rien indiquer
service-waiting-now = En attente
service-update-do = Mettre le répertoire à jour
service-fault-number = Inscrivez un nombre entier de 0 à { $most }
note-service-updated = Le répertoire l’affiche maintenant, avec l’heure
