# Délais.
clock-list-title = Délais
clock-list-all = Tous les délais de l’organisme.
clock-list-mine = Les vôtres et ceux qui ne visent personne en particulier.
clock-count = { $n ->
    [one] { $n } délai
   *[other] { $n } délais
}
clock-running = En cours
clock-ended = Respectés ou arrêtés depuis 7 jours
clock-none = Aucun délai ne court. Il en apparaît quand une règle en déclenche un.
clock-referral = orientation { $number }
clock-over = { $time } de retard
clock-left = encore { $time }
clock-paused = en pause
clock-was-due = Échu { $when }
clock-due-by = Échéance { $when }
clock-allows = { $when } ({ $length }).
clock-stopped-on = Arrêté { $when } : { $why }
clock-met-on = Respecté { $when }.
clock-who-you = Vous.
clock-who-colleague = Une ou un collègue.
clock-who-role = { $role }.
clock-rule-says = Accorde { $length }.
clock-stop = Arrêter ce délai
clock-stop-why = Pourquoi il s’arrête
clock-stop-hint = En une ligne, par exemple : en attente d’une preuve d’identité. Sans nom.
clock-stop-do = Arrêter
clock-why-missing = Dites en une ligne pourquoi il s’arrête
clock-why-wrong = Écrivez une ligne d’au plus 200 caractères
clock-cannot-stop = La règle ne permet pas d’arrêter ce délai
note-clock-stopped = Le délai est arrêté.

length-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
length-hours = { $n ->
    [one] { $n } heure
   *[other] { $n } heures
}
length-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
length-months = { $n } mois
length-years = { $n ->
    [one] { $n } an
   *[other] { $n } ans
}
length-business-hours = { $n ->
    [one] { $n } heure ouvrable
   *[other] { $n } heures ouvrables
}
length-business-days = { $n ->
    [one] { $n } jour ouvrable
   *[other] { $n } jours ouvrables
}
clock-resume = Le laisser reprendre
note-clock-resumed = Le délai court de nouveau.
