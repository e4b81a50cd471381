# Cadre de chaque page, éléments communs, pages d’erreur.

## Cadre
skip-to-main = Passer au contenu principal
nav-label = Menu principal
nav-waiting = { $count } en attente
nav-more = Plus
nav-now = À faire
nav-cases = Dossiers
nav-referrals = Orien­tations
nav-matches = Concordances
nav-search = Recherche
nav-directory = Répertoire
nav-account = Mon compte
nav-members = Membres
nav-dashboard = Chiffres
nav-ledger = Registre
top-label = Recherche et réglages
env-training = Copie de formation. Personnes, organismes, dossiers et chiffres sont inventés.
search-label = Chercher un nom, un numéro, un dossier
search-placeholder = Nom, numéro, dossier
search-do = Chercher
hide-screen = Masquer l’écran
hidden-title = Écran masqué
hidden-back = Afficher de nouveau
sign-out = Fermer la session
foot-keys = Raccourcis
foot-who-looked = Qui a consulté mon travail
foot-help = Aide
foot-accessibility = Accessibilité
foot-privacy = Vie privée
crumbs-label = Vous êtes ici
idle-warning = L’écran se verrouille dans moins d’une minute. Appuyez sur une touche pour rester.

## Quitter une page publique
exit-label = Quitter cette page
exit-hint = Quelqu’un arrive? Un autre site s’ouvre aussitôt. Clavier : Maj trois fois.
exit-do = Quitter
exit-href = https://meteo.gc.ca/

## Durées
duration-day = { $n } { $n ->
    [one] jour
   *[other] jours
}
duration-hour = { $n } h
duration-minute = { $n } min

## Délais
clock-overdue-by = En retard de { $time }
clock-due-at = Échéance { $when }
clock-met-at = Respecté { $when }
clock-stopped-why = Arrêté : { $why }
clock-on-time = Dans les délais
clock-due-soon = À échéance
clock-overdue = En retard
clock-stopped = Arrêté
clock-met = Respecté

## Volets
regime-core = Tronc commun
regime-child-protection = Protection de l’enfance
regime-police = Police
regime-liaison = Liaison autochtone
regime-services = Services aux survivantes
regime-vault = Chambre forte du counseling
regime-intelligence = Renseignement
regime-first-nation = Première Nation

## Éléments
track-done = (fait)
rule-line = Règle { $id }, en vigueur depuis le { $from }. { $source }
rule-verified = Vérifiée
rule-not-verified = Non vérifiée

## Formulaires
form-errors-title = { $count ->
    [one] Une réponse est à revoir
   *[other] { $count } réponses sont à revoir
}
form-kept = Tout ce que vous avez saisi est conservé.
form-continue = Continuer
form-day = Jour
form-month = Mois
form-year = Année
form-date-wrong = Donnez une date réelle, avec l’année en quatre chiffres, par exemple 23 11 2026

## Chiffres
figure-table = Tableau et fichier
figure-csv = CSV
figure-provisional = Rayé : provisoire
figure-held-small = moins de { $n }
figure-held = non affiché
figure-held-short = retenu
figure-held-small-short = < { $n }
figure-held-note = Hachuré : retenu pour que personne ne puisse être reconnu. La hauteur ne dit rien.
figure-even = égalité
map-windows = Partie de la carte
map-region = { $name } : { $value }
map-range = { $from } à { $to }
map-held = retenu
map-none = aucun chiffre
map-credit-census = Adapté de Statistique Canada, fichiers des limites du Recensement de 2016. Cela ne constitue pas une approbation de ce produit par Statistique Canada. Lacs : Natural Earth.
map-credit-health = Circonscriptions sanitaires de 2023 : COVID-19 Canada Open Data Working Group, CC BY 4.0. Contient de l’information visée par la Licence du gouvernement ouvert – Canada. Lacs : Natural Earth.
figure-table-scrolls = Tableau, défile de côté

## Pages d’erreur
error-back = Retour à l’accueil
error-bad-title = Nous n’avons pas pu lire ceci
error-bad-text = L’adresse ou le formulaire a été endommagé en chemin. Rien n’a été modifié. Revenez en arrière et réessayez.
error-signed-out-title = Votre session est fermée
error-signed-out-text = Rien n’a été enregistré. Ouvrez une session dans un autre onglet, puis revenez ici et envoyez de nouveau.
error-cross-site-title = Ceci ne vient pas de notre page
error-cross-site-text = Le formulaire a été envoyé depuis un autre site. Rien n’a été modifié.
error-stale-title = Ce formulaire n’est plus valable
error-stale-text = Il appartient à une session antérieure ou a déjà été envoyé. Cet essai n’a rien modifié. Revenez en arrière, rechargez la page et vérifiez ce qui s’y trouve.
error-forbidden-title = Une règle s’y oppose
error-forbidden-text = Vous pouvez voir ceci, mais pas faire cela. Rien n’a été modifié. Votre superviseure ou la personne responsable de la vie privée peut dire qui peut décider.
error-rule = Règle : { $id }
error-not-found-title = Il n’y a rien ici
error-not-found-text = Vérifiez l’adresse ou retournez à l’accueil.
error-method-title = Cette page ne peut pas faire cela
error-method-text = L’adresse existe, mais pas pour ce genre de demande. Rien n’a été modifié.
error-timeout-title = L’envoi a pris trop de temps
error-timeout-text = Le formulaire n’est pas arrivé au complet. Rien n’a été enregistré. Revenez en arrière et envoyez-le de nouveau.
error-conflict-title = Quelqu’un d’autre a modifié ceci
error-conflict-text = Rien de ce que vous avez saisi n’a remplacé son travail. Revenez en arrière, rechargez la page et vérifiez ce qui s’y trouve.
error-too-large-title = C’est trop volumineux
error-too-large-text = L’envoi dépasse ce que cette page accepte. Rien n’a été enregistré. Revenez en arrière et envoyez moins.
error-type-title = Ce n’est pas un formulaire que nous pouvons lire
error-type-text = Rien n’a été modifié.
error-unprocessable-title = Certaines réponses ne concordent pas
error-unprocessable-text = Rien n’a été enregistré. Revenez en arrière et vérifiez les réponses.
error-too-many-title = Trop d’essais
error-too-many-text = Attendez un peu, puis réessayez.
error-unavailable-title = Indisponible pour le moment
error-unavailable-text = Rien n’a été enregistré. Réessayez dans quelques minutes.
error-internal-title = Un problème est survenu de notre côté
error-internal-text = Rien n’a été enregistré. Les responsables du système peuvent voir ce qui s’est passé. Réessayez dans quelques minutes.
