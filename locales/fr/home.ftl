# La première page, et ce qu’on apprend aux gens.
home-title = À faire
nav-many = 99+
home-needs-you = On vous attend
home-clocks = { $n ->
    [0] Aucun délai ne court pour vous.
    [one] { $n } délai, le plus proche d’abord.
   *[other] { $n } délais, le plus proche d’abord.
}
home-of-the-unit = Toute l’équipe ({ $n })
home-all-clocks = Tous les délais
home-tasks = Vos tâches
home-task-for = Tâche pour { $name }, { $number }
home-cases = Mes dossiers
home-cases-open = { $n ->
    [one] { $n } ouvert.
   *[other] { $n } ouverts.
}
home-cases-none = Vous ne participez à aucun dossier ouvert. Un dossier apparaît ici quand vous en ouvrez un ou qu’on vous y invite.
home-cases-caption = Mes dossiers ouverts, leur étape et leur prochaine échéance
home-person = Jeune personne
home-stage = Étape
home-next = Prochaine échéance
home-next-none = aucune
home-since = Ouvert depuis
home-nothing = Rien ne vous attend.
home-waiting = En attente
home-referrals = Orientations sans réponse
home-referrals-text = Donnez suite à chacune, ou refusez avec motif.
home-matches = Peut-être la même personne
home-matches-text = Votre organisme n’a pas encore répondu.
home-services = Orientations vers vos services
home-services-text = Acceptez, ou refusez avec motif.
home-reviews = Accès d’urgence à examiner
home-reviews-text = Chacun était-il justifié?
home-ledger = Le registre
home-ledger-text = Qui a vu quoi, et la preuve que rien n’a été changé.
home-figures = Les cinq chiffres
home-figures-text = Avec leurs définitions; les petits nombres sont retenus.
home-members = Membres
home-members-text = Comptes, rôles et connexions de votre organisme.
home-alerts = Avis
home-alerts-new = { $n ->
    [one] { $n } nouveau
   *[other] { $n } nouveaux
}
home-alerts-earlier = { $n ->
    [one] { $n } avis antérieur
   *[other] { $n } avis antérieurs
}
home-alerts-none = Rien de nouveau. Ce qui vous concerne apparaît ici.
home-seen = Vu
home-note = Note rapide
home-note-case = Dossier
home-note-what = Ce qui s’est passé
home-note-goes-to = Va dans
home-note-own = Les autres organismes ne la voient pas.
home-note-core = Va dans le tronc commun, que lisent tous les partenaires du dossier.
home-note-save = Enregistrer
home-note-case-missing = Choisissez le dossier
home-note-missing = Écrivez ce qui s’est passé
note-home-noted = La note est enregistrée.
note-notice-seen = Marqué comme vu.

notice-referral-received = Une orientation est arrivée
notice-referral-received-text = Elle attend d’être lue.
notice-referral-answered = Des nouvelles de votre orientation
notice-referral-answered-text = Elle a été lue ou a reçu une réponse.
notice-match-raised = Peut-être la même personne
notice-match-raised-text = Une de vos fiches et celle d’un autre organisme. Voyez qui appeler.
notice-match-answered = Réponse à une concordance possible
notice-match-answered-text = L’autre organisme a répondu, ou un lien a été défait.
notice-case-joined = Vous participez à un dossier
notice-case-joined-text = Votre partie vous est ouverte.
notice-liaison-routed = Une jeune personne vous a demandé
notice-liaison-routed-text = Vous êtes sa liaison, selon sa propre déclaration.
notice-consent-given = Consentement donné
notice-consent-given-text = Voyez ce qu’il couvre et jusqu’à quand.
notice-consent-withdrawn = Consentement retiré
notice-consent-withdrawn-text = Le partage a cessé.
notice-service-referral = Des nouvelles d’une orientation vers un service
notice-service-referral-text = Elle est arrivée, a reçu une réponse ou a avancé.
notice-break-glass = Accès d’urgence à votre compartiment
notice-break-glass-text = Voyez qui l’a ouvert et pourquoi, et confirmez que vous l’avez vu.
notice-clock-ran-out = Un délai est écoulé
notice-clock-ran-out-text = Voyez lequel, et qui doit agir.
notice-task-set = Une tâche pour vous
notice-task-set-text = Quelqu’un du dossier vous demande de faire quelque chose.
