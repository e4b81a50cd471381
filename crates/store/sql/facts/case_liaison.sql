select owner_id as agency_id from compartment where case_id = $1 and kind = 'liaison' order by opened_at limit 1
