# Ouverture de session, verrouillage.
signin-title = Ouvrir une session
signin-lead = Pour le personnel des organismes partenaires. Si vous cherchez de l’aide pour vous ou pour une autre personne, <a>trouvez un service</a>; aucun compte n’est nécessaire.
signin-user = Nom d’utilisateur
signin-user-missing = Entrez votre nom d’utilisateur
signin-password = Mot de passe
signin-password-hint = Vous pouvez coller le mot de passe ou utiliser un gestionnaire.
signin-password-missing = Entrez votre mot de passe
signin-code = Code
signin-code-hint = Les six chiffres de votre application d’authentification, ou l’un de vos codes de secours.
signin-code-missing = Entrez le code de votre application d’authentification, ou un code de secours
signin-do = Ouvrir la session
signin-cannot = Je n’arrive pas à ouvrir de session
signin-first = Première visite, ou compte réinitialisé? <a>Utilisez votre code de mise en service</a>.
signin-wrong = Le nom, le mot de passe et le code ne concordent pas. Chaque code ne sert qu’une fois; attendez le suivant
signin-wait = Trop d’essais. Attendez { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
} avant de réessayer
signin-before-title = Avant de continuer
signin-before-need = N’ouvrez un dossier que si votre travail l’exige. Chaque consultation est inscrite avec votre nom et votre motif, et la personne concernée peut demander cette liste.
signin-before-lock = L’écran se verrouille après quelques minutes d’inactivité. Ce que vous avez saisi est conservé.
signin-help-title = Je n’arrive pas à ouvrir de session
signin-help-device = J’ai perdu ou brisé le téléphone où se trouve mon application d’authentification
signin-help-device-text = Entrez l’un de vos codes de secours à la place du code. Chacun ne sert qu’une fois. Avisez ensuite l’administration de votre organisme de la perte du téléphone.
signin-help-password = J’ai oublié mon mot de passe
signin-help-password-text = Demandez à l’administration de votre organisme de réinitialiser votre compte. Rien ne se fait par courriel : ainsi, personne n’entre en lisant votre courrier.
signin-help-wait = La page me demande d’attendre
signin-help-wait-text = Après plusieurs essais ratés pour un nom, il faut attendre avant le suivant. Cela freine les personnes qui devinent. Rien n’est bloqué pour de bon.
signin-help-reset = Mon compte a été réinitialisé
signin-help-reset-text = L’administration vous a remis un code de mise en service. <a>Utilisez-le ici</a> pour choisir un nouveau mot de passe et associer votre application d’authentification.
signin-back = Retour à l’ouverture de session

lock-title = Écran verrouillé
lock-lead = L’écran est resté inutilisé un moment. Confirmez que c’est bien vous et vous reprendrez là où vous étiez.
lock-kept = Ce que vous avez envoyé est conservé, sans avoir été lu. L’envoi se fera dès votre retour.
lock-lost = Le fichier envoyé n’a pas pu être conservé. Rien n’a été enregistré. Envoyez-le de nouveau à votre retour.
lock-proof = Mot de passe ou code
lock-proof-hint = Votre mot de passe, le code de votre application d’authentification ou un code de secours.
lock-proof-missing = Entrez votre mot de passe ou un code
lock-proof-wrong = Ce n’est ni votre mot de passe ni un code encore valable
lock-do = Continuer
lock-do-send = Continuer et envoyer
lock-over = Votre session est terminée. <a>Ouvrez-en une nouvelle</a>. Ce qui a été saisi ici sans être envoyé est perdu.
lock-not-me = Ce n’est pas moi : fermer la session

once-again-title = Ce formulaire a déjà été envoyé
once-again-text = Le premier envoi est arrivé à { $at }. Ce second envoi n’a rien changé.
once-again-check = Vérifiez si le résultat voulu s’y trouve. Sinon, le premier envoi a été interrompu : revenez en arrière, rechargez la page et envoyez-le de nouveau.

## Dit une fois après un acte
note-sent-before = Ce formulaire avait déjà été envoyé. Il n’a agi qu’une fois; voici où il a mené.
note-signed-out = Votre session est fermée.
note-recovery-used = Vous avez utilisé un code de secours. Il ne servira plus; vérifiez combien il vous en reste.
note-others-ended = Vos autres sessions sont fermées.
note-password-changed = Votre mot de passe est changé et vos autres sessions sont fermées.
