update member set roles = $3 where id = $1 and agency_id = $2
