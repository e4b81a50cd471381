# Accès d’urgence.
glass-close-do = Le fermer maintenant
glass-read-more = Ce qui en est consigné
glass-reason-missing = Choisissez pourquoi l’accès d’urgence est nécessaire
glass-open-already = L’accès est déjà ouvert; poursuivez votre lecture ou fermez-le
