select agency_id from case_partner where case_id = $1
