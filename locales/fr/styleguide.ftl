# La page qui montre chaque élément; versions de développement seulement.
styleguide-contact = <strong>Contact sûr :</strong> texto après 16 h au numéro du plan. Jamais le numéro de la maison. Pas de boîte vocale.
styleguide-sections = Sections du dossier
styleguide-name-missing = Écrivez un nom, un prénom ou un surnom
styleguide-age-missing = Indiquez l’âge, ou que vous préférez ne pas le dire
