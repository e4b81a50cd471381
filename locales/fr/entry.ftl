# Entrées d’un dossier : notes, et la page d’une entrée.
note-in-future = Donnez une heure déjà passée
entry-add-title = Ajouter une note
entry-readers = Qui la lira
entry-readers-missing = Choisissez qui la lira
entry-readers-core = Toutes les personnes à ce dossier : { $agencies }.
entry-readers-own = { $agency } seulement : ses membres à ce dossier et ses superviseurs.
entry-readers-vault = Les conseillères et conseillers de { $agency } à ce dossier, personne d’autre. Jamais exportée, cherchée ni communiquée.
entry-readers-intelligence = Les analystes de { $agency } et ses agents à ce dossier.
entry-title = Ce qui s’est passé, en une ligne
entry-title-hint = Un fait, comme « Appel de la mère ».
entry-title-missing = Dites en une ligne ce qui s’est passé
entry-body = Précisions
entry-more = Autre moment, description de violence, marques
entry-kind = Il s’agit
entry-kind-note = d’une note
entry-kind-contact = d’un contact avec la personne
entry-at = Quand c’est arrivé
entry-at-hint = Laissez vide pour maintenant.
entry-sensitive = Description de violence
entry-sensitive-hint = Gardée fermée. On choisit de l’ouvrir, et l’ouverture est consignée.
entry-sensitive-show = Décrit de la violence. Afficher { $n } { $n ->
    [one] phrase
   *[other] phrases
}
entry-marks = Marques
entry-marks-hint = Ne cochez que ce qui s’applique. Une marque ferme l’entrée à qui la loi l’interdit.
entry-mark-immigration = Révèle le statut d’immigration
entry-mark-immigration-hint = Les services frontaliers ne la liront jamais; aucune exportation ni communication ne l’y porte.
entry-mark-youth = Fait état d’un dossier d’adolescent dont la période d’accès a pris fin
entry-mark-youth-hint = Elle est scellée aussitôt : dès lors personne ne la lit, vous compris (Loi sur le système de justice pénale pour les adolescents, art. 118, 119, 128).
entry-save = Enregistrer la note
entry-read-all = Tout lire
entry-by-system = Causeway
entry-tag-immigration = Statut d’immigration : fermé aux services frontaliers
entry-page-title = Entrée
entry-back = Retour au dossier
entry-opened-recorded = Votre ouverture est inscrite à la liste de qui a consulté.
entry-written-at = Consigné le { $when }.
note-entry-saved = La note est enregistrée.

## Un jour et une heure
moment-time = Heure
moment-time-hint = Sur 24 heures, comme 18 h 10.
moment-time-wrong = Donnez une heure comme 18 h 10
moment-day-missing = Donnez le jour de cette heure

## Champs de texte
form-line-wrong = Écrivez une ligne d’au plus 200 caractères
form-text-wrong = Écrivez au plus 7 500 caractères, sans caractères de contrôle
