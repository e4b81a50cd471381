# Importations : pourquoi un fichier, une ligne ou une correspondance est refusé. Les arguments ne reprennent jamais le contenu d'une cellule.

## Le fichier entier
extract-wrong-encoding = Ce fichier n’est pas en UTF-8 : la ligne { $line } contient l’octet { $byte } à la position { $offset }. Enregistrez-le en « CSV UTF-8 », puis envoyez-le de nouveau.
extract-wrong-encoding-utf16 = Ce fichier est en UTF-16 et non en UTF-8. Enregistrez-le en « CSV UTF-8 », puis envoyez-le de nouveau.
extract-file-empty = Ce fichier est vide. Il lui faut au moins sa ligne d’en-tête.
extract-file-too-large = Ce fichier dépasse { $limit } octets. Divisez-le ou demandez une limite plus élevée dans la correspondance.
extract-too-many-rows = Ce fichier a plus de { $limit } lignes. Divisez-le ou demandez une limite plus élevée dans la correspondance.
extract-row-too-long = La ligne { $line } dépasse { $limit } octets. Il manque peut-être un guillemet.
extract-quote-open = À la ligne { $line }, un guillemet est ouvert sans être fermé sur la même ligne. On ne peut plus distinguer les lignes suivantes.
extract-read-failed = Le fichier n’a pas pu être lu jusqu’au bout. Rien n’a été repris. Envoyez-le de nouveau.
extract-delimiter-differs = La correspondance attend « { $expected } » entre les champs; ce fichier a « { $found } ».
extract-header-missing = La colonne « { $column } » manque dans l’en-tête.
extract-header-renamed = La correspondance attend une colonne « { $expected } »; l’en-tête a « { $found } » à la place.
extract-header-unknown = La correspondance ne dit pas ce que devient la colonne « { $column } ». On ne recueille rien qui ne soit écrit d’avance.
extract-header-duplicate = La colonne « { $column } » figure deux fois dans l’en-tête, aux places { $first } et { $second }.
extract-columns-shifted = Les colonnes semblent décalées : sous « { $column } », la plupart des valeurs n’ont pas la forme « { $shape } ». Rien n’a été repris.
extract-columns-shifted-like = Les colonnes semblent décalées : sous « { $column } », la plupart des valeurs n’ont pas la forme « { $shape } »; elles ressemblent à « { $like } ». Rien n’a été repris.
extract-too-many-faults = { $faulty } lignes sur { $rows } sont fautives. C’est trop : rien n’a été repris.

## Une ligne
extract-fields-missing = La ligne a { $found } champs; l’en-tête en a { $expected }.
extract-fields-extra = La ligne a { $found } champs; l’en-tête en a { $expected }. Une virgule se trouve peut-être hors des guillemets.
extract-key-missing = La ligne n’a pas de clé.
extract-key-duplicate = Les lignes { $first } et { $second } ont la même clé. Les deux sont laissées de côté tant qu’on ignore laquelle est exacte.
extract-value-missing = Une valeur est requise ici.
extract-value-too-long = La valeur dépasse { $limit } caractères.
extract-control-character = La valeur contient un caractère de commande ({ $code }).
extract-hidden-character = La valeur contient un caractère invisible ({ $code }).
extract-date-impossible = Cette date n’existe dans aucun calendrier.
extract-date-unreadable = Ce n’est pas une date sous la forme attendue ({ $formats }).
extract-date-future = Cette date de naissance est dans l’avenir.
extract-age-impossible = Selon cette date de naissance, la personne aurait plus de { $limit } ans.
extract-code-unknown = La correspondance ne connaît pas ce code.

## La correspondance
extract-mapping-syntax = La ligne { $line } de la correspondance est illisible : { $detail }.
extract-mapping-schema = Le schéma de la correspondance est { $found }; cette version lit 1.
extract-mapping-delimiter = Le séparateur doit être un seul signe de ponctuation ou une tabulation, et non un guillemet.
extract-mapping-header-blank = L’en-tête « { $column } » est vide ou entouré d’espaces.
extract-mapping-header-twice = L’en-tête « { $column } » est nommé deux fois.
extract-mapping-field-twice = Deux colonnes ou constantes vont à « { $field } », qui n’en prend qu’une.
extract-mapping-kind = « { $field } » reçoit un genre qu’il ne prend pas, ou il lui manque celui qu’il exige.
extract-mapping-no-key = Aucune colonne ne va à « key ».
extract-mapping-constant = Une clé ou une date de naissance ne peut pas être une constante.
extract-mapping-formats = « { $column } » : une date de naissance exige des formats, et rien d’autre n’en prend.
extract-mapping-format = « { $column } » : « { $format } » n’est pas une disposition faite de YYYY, MM et DD.
extract-mapping-format-ambiguous = « { $column } » : on ne peut pas distinguer « { $format } » de « { $other } ».
extract-mapping-shape = « { $column } » : il n’y a pas de forme « { $shape } » pour cette colonne.
extract-mapping-split = « { $column } » : seuls les autres noms, les téléphones et les identifiants peuvent être plusieurs dans une cellule.
extract-mapping-limits = Une limite de la correspondance est nulle ou en contredit une autre.

## Le répertoire des services
extract-directory-syntax = { $file } n’est pas du JSON valide : ligne { $line }, colonne { $column }.
extract-directory-encoding = { $file } n’est pas en UTF-8 : ligne { $line }, position { $offset }.
extract-directory-no-list = Ce n’est pas une liste de services selon la norme Human Services Data Specification 3.0.
extract-directory-too-many = Ce répertoire a plus de { $limit } services.
extract-directory-table-missing = La table { $file } manque.
extract-directory-table = { $file }, ligne { $line } : la ligne n’a pas autant de champs que l’en-tête.
extract-directory-table-number = { $file } : « { $column } » contient autre chose qu’un nombre.
extract-directory-malformed = Un champ de ce service n’est pas du genre que la norme lui donne.
extract-directory-id-twice = Un service précédent a le même identifiant.
extract-directory-age = Les âges ne sont pas des années entières, sont impossibles ou se contredisent.
extract-directory-phone = Ce numéro de téléphone n’a pas de chiffres. Le service est repris sans lui.
extract-directory-schedule = Ces heures sont illisibles. Le service est repris sans elles.
extract-directory-point = Ce point n’est pas sur la Terre. Le service est repris sans lui.
extract-directory-address-confidential = La source dit cette adresse confidentielle et la donne quand même. Elle n’a pas été conservée. Prévenez la source.
extract-directory-number = Ce n’est pas un nombre entier.
extract-directory-capacity-incomplete = Il faut à la capacité son unité, le nombre de places libres et le moment où on l’a su. Elle n’a pas été conservée.
extract-directory-capacity-contradiction = Il y a plus de places libres que de places. La capacité n’a pas été conservée.

## Le monde inventé de la copie de formation
extract-world-syntax = { $file }, ligne { $line } : { $detail }.
extract-world-row = { $file }, ligne { $line } : cette ligne est illisible.
extract-world-unknown = { $by } nomme « { $id } » ({ $what }), qui n’existe pas ou ne convient pas.
extract-world-twice = « { $id } » ({ $what }) existe deux fois.
