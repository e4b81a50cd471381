# Le compte d’un membre.
account-title = Mon compte
account-lock = Verrouiller l’écran
account-sessions = Vos sessions ouvertes
account-sessions-hint = Si l’une d’elles n’est pas la vôtre, fermez les autres et changez votre mot de passe.
account-session = Session
account-session-this = Celle-ci
account-session-other = Une autre
account-session-locked = Verrouillée
account-session-started = Début
account-session-seen = Dernière utilisation
account-session-ends = Fin
account-end-others = { $count ->
    [one] Fermer l’autre session
   *[other] Fermer les { $count } autres sessions
}
account-end-others-hint = La personne qui les utilise perd l’accès aussitôt. Ce qui y a été saisi sans être envoyé est perdu.
account-password-title = Mot de passe
account-password-current = Mot de passe actuel
account-password-new = Nouveau mot de passe
account-password-hint = Une phrase de plusieurs mots est le meilleur choix. Vous pouvez coller le mot de passe ou utiliser un gestionnaire.
account-password-ends = Vos autres sessions se ferment. Celle-ci continue.
account-password-do = Changer le mot de passe
account-password-wrong = Ce n’est pas votre mot de passe
account-password-short = Utilisez au moins { $least } caractères
account-password-long = Utilisez au plus { $most } caractères
account-password-common = Ce mot de passe est parmi les premiers que l’on devine. Choisissez-en un autre
account-password-pattern = Ce n’est qu’une suite simple. Choisissez un autre mot de passe
account-password-name = Le mot de passe ne doit pas contenir votre nom. Choisissez-en un autre
account-code-wrong = Ce n’est pas le code actuel de l’application que vous avez associée
account-recovery-title = Codes de secours
account-recovery-left = { $count ->
    [0] Il ne vous reste aucun code de secours. Sans votre application d’authentification, vous ne pourriez pas ouvrir de session.
    [one] Il vous reste un code de secours.
   *[other] Il vous reste { $count } codes de secours.
}
account-recovery-proof = Mot de passe
account-recovery-ends = Les anciens codes cessent aussitôt de servir. Les nouveaux ne sont affichés qu’une fois.
account-recovery-do = Obtenir de nouveaux codes

codes-title = Vos codes de secours
codes-once = Ces codes sont affichés maintenant et ne le seront plus. Chacun vous donne accès une fois, quand vous n’avez pas votre application d’authentification.
codes-print = Imprimez cette page ou recopiez les codes à la main, et gardez-les là où vous gardez votre passeport. Ne les photographiez pas.
codes-done = C’est noté
