select field from consent_field where consent_id = $1 order by field
