select id, agency_id from member where login = $1
