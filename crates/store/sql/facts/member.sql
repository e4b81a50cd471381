select id, agency_id from member where id = $1
