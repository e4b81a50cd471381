# Qui a consulté mon travail.

who-looked-title = Qui a consulté mon travail
who-looked-under = Les dernières actions des autres sur les dossiers ouverts auxquels vous travaillez, dans la mesure où vous pouvez les connaître.
who-looked-none = Vous ne travaillez à aucun dossier ouvert dont vous pouvez suivre les consultations.
who-looked-nobody = Personne d’autre pour le moment.
who-looked-case = { $number } { $name }
who-looked-all = Tout voir
who-looked-you = Vous
who-looked-somebody = Quelqu’un de { $agency }
who-looked-refused = Refusé : rien n’a été montré
