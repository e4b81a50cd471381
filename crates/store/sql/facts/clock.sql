select id, agency_id, member_id, case_id from clock where id = $1
