select member_id, agency_id, part from case_team where case_id = $1 order by member_id
