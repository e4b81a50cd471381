select agency_id from case_team where case_id = $1 and part = 'liaison' order by member_id limit 1
