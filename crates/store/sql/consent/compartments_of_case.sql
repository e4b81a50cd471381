select k.consent_id, k.kind from consent_compartment k join consent c on c.id = k.consent_id where c.case_id = $1
order by k.kind
