# Importations des extraits d’un organisme.
nav-imports = Importations
import-list-title = Importations
import-list-under = Extraits de votre propre système devenus des fiches ici.
import-list-empty = Rien n’a encore été importé.
import-new = Importer un fichier
import-file = Fichier
import-file-hint = CSV en UTF-8. Il est scellé dès son arrivée et jeté quand vous confirmez, quand vous l’écartez, ou après deux heures.
import-file-missing = Choisissez un fichier
import-mapping = Disposition du fichier
import-mapping-missing = Choisissez la disposition du fichier
import-mapping-unknown = Cette disposition n’existe pas pour votre organisme
import-holdings = Fonds qui recevront les fiches
import-holdings-missing = Choisissez les fonds
import-look = Regarder d’abord
import-look-hint = Rien n’est écrit avant votre confirmation.
import-when = Importé
import-rows = Fiches
import-left-out = Laissées de côté
import-of = { $kept } sur { $read }
import-state = État
import-stands = En vigueur
import-undone = Annulée { $when }
import-preview-title = Regarder avant d’importer
import-preview-under = Rien n’est encore écrit.
import-preview-counts = { $read } lignes ont été lues. { $kept } deviendraient des fiches, { $rejects } seraient laissées de côté.
import-preview-again = Le même fichier a été importé { $when }. Les clés que vous détenez déjà sont laissées de côté ci-dessous.
import-first = Les premières lignes
import-strangest = Les lignes les plus inhabituelles
import-strangest-text = Elles diffèrent des autres dans un champ. Cherchez-y une colonne décalée.
import-strange-field = { $field } : { $alike ->
    [one] une ligne a cette forme
   *[other] { $alike } lignes ont cette forme
}
import-rejects-title = Lignes qui seraient laissées de côté
import-rejects-done = Lignes laissées de côté
import-rejects-none = Aucune ligne n’est laissée de côté.
import-warnings-title = Lignes retenues malgré une remarque
import-filled = Valeurs par colonne
import-line = Ligne
import-column = Colonne
import-reason = Raison
import-values = Valeurs
import-key = Clé
import-name = Nom
import-born = Naissance
import-place = Lieu
import-whole-row = La ligne
import-key-held = Vous détenez déjà une fiche portant cette clé. Elle n’est pas modifiée.
import-nothing-new = Aucune ligne de ce fichier n’est nouvelle. Rien n’a été importé.
import-refused-title = Ce fichier ne peut pas être importé
import-refused-text = Rien n’a été écrit. Corrigez le fichier et envoyez-le de nouveau.
import-refused-row = Ligne { $line }, colonne { $column } : { $reason }
import-confirm = { $count ->
    [one] Importer une fiche
   *[other] Importer { $count } fiches
}
import-confirm-hint = Toutes sont écrites, ou aucune. Elles sont ensuite comparées avec ce que d’autres organismes détiennent; les résultats sont sous Concordances.
import-discard = Jeter le fichier
import-another = Choisir un autre fichier
import-show-title = Importation
import-by-mapping = Disposition
import-file-name = Fichier
import-hash = Empreinte
import-some = Quelques-unes de ses fiches
import-undo = Annuler cette importation
import-undo-text = Ses fiches disparaissent, ainsi que les avis à leur sujet auxquels personne n’a répondu. L’importation elle-même reste dans la liste.
import-kept-title = Elle ne peut pas être annulée maintenant
import-kept-text = Quelque chose dépend de ces fiches. Réglez cela d’abord; rien n’a été changé.
import-kept-what = Ce qui en dépend
import-depends-case = Un dossier la concerne
import-depends-referral = Elle vient d’une orientation
import-depends-decision = Une concordance la concernant a reçu une réponse
import-depends-release = Elle a été communiquée à un organisme
note-import-done = Le fichier est importé.
note-import-discarded = Le fichier est jeté.
note-import-undone = L’importation est annulée.
import-rejects-more = Les { $count } premières sont affichées ici; le fichier les contient toutes.
import-rejects-file = Toutes les lignes dans un fichier CSV
import-none-new = Aucune ligne de ce fichier ne deviendrait une fiche.
import-progress-title = Le fichier est en cours d’importation
import-progress-reading = La lecture du fichier est en cours.
import-progress-read = { $count ->
    [one] Une ligne a été lue.
   *[other] { $count } lignes ont été lues.
}
import-progress-ready = { $count ->
    [one] Une fiche est prête à être écrite.
   *[other] { $count } fiches sont prêtes à être écrites.
}
import-progress-written = { $count ->
    [one] Une fiche est écrite. Elle est comparée avec ce que d’autres organismes détiennent.
   *[other] { $count } fiches sont écrites. Elles sont comparées avec ce que d’autres organismes détiennent.
}
import-progress-compared = { $n } paires sur { $of } ont été comparées avec ce qu’un autre organisme détient.
import-progress-again = Voir où elle en est
import-progress-meanwhile = Vous pouvez quitter cette page. L’importation continue.
import-not-compared-title = Les fiches sont écrites, mais pas encore comparées
import-not-compared-text = La comparaison avec ce que d’autres organismes détiennent s’est interrompue. Ouvrez l’importation et comparez de nouveau; rien n’est perdu.
import-failed-title = Le fichier n’a pas été importé
import-failed-text = Rien n’a été écrit. Le fichier attend encore pendant les deux heures qui suivent son envoi : regardez-le et confirmez de nouveau.
import-compare = Comparer de nouveau
import-compare-text = Ses fiches sont comparées encore une fois avec ce que d’autres organismes détiennent, par exemple après une première comparaison interrompue. Les concordances qui existent restent telles quelles.
note-import-compared = Les fiches ont été comparées.
