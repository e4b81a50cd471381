# Les chiffres de la stratégie.

figures-title = Chiffres de la stratégie
figures-period = Exercice { $year } : du { $from } au { $to }. Calculés au début du { $counted }.
figures-period-none = Exercice { $year }, à partir du { $from }. Aucun jour n’en est encore écoulé.
figures-print = Imprimer
figures-back = Retour aux chiffres
figures-marking = Chiffres protégés. Pour les bureaux de la stratégie et les superviseurs.
figures-printed = Imprimé par { $name }, { $when }.
figures-rule = Les nombres inférieurs à { $n } ne sont jamais affichés, et un deuxième chiffre est retenu si le premier pouvait être déduit.
figures-held-count = { $n ->
    [0] Aucun n’est retenu aujourd’hui.
    [one] Un chiffre est retenu aujourd’hui.
   *[other] { $n } chiffres sont retenus aujourd’hui.
}
figures-this-year = pendant cet exercice
figures-part-of = { $part } sur { $whole } { $unit }
figures-share-held = trop peu pour être affiché
figures-share-none = aucune pendant cette période
figures-quarter = T{ $n }
figures-quarter-months = { $quarter }, { $from } à { $to }
figures-quarter-open = { $quarter }, { $from } à { $to } (provisoire)
figures-quarter-short-open = { $quarter } (provisoire)
figures-quarter-head = Trimestre
figures-children-head = Enfants
figures-bars-description = Enfants servis, par trimestre; valeurs dans le tableau ci-dessous
figures-finding-none = Aucun enfant n’a encore été compté cet exercice.
figures-finding-held = Si peu d’enfants ont été servis pendant cet exercice que le nombre n’est pas affiché.
figures-finding-total = { $n ->
    [one] Un enfant a été servi jusqu’ici pendant cet exercice.
   *[other] { $n } enfants ont été servis jusqu’ici pendant cet exercice.
}
figures-finding-more = Plus d’enfants ont été servis au { $last } qu’au { $before } : { $n }, après { $m }.
figures-finding-fewer = Moins d’enfants ont été servis au { $last } qu’au { $before } : { $n }, après { $m }.
figures-finding-same = Autant d’enfants ont été servis au { $last } qu’au { $before } : { $n }.
figures-shares-title = À temps, et en lien
figures-shares-finding = La plus faible des trois parts est « { $label } » : { $share }.
figures-shares-none = Aucune des parts ne peut encore être affichée.
figures-shares-description = Trois parts en pour cent; valeurs dans le tableau ci-dessous
figures-share-head = Part
figures-percent-head = Pour cent
figures-part-head = Compté
figures-whole-head = Sur
figures-table-title = Enfants servis, par âge et par trimestre
figures-table-caption = Enfants servis selon l’âge en années, par trimestre et au total
figures-age-head = Âge
figures-age = { $age } ans
figures-all = Total
figures-none-yet = Il n’y a pas encore de chiffres : le premier jour de l’exercice n’est pas écoulé.
figures-note-small = Moins de { $n } enfants.
figures-note-other = Retenu parce qu’il révélerait un autre chiffre.
figures-note-alike = Retenu parce qu’il y a moins de { $n } enfants ou parce qu’il révélerait un autre chiffre. Dire lequel des deux le révélerait.
figures-indigenous = Les chiffres sur les Premières Nations, les Inuits et les Métis ne paraissent que si les organismes qui les détiennent décident de les publier.
figures-counted = Ce qui est compté
figures-full-definition = Définition complète
figures-unit = Unité
figures-never-below = Jamais affiché au-dessous de
figures-pack = Défini dans
figures-pack-version = { $pack }, { $id }, version { $version }
figures-pack-from = , en vigueur depuis le { $from }
figures-sources = Sources
