# Dossiers : liste, en-tête, chronologie, personnes, liaison, étape, tribunal.

## Liste
case-list-title = Dossiers
case-list-count = { $count ->
    [one] { $count } dossier que vous pouvez lire
   *[other] { $count } dossiers que vous pouvez lire
}
case-list-empty = Vous ne participez à aucun dossier. Dès qu’on vous demande de vous joindre à un dossier, il paraît ici et vous en êtes informée ou informé.
case-list-who = Nom utilisé
case-list-number = Numéro

## En-tête
case-you = Vous
case-nobody = Personne
case-your-agency = Votre organisme
case-safe-contact = Façon sûre de joindre :
case-ban-tag = Interdiction de publication
case-ban-note = <strong>Interdiction de publication.</strong> Rien de ce qui identifie cette personne ne sort. Toute exportation se fait sans identités.
case-closed-note = Ce dossier est fermé. On peut le lire, et le rouvrir dès que le contact reprend.
case-fact-stage = Étape
case-fact-opened = Ouvert
case-fact-lead = Responsable
case-fact-records = Dossiers protégés
case-fact-next = Prochaine échéance
case-next = { $what } : { $when }
case-next-overdue = En retard : { $what }
case-next-none = Aucune en cours
case-tabs = Sections du dossier
case-tab-timeline = Chronologie
case-tab-people = Personnes ({ $count })
case-tab-stage = Étape
case-tab-court = Tribunal
case-tab-export = Exportation
case-tab-trail = Qui a consulté
case-do-note = Ajouter une note
case-do-task = Confier une tâche
case-do-document = Ajouter un document
case-do-emergency = Accès d’urgence

## Chronologie
case-may-read = { $count ->
    [one] { $count } entrée que vous pouvez lire
   *[other] { $count } entrées que vous pouvez lire
}
case-chips = Afficher
case-chip-all = Tout { $count }
case-chip-clocks = Échéances seulement
case-timeline-empty = Rien ici que vous puissiez lire. Choisissez « Tout » pour voir l’ensemble de votre part.
case-earlier = Entrées antérieures
case-due-title = Échéances et tâches
case-due-empty = Aucune échéance ne court et aucune tâche n’est ouverte. Les échéances paraissent quand une règle les déclenche.
case-glass-runs = <strong>L’accès d’urgence vous est ouvert.</strong> Il prend fin dans { $left }, à { $until }.
case-glass-told = Le titulaire en a été informé dès l’ouverture. Tout ce que vous lisez est consigné et sera examiné par un tiers indépendant.

## Personnes
case-people-title = À ce dossier
case-people-all = Les { $count }
case-person-line = { $part }, { $agency }
case-person-since = Depuis le { $day }
case-person-end = Mettre fin à sa participation
case-person-end-of = Mettre fin à la participation : { $name }
case-part-lead = Responsable
case-part-worker = Y travaille
case-part-liaison-name = Liaison autochtone
case-part-counsellor-name = Conseillère ou conseiller
case-add-title = Demander à quelqu’un de se joindre
case-add-member = Qui
case-add-member-hint = Votre organisme, et ceux avec lesquels on forme des équipes.
case-add-choose = Choisir une personne
case-add-part = Sa part
case-add-effect = Cette personne lira le tronc commun dès maintenant et en est informée aussitôt. Le compartiment de son organisme s’ouvre; vous ne le lirez pas.
case-add-do = Demander de se joindre
case-member-missing = Choisissez une personne
case-member-unknown = Choisissez une personne de la liste
case-member-not-yours = Seul son propre organisme, ou celui qui mène le dossier, met fin à cette participation
case-member-last = C’est la dernière personne de l’organisme qui mène le dossier. Demandez d’abord à quelqu’un d’autre de se joindre
case-part-missing = Choisissez une part
case-part-liaison = La liaison vient de la déclaration de la personne elle-même et prend fin par l’organisme de la liaison
case-part-counsellor = Seuls une conseillère ou un conseiller d’un service de counseling prennent cette part
case-closed-already = Le dossier est fermé. Rouvrez-le d’abord

## Liaison
case-liaison-title = Liaison autochtone
case-liaison-lead = La liaison vient quand la personne dit elle-même qu’elle est des Premières Nations, inuite ou métisse et qu’elle en veut une. Nul autre ne le déclare à sa place.
case-liaison-go = La personne demande une liaison
case-liaison-none = Aucun organisme n’a ici de liaison à qui demander. Appelez la coordination régionale.
case-liaison-declared-legend = Dans ses propres mots
case-liaison-declared = La personne l’a déclaré elle-même
case-liaison-declared-hint = Non déduit d’un nom, d’un lieu ou d’un dossier.
case-liaison-who = Qui veut-elle
case-liaison-effect = La liaison en est informée aussitôt et lira le tronc commun. Son propre compartiment s’ouvre : la police ne le lit jamais, et seul l’organisme de la liaison peut y mettre fin.
case-liaison-do = Demander la liaison
case-liaison-already = Une liaison participe déjà
case-liaison-unknown = Choisissez une liaison de la liste
case-unroute-effect = Comme organisme de la liaison, vous pouvez mettre fin à sa participation : parce que vous ne pouvez pas continuer, ou parce que la personne le souhaite. Ce qui a été écrit reste à vous.
case-unroute-do = Mettre fin à la participation de la liaison

## Étape
case-stage-none = Il n’y a pas de passage que vous puissiez faire d’ici.
case-stage-to = Ce qui s’est passé
case-stage-becomes = L’étape devient « { $stage } ».
case-stage-missing = Choisissez ce qui s’est passé
case-stage-reason = Pourquoi le dossier se ferme
case-stage-reason-hint = Seulement quand le dossier se ferme.
case-stage-reason-empty = Choisir un motif
case-stage-words = Précisions sur le motif
case-stage-do = Enregistrer
case-stage-not-now = Le dossier ne peut passer là depuis son étape, ou votre rôle ne fait pas ce passage
case-reason-missing = Choisissez un motif
case-words-missing = Dites le motif en mots

## Tribunal
case-records-title = Dossiers protégés
case-records-vault = La chambre forte du counseling reste fermée sous tous les régimes : aucune exportation, recherche, concordance ni communication n’y accède.
case-records-rules = { $count ->
    [one] La règle
   *[other] Les { $count } règles
}
case-charge-title = Accusation
case-charge-day = Le jour où l’accusation a été portée
case-charge-hint = Le jour de l’accusation décide, non celui de l’infraction. Laissez vide si aucune accusation n’est portée.
case-charge-do = Enregistrer le jour
case-charge-in-future = Donnez un jour déjà venu
case-ban-title = Interdiction de publication
case-ban-is-on = Un tribunal a ordonné une interdiction de publication.
case-ban-is-off = Aucune interdiction de publication n’est consignée.
case-ban-effect = Sous interdiction, toute exportation part sans noms, pronoms, âges, téléphones ni texte libre.
case-ban-record = Consigner une interdiction
case-ban-end = L’interdiction a pris fin

## Durées dans les règles

## Ce qui s’est passé, de soi-même ou par un acte
event-other = Un acte a été fait à ce dossier
event-case-opened = Dossier ouvert
event-stage-changed = Étape : { $stage }
event-charge-recorded = Accusation portée le { $day }
event-charge-removed = Aucune accusation : le jour a été retiré
event-ban-recorded = Interdiction de publication consignée
event-ban-ended = Interdiction de publication terminée
event-participant-joined = S’est jointe ou joint au dossier
event-participant-left = A quitté le dossier
event-liaison-routed = Liaison autochtone demandée, sur déclaration de la personne elle-même
event-liaison-left = La participation de la liaison autochtone a pris fin
event-glass-opened = Accès d’urgence ouvert
event-glass-closed = Accès d’urgence fermé
event-task-done = Tâche accomplie
event-exported-with = Exporté
event-exported-without = Exporté sans identités

## Après un acte
note-case-stage = L’étape est enregistrée.
note-case-joined = La personne s’est jointe au dossier et en est informée.
note-case-left = Sa participation a pris fin.
note-case-liaison = La liaison est demandée et informée.
note-case-liaison-left = La participation de la liaison a pris fin. L’organisme qui mène le dossier en est informé.
note-case-charge = Le jour de l’accusation est enregistré. Il décide des règles qui protègent les dossiers.
note-case-ban = L’interdiction de publication est enregistrée.
