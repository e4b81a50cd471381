insert into consent_field (consent_id, field) values ($1, $2)
