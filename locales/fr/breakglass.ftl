# Accès d’urgence.
glass-close-do = Le fermer maintenant
glass-read-more = Ce qui en est consigné
