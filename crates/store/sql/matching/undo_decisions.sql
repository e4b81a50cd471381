update match_decision set undone_at = $2, undone_by = $3, undone_why = $4 where match_id = $1 and undone_at is null
