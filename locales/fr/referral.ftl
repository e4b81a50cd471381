# Orientations reçues : le formulaire public, son suivi, la permanence qui y répond.

## À qui l’adresser
referral-neutral-title = Formulaire
referral-new = Nouvelle orientation
referral-choose-title = Orienter une jeune personne
referral-choose-lead = Choisissez la société du lieu où la jeune personne se trouve le plus souvent. En cas de doute, choisissez-en une : elle transmettra.
referral-choose-none = Aucun organisme ne reçoit d’orientation ici.
referral-choose-one = Choisir
referral-follow-link = Vous en avez déjà envoyé une? <a>Voyez où elle en est</a>.

## Le formulaire
referral-more = Si vous en savez plus : nom de famille, date de naissance, téléphone
referral-check = Que me demande la loi à cet âge?
referral-rather-not = Je préfère ne pas le dire
referral-any-hour = { $agency }, à toute heure
referral-duty-more = Préciser quand vous avez appelé, ou pourquoi l’obligation ne s’applique pas
referral-readers-title = Qui lira ceci
referral-stop = Arrêter et effacer ma saisie
referral-rather-talk = Vous préférez parler? Intervenante de garde, à toute heure :
referral-say-called = Indiquez si vous avez appelé la société d’aide à l’enfance
referral-answer-wrong = { $label } : { $what }

## Ce qui ne va pas dans une réponse
answer-unknown-field = Le formulaire a été modifié en chemin. Rechargez la page; copiez d’abord votre texte.
answer-required = veuillez répondre
answer-one-of = Écrivez un nom, cochez ce qui vous inquiète ou dites-le dans vos mots : un seul suffit
answer-too-many = choisissez une seule réponse
answer-cannot-skip = cette question doit avoir une réponse
answer-too-long = c’est trop long; veuillez raccourcir
answer-control-character = il s’y trouve un caractère impossible à taper; veuillez l’écrire de nouveau
answer-not-a-number = écrivez l’âge en chiffres, par exemple 15
answer-too-small = ce nombre est trop petit
answer-too-great = ce nombre est trop grand
answer-not-a-choice = choisissez une des réponses proposées
answer-not-a-phone = écrivez un numéro de téléphone, par exemple 613 555-0171
answer-not-a-date = écrivez une date réelle, avec l’année en quatre chiffres
answer-in-future = ce jour n’est pas encore venu

## Envoyée
referral-sent-title = C’est bien arrivé
referral-sent-number = Numéro { $number }
referral-sent-who = L’intervenante de garde de { $agency } l’a reçue.
referral-sent-by = Vous saurez au plus tard le { $when } qu’elle a été lue. On vous dira ensuite s’il y est donné suite.
referral-sent-no-contact = Vous n’avez laissé aucun moyen de vous joindre. Avec le code ci-dessous, vous pourrez voir vous-même si elle a été lue et a reçu une réponse.
referral-sent-again = C’est le même formulaire, envoyé une deuxième fois. Il n’a été reçu qu’une fois. Le code a été affiché la première fois.
referral-secret-title = Votre code
referral-secret-how = Il permet de <a>voir où en est l’orientation</a> : reçue, lue, répondue. Il ne montre rien de ce que vous avez écrit.
referral-secret-once = Il n’est affiché que maintenant. Notez-le si vous pouvez le garder sans danger.
referral-secret-now = Voir où elle en est
referral-secret-label = Votre code
referral-secret-hint = 64 lettres et chiffres. Les espaces ne comptent pas.

## Le suivi
referral-follow-title = Où en est votre orientation
referral-follow-number = Numéro { $number }
referral-follow-only = Une personne vous dira ce qui a été décidé, si vous avez laissé un moyen de vous joindre.
referral-follow-do = Afficher
referral-follow-unknown = Rien ne correspond à ce code. Vérifiez chaque lettre et chaque chiffre.
referral-step-received = Reçue
referral-step-read = Lue
referral-step-answered = Répondue
referral-not-yet = pas encore

## Arrêt
referral-stopped-title = Rien n’a été envoyé
referral-stopped-text = Votre saisie est effacée. Rien n’en a été conservé.
referral-stopped-again = Recommencer
note-referral-sent = Envoyée. La permanence l’a reçue; vous pouvez la suivre ici.
