select id, agency_id from service where id = $1
