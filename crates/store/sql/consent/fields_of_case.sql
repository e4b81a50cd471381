select f.consent_id, f.field from consent_field f join consent c on c.id = f.consent_id where c.case_id = $1
order by f.field
