select id, compartment_id, author_id, youth_sealed, immigration from entry where case_id = $1 order by at, id
