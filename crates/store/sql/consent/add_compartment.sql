insert into consent_compartment (consent_id, kind) values ($1, $2)
