# Pourquoi deux fiches peuvent concerner une même personne, et pourquoi non. Les arguments ne contiennent aucune donnée personnelle.

## Motifs pour et contre
reason-identifier-exact = Même { $kind ->
    [health-card] numéro de carte Santé
    [social-insurance] numéro d’assurance sociale
    [passport] numéro de passeport
    [soc-sec-id] numéro de sécurité sociale
   *[other] numéro d’un même émetteur
    }
reason-identifier-close = { $kind ->
    [health-card] Numéros de carte Santé
    [social-insurance] Numéros d’assurance sociale
    [passport] Numéros de passeport
    [soc-sec-id] Numéros de sécurité sociale
   *[other] Numéros d’un même émetteur
    } qui diffèrent d’une seule faute de frappe
reason-identifier-differs = { $kind ->
    [health-card] Numéros de carte Santé différents
    [social-insurance] Numéros d’assurance sociale différents
    [passport] Numéros de passeport différents
    [soc-sec-id] Numéros de sécurité sociale différents
   *[other] Numéros différents d’un même émetteur
    }, alors qu’une personne n’en a qu’un
reason-identifier-missing = Aucun numéro d’un même type sur les deux fiches
reason-identifier-shared = Même numéro, mais plusieurs fiches le portent
reason-given-exact = Même prénom{ $rarity ->
    [rare] , qui est rare
    [common] , qui est courant
   *[usual] {""}
    }
reason-given-nickname = Prénoms qui sont des formes d’un même prénom
reason-given-close = Prénoms écrits presque de la même façon
reason-given-similar = Prénoms qui se ressemblent à l’écrit ou à l’oreille
reason-given-part = Un prénom parmi plusieurs est le même
reason-given-initial = Une initiale qui correspond au prénom
reason-given-differs = Prénoms différents
reason-given-explained = Un autre nom ou un ancien nom explique le prénom
reason-given-missing = Prénom inconnu sur l’une des fiches
reason-family-exact = Même nom de famille{ $rarity ->
    [rare] , qui est rare
    [common] , qui est courant
   *[usual] {""}
    }
reason-family-close = Noms de famille écrits presque de la même façon
reason-family-similar = Noms de famille qui se ressemblent à l’écrit ou à l’oreille
reason-family-part = Une partie d’un nom de famille composé est la même
reason-family-differs = Noms de famille différents
reason-family-explained = Un autre nom ou un ancien nom explique le nom de famille
reason-family-missing = Nom de famille inconnu sur l’une des fiches
reason-name-order-swapped = Le prénom et le nom de famille sont intervertis
reason-alias-full = Un autre nom ou un ancien nom est le même nom complet
reason-alias-close = Un autre nom ou un ancien nom est presque le même nom complet
reason-alias-single = Même surnom
reason-alias-missing = Aucun autre nom en commun
reason-birth-date-exact = Même date de naissance
reason-birth-date-placeholder = Même date de naissance, mais un jour souvent inscrit quand le jour n’est pas connu
reason-birth-date-swapped = Dates de naissance dont le jour et le mois sont intervertis
reason-birth-date-digit = Dates de naissance qui diffèrent d’une seule faute de frappe
reason-birth-date-partial = Dates de naissance qui concordent pour ce qui est connu des deux
reason-birth-date-year = Même année de naissance, autre jour
reason-birth-date-differs = Dates de naissance différentes
reason-birth-date-missing = Date de naissance inconnue sur l’une des fiches
reason-phone-exact = Même numéro de téléphone
reason-phone-shared = Même numéro de téléphone, mais plusieurs personnes l’utilisent
reason-phone-differs = Numéros de téléphone différents
reason-phone-missing = Numéro de téléphone inconnu sur l’une des fiches
reason-address-house = Même maison
reason-address-street = Presque la même adresse
reason-address-area = Même secteur
reason-address-differs = Adresses différentes
reason-address-missing = Adresse inconnue sur l’une des fiches

## Ce qui limite la suggestion, quel que soit le score
reason-guard-household = Prénoms et dates de naissance différents : cela correspond aux membres d’une même famille
reason-guard-given-names = Prénoms différents : cela correspond aussi à des jumeaux ou à des proches
reason-guard-nobody = Ni les prénoms ni les dates de naissance ne peuvent être comparés : cela correspond à n’importe quel membre d’une famille
reason-guard-birth-dates = Dates de naissance différentes : cela correspond à deux personnes du même nom
reason-guard-identifiers = Deux numéros différents d’un type dont une personne n’a qu’un seul

## Pourquoi une recherche a trouvé une fiche
search-name-exact = Même nom
search-name-nickname = Forme du nom
search-name-beginning = Le nom commence ainsi
search-name-near = Écrit presque de la même façon
search-name-sound = Se prononce de façon semblable
search-name-differs = Autre nom
search-phone-same = Même numéro de téléphone
search-phone-differs = Autre numéro de téléphone
search-date-same = Même date de naissance
search-date-partial = La date de naissance concorde pour ce qui est connu
search-date-differs = Autre date de naissance
