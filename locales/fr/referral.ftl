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

## La permanence
nav-referrals-title = Orientations
referral-page-title = Orientation
referral-numbered = Orientation { $number }
referral-count = { $n ->
    [one] { $n } orientation
   *[other] { $n } orientations
}
referral-waiting = En attente d’une réponse
referral-waiting-none = Aucune orientation n’attend. Elles apparaissent ici dès leur envoi.
referral-answered = Répondues
referral-sent-by-you = Envoyées par vous
referral-sent-none = Vous n’en avez envoyé aucune. Celles que vous envoyez se suivent ici.
referral-received-at = Reçue { $when }.
referral-source-unsaid = Provenance non précisée
referral-state-received = Pas encore lue
referral-state-read = Lue
referral-state-accepted = Suite donnée
referral-state-declined = Sans suite
referral-fact-state = État
referral-fact-from = Provenance
referral-fact-received = Reçue
referral-fact-read = Lue d’abord
referral-fact-answered = Répondue
referral-to-case = Ouvrir le dossier
referral-not-said = préfère ne pas le dire
referral-known = Connaît-on cette personne?
referral-known-none = Personne de semblable n’a été trouvé. Une fiche de ce que dit l’orientation est dans vos fonds.
referral-known-nothing-to-find = L’orientation ne donne ni nom ni numéro à chercher.
referral-contact = Communiquez avec { $agency }
referral-contact-why = Cet organisme tient une fiche sur une personne qui correspond. Demandez-lui; rien n’en est montré ici.
referral-hit-born = née ou né { $born }
referral-take-up = Y donner suite
referral-take-up-what = Un dossier s’ouvre, avec un compartiment pour chaque organisme. Vous le menez. L’expéditeur voit qu’une réponse a été donnée.
referral-case-type = Genre de dossier
referral-pronouns = Pronoms, tels que la jeune personne les a dits
referral-pronouns-hint = Laissez vide si personne ne les a encore demandés.
referral-records = Vos propres fiches de la même personne
referral-records-hint = Cochez seulement celles dont vous êtes sûre ou sûr. Elles sont versées au dossier, non fusionnées.
referral-joining = Qui se joint à vous
referral-joining-hint = Chacun écrit dans le compartiment de son organisme. La liaison autochtone se joint quand la jeune personne le demande.
referral-take-up-do = Donner suite et ouvrir le dossier
referral-decline = Ou ne pas y donner suite
referral-reason = Pourquoi
referral-reason-words = Précisez ci-dessous.
referral-words = En mots
referral-words-hint = Reste avec l’orientation; l’expéditeur ne le voit pas.
referral-decline-do = Refuser avec ce motif
referral-duty = Obligation de signaler
referral-duty-sender = Réponse de l’expéditeur :
referral-duty-not-asked = la question n’a pas été posée.
referral-fit = Est-ce le bon programme?
referral-eligible = { $rule } : oui
referral-not-eligible = { $rule } : non
referral-eligible-unknown = { $rule } : âge inconnu
referral-eligible-ask = Demandez; une estimation n’est pas un motif de refus.
referral-told-what = L’expéditeur a laissé un moyen de le joindre. Confirmez-lui la réception, puis notez-le ici.
referral-told = C’est fait
note-referral-told = Noté : la réception est confirmée.
note-referral-taken-up = Suite donnée. Le dossier est ouvert, et l’expéditeur voit qu’une réponse a été donnée.
note-referral-declined = Sans suite. L’expéditeur voit qu’une réponse a été donnée.
