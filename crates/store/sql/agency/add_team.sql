insert into team (id, agency_id, name_en, name_fr) values ($1, $2, $3, $4)
