# Ouverture de session.
signin-title = Ouvrir une session
signin-lead = Pour le personnel des organismes partenaires. Si vous cherchez de l’aide pour vous ou pour une autre personne, <a>trouvez un service</a>; aucun compte n’est nécessaire.
signin-passkey-title = Clé d’accès ou clé de sécurité
signin-passkey-hint = Le plus rapide. Votre téléphone, votre ordinateur ou la clé sur votre cordon.
signin-passkey-do = Utiliser ma clé d’accès
signin-password-title = Mot de passe et code
signin-user = Courriel professionnel
signin-password = Mot de passe
signin-password-hint = Vous pouvez coller le mot de passe ou utiliser un gestionnaire.
signin-cannot = Je n’arrive pas à ouvrir de session
signin-before-title = Avant de continuer
signin-before-need = N’ouvrez un dossier que si votre travail l’exige. Chaque consultation est inscrite avec votre nom et votre motif, et la personne concernée peut demander cette liste.
signin-before-lock = L’écran se verrouille après quelques minutes d’inactivité. Ce que vous avez saisi est conservé.
