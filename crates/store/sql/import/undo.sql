update import set undone_at = $3 where id = $1 and agency_id = $2 and undone_at is null
